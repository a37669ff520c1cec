import FeedModel
import Transport

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A feed that is a file, for scripts that write feeds: the same limits and the same thrift as over HTTP.
///
/// Its validator is made of the file's identity, size and times; an unreadable file is an error like an absent server.
struct FeedFile {
    let path: String

    /// `nil` where the URL is not `file:`.
    init?(url: String) throws(FetchError) {
        guard url.prefix(5).lowercased() == "file:" else { return nil }
        var rest = url.dropFirst(5)
        if rest.hasPrefix("//") {
            let afterSlashes = rest.dropFirst(2)
            let host = afterSlashes.prefix { $0 != "/" }
            guard host.isEmpty || host == "localhost" else {
                throw FetchError(
                    kind: .badURL,
                    description: "A file: URL may not name a host; write file:///path.")
            }
            rest = afterSlashes.dropFirst(host.count)
        }
        path = percentDecoded(rest.utf8)
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw FetchError(
                kind: .badURL, description: "A file: URL needs a whole path, as in file:///path.")
        }
    }

    func outcome(_ request: FetchRequest, limit: Int) throws(FetchError) -> FetchOutcome {
        // Not blocking, for a FIFO would otherwise wait for its writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw unreadable(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw unreadable(String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable("it is no regular file") }
        let validators = Validators(etag: status.version)
        let metadata = FetchMetadata(
            validators: validators, validatorsURL: request.url, hopCount: 0,
            isFromPublicAddress: false, wasUnconditional: request.isUnconditional)
        if !request.isUnconditional, request.validators.etag == validators.etag {
            return .notModified(metadata)
        }
        guard status.st_size <= limit else { throw tooLarge(limit) }
        let body = try contents(descriptor, sizeHint: Int(status.st_size), limit: limit)
        let digest = bodyDigest(body)
        if digest == request.bodyDigest { return .unchanged(metadata) }
        let document = FetchedDocument(body: body, finalURL: request.url, digest: digest)
        return .fetched(document, metadata)
    }
}

extension FeedFile {
    private func contents(
        _ descriptor: CInt, sizeHint: Int, limit: Int
    ) throws(FetchError) -> [UInt8] {
        var body: [UInt8] = []
        // One byte more shows the end, or that the file has grown meanwhile.
        var piece = [UInt8](repeating: 0, count: min(max(sizeHint + 1, 4096), 1 << 20))
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count == 0 { return body }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(String(cString: strerror(errno)))
            }
            body.append(contentsOf: piece.prefix(count))
            guard body.count <= limit else { throw tooLarge(limit) }
        }
    }

    private func unreadable(_ reason: String) -> FetchError {
        FetchError(
            kind: .unreadable,
            description: "The file \(VisibleText(path)) cannot be read: \(reason).")
    }

    private func tooLarge(_ limit: Int) -> FetchError {
        FetchError(
            kind: .tooLarge,
            description:
                "The file \(VisibleText(path)) is larger than \(ByteSize(Int64(limit)).exact), the limit (polling.max_body)."
        )
    }
}

extension stat {
    /// Changes whenever the file does: another file, another size, another time.
    fileprivate var version: String {
        "\"\(st_ino)-\(st_size)-\(st_mtim.tv_sec).\(st_mtim.tv_nsec)-\(st_ctim.tv_sec).\(st_ctim.tv_nsec)\""
    }
}
