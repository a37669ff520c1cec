import ArgumentParser
import FeedModel
import Glibc
import Parsing

/// `feedwatch parse`: one feed document as JSON Feed, to see what feedwatch sees.
struct Parse: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one feed document as JSON Feed 1.1.",
        discussion: """
            Reads RSS, RDF, Atom, JSON Feed or CDF and prints what feedwatch makes of it, with the \
            repairs it needed under "_feedwatch".

            Example:
              curl -s https://www.example.com/feed.xml | feedwatch parse - --url https://www.example.com/feed.xml
            """)

    @Argument(help: "The document; - is the standard input.")
    var file: String

    @Option(help: "The URL that the document was found at: what relative links are relative to.")
    var url: String?

    @Option(help: "The Content-Type that it was served with.")
    var contentType: String?

    @Flag(help: "Fail (65) where the document had to be repaired.")
    var strict = false

    func run() throws {
        let bytes = try read()
        do {
            let feed = try FeedParser().parse(bytes, url: url, contentType: contentType)
            if strict, feed.isSalvaged {
                let repairs = feed.warnings.joined(separator: " ")
                throw failure("The document had to be repaired: \(repairs)", 65)
            }
            try print(feed)
        } catch let error as ParseError {
            throw failure(error.description, 65)
        }
    }
}

extension Parse {
    private func print(_ feed: ParsedFeed) throws {
        var isBroken = false
        var waiting: [UInt8] = []
        JSONFeedWriter.write(feed) { bytes in
            waiting += bytes
            guard waiting.count >= 64 << 10 else { return }
            isBroken = isBroken || !Self.write(waiting, to: STDOUT_FILENO)
            waiting.removeAll(keepingCapacity: true)
        }
        waiting.append(UInt8(ascii: "\n"))
        if isBroken || !Self.write(waiting, to: STDOUT_FILENO) {
            throw failure("The answer could not be written to the standard output.", 74)
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    private func read() throws -> [UInt8] {
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable() }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        let limit = ParseLimits().documentByteLimit
        var bytes: [UInt8] = []
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_size > 0 {
            bytes.reserveCapacity(min(Int(status.st_size), limit) + 1)
        }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { chunk.deallocate() }
        // One byte past the limit is enough to know that there is more.
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else { throw unreadable() }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }

    private func unreadable() -> any Error {
        failure("\(VisibleText(file)) cannot be read: \(String(cString: strerror(errno))).", 66)
    }

    private func failure(_ sentence: String, _ code: Int32) -> ExitCode {
        // Nothing is left to do where even the standard error is gone.
        _ = Self.write(Array("feedwatch: \(sentence)\n".utf8), to: STDERR_FILENO)
        return ExitCode(code)
    }
}
