/// What a server answered: the body is whole and decompressed.
///
/// Of redirects and errors only the first 64 KiB of the body are kept.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// `Content-Encoding` and `Content-Length` are as received, before decompression.
    package var headers: HeaderList
    package var body: [UInt8]
    /// Whether the address that answered is on the public internet.
    package var isFromPublicAddress: Bool

    package init(
        status: Int, headers: HeaderList = HeaderList(), body: [UInt8] = [],
        isFromPublicAddress: Bool = true
    ) {
        (self.status, self.headers, self.body) = (status, headers, body)
        self.isFromPublicAddress = isFromPublicAddress
    }
}
