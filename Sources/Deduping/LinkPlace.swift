/// Where a page is kept, as far as its URL says: a whole feed whose items are kept elsewhere than they were was moved.
struct LinkPlace: Equatable {
    /// Scheme and host.
    let site: Substring
    /// All but the last part of the path.
    let folder: Substring

    /// `nil` where the text is no http(s) URL.
    init?(_ url: String) {
        guard URLParts(url) != nil, let scheme = url.firstRange(of: "://") else { return nil }
        var address = url.prefix { $0 != "?" && $0 != "#" }
        while address.last == "/" { address.removeLast() }
        let path = address[scheme.upperBound...].firstIndex(of: "/") ?? address.endIndex
        site = address[..<path]
        folder = address[path...].lastIndex(of: "/").map { address[path..<$0] } ?? ""
    }
}
