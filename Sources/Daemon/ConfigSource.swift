package import ConfigFile
import FeedModel
import Glibc
import Parsing

/// Where the config comes from, at the start and at each reload.
package struct ConfigSource: Sendable {
    package let path: String
    private let environment: [String: String]

    package init(path: String, environment: [String: String]) {
        (self.path, self.environment) = (path, environment)
    }

    /// Throws all that is wrong with it, at once.
    package func load(areSecretsRead: Bool = true) throws(ConfigProblems) -> Config {
        try ConfigFile.load(
            path: path, environment: environment, version: FeedwatchVersion.number,
            areSecretsRead: areSecretsRead, readOPML: Self.subscriptions)
    }

    /// Largest OPML file that is read.
    private static let opmlLimit = 16 << 20

    private static func subscriptions(path: String) throws -> [SubscribedFeed] {
        let bytes = try WholeFile.read(path, limit: opmlLimit)
        return try OPML.feeds(in: bytes).map {
            SubscribedFeed(url: $0.url, name: $0.title, tags: $0.tags)
        }
    }
}

/// A file that could not be read, in a sentence.
package struct UnreadableFile: Error, Sendable, CustomStringConvertible {
    package let description: String
}

/// Reads a file whole, within a limit.
package enum WholeFile {
    /// The bytes of the file at `path`; `-` is stdin.
    package static func read(_ path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else {
                throw UnreadableFile(
                    description:
                        "\(VisibleText(path)) is larger than \(limit >> 20) MiB, the most that is read."
                )
            }
        }
    }

    private static func failure(_ path: String) -> UnreadableFile {
        let reason = String(cString: strerror(errno))
        return UnreadableFile(description: "\(VisibleText(path)) cannot be read: \(reason).")
    }
}
