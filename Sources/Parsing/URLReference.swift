/// A URI reference cut into its five parts, and what it means from a base (RFC 3986, section 5.2).
///
/// Nothing is encoded or normalised: a link is kept as served, only made absolute.
struct URLReference {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring
    var query: Substring?
    var fragment: Substring?

    init(_ text: String) {
        var rest = Substring(text)
        scheme = nil
        authority = nil
        if let colon = Self.schemeEnd(rest) {
            scheme = rest[..<colon]
            rest = rest[rest.utf8.index(after: colon)...]
        }
        if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
            fragment = rest[rest.utf8.index(after: hash)...]
            rest = rest[..<hash]
        }
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        }
        if rest.utf8.starts(with: "//".utf8) {
            rest = rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...]
            let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = rest[..<end]
            rest = rest[end...]
        }
        path = rest
    }

    /// Has a scheme. Decided on bytes, without cutting the rest.
    static func isAbsolute(_ text: String) -> Bool { text.withBytes(isAbsolute) }

    static func isAbsolute(_ text: Bytes) -> Bool {
        guard let first = text.first, first.isLetter else { return false }
        for byte in text {
            if byte == UInt8(ascii: ":") { return true }
            guard byte.isLetter || byte.isDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E
            else { return false }
        }
        return false
    }

    /// A longer base is no place to be relative to: it would be written before each link.
    static let baseLimit = 4096

    /// `reference` made absolute; as it is where it is absolute already or `base` is not.
    static func resolve(_ reference: String, against base: String?) -> String {
        let reference = withoutInvisibleEnds(reference)
        guard let base, !isAbsolute(reference), base.utf8.count <= baseLimit else {
            return reference
        }
        if let plain = belowRoot(reference, of: base) { return plain }
        let from = URLReference(base)
        guard from.scheme != nil, from.authority != nil || from.path.utf8.first == 0x2F else {
            return reference
        }
        return URLReference(reference).resolved(from).text
    }

    /// White space beyond ASCII and marks that nobody sees, as editors leave them around a link, are no part of it.
    private static func withoutInvisibleEnds(_ reference: String) -> String {
        guard let first = reference.utf8.first, let last = reference.utf8.last,
            first >= 0x80 || last >= 0x80
        else { return reference }
        func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        }
        var scalars = reference.unicodeScalars[...]
        while let scalar = scalars.first, isInvisible(scalar) { scalars.removeFirst() }
        while let scalar = scalars.last, isInvisible(scalar) { scalars.removeLast() }
        return String(scalars)
    }

    /// Most relative links: a path from the root, without dots, goes behind the base's host as it is.
    private static func belowRoot(_ reference: String, of base: String) -> String? {
        guard reference.withBytes(isBelowRoot), let root = base.withBytes(root) else { return nil }
        return String(unsafeUninitializedCapacity: root.count + reference.utf8.count) { out in
            let (_, hostEnd) = out.update(from: root)
            let (_, last) = out[hostEnd...].update(from: reference.utf8)
            return last
        }
    }

    /// A path from the root in which nothing is to be resolved or cleaned.
    static func isBelowRoot(_ reference: Bytes) -> Bool {
        guard reference.first == UInt8(ascii: "/"),
            reference.count == 1 || reference[1] != UInt8(ascii: "/")
        else { return false }
        return reference.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: ".") }
    }

    /// What stands before the path of an absolute URL with a host: `https://example.com`.
    static func root(of base: Bytes) -> [UInt8]? {
        guard isAbsolute(base), let mark = base.firstIndex(of: "://", from: 0) else { return nil }
        let rest = base[(mark + 3)...]
        let end = rest.firstIndex {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
        }
        return Array(base[..<(end ?? base.count)])
    }

    private static func schemeEnd(_ text: Substring) -> Substring.Index? {
        guard let first = text.utf8.first, first.isLetter else { return nil }
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text.utf8[index]
            if byte == UInt8(ascii: ":") { return index }
            guard byte.isLetter || byte.isDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E
            else { return nil }
            index = text.utf8.index(after: index)
        }
        return nil
    }
}

extension URLReference {
    private func resolved(_ base: URLReference) -> URLReference {
        var target = self
        target.scheme = base.scheme
        if authority != nil {
            target.path = Substring(Self.withoutDots(path))
            return target
        }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
        } else if path.utf8.first == UInt8(ascii: "/") {
            target.path = Substring(Self.withoutDots(path))
        } else {
            target.path = Substring(Self.withoutDots(Substring(merged(with: base))))
        }
        return target
    }

    private func merged(with base: URLReference) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            return String(path)
        }
        return String(base.path[...slash]) + path
    }

    private static func withoutDots(_ path: Substring) -> String {
        guard path.utf8.contains(UInt8(ascii: ".")) else { return String(path) }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        var kept: [Substring] = []
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return kept.joined(separator: "/")
    }

    private var text: String {
        var out = ""
        if let scheme { out += scheme + ":" }
        if let authority { out += "//" + authority }
        out += path
        if let query { out += "?" + query }
        if let fragment { out += "#" + fragment }
        return out
    }
}

extension URLReference {
    /// A link as feeds write them: white space around it and line breaks inside it are not part of it.
    static func cleaned(_ text: Bytes) -> String {
        let trimmed = text.trimmed
        guard trimmed.contains(where: { $0 < 0x20 }) else { return trimmed.string }
        return String(decoding: trimmed.filter { $0 >= 0x20 }, as: UTF8.self)
    }
}
