import FeedModel
import Glibc
import Testing

@testable import ConfigFile

/// Reads configs for tests, in the same surroundings each time.
enum Fixture {
    /// `Tests/ConfigFileTests/Fixtures`, of this checkout.
    static let folder = folder(of: "\(#filePath)") + "/Fixtures"

    static var root: String { folder + "/../../.." }

    static let environment = [
        "PRESS_KEY": "from-the-environment", "HOME": "/home/op", "LOGS_DIRECTORY": "/var/log/fw",
        "CREDENTIALS_DIRECTORY": folder + "/secrets", "BROKEN_PACE": "tuesday-is-a-secret",
    ]

    /// Parses a text as if it stood in `Fixtures/NAME`.
    static func parse(_ text: String, name: String = "feedwatch.yaml") throws(ConfigProblems)
        -> Config
    {
        try ConfigFile.parse(
            Array(text.utf8), path: "\(folder)/\(name)", environment: environment,
            version: "1.2.3", readOPML: readOPML)
    }

    /// What is said of a text, the folder's name left out; the config itself where nothing is.
    static func answer(to bytes: [UInt8], name: String) -> String {
        var text: String
        do throws(ConfigProblems) {
            let config = try ConfigFile.parse(
                bytes, path: "\(folder)/\(name)", environment: environment, version: "1.2.3",
                readOPML: readOPML)
            let warnings = config.warnings.map { "\($0)\n" }.joined()
            text = warnings + ConfigDump.text(of: config)
        } catch {
            text = "\(error)\n"
        }
        while let range = text.firstRange(of: folder) { text.replaceSubrange(range, with: "DIR") }
        while let range = text.firstRange(of: "DIR/\(name):") {
            text.replaceSubrange(range, with: "\(name):")
        }
        return text
    }

    static func contents(_ path: String) throws -> [UInt8] {
        try FileBytes(path: path, limit: 1 << 24).bytes
    }

    static func write(_ text: String, to path: String) {
        let file = fopen(path, "w")
        defer { if let file { fclose(file) } }
        if let file { fputs(text, file) }
    }

    /// File names in the fixtures' folder that end so, in order.
    static func names(endingWith suffix: String) -> [String] {
        var names: [String] = []
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(suffix) { names.append(name) }
        }
        return names.sorted()
    }

    private struct NoSuchFile: Error, CustomStringConvertible {
        let path: String
        var description: String { "The OPML file \(path) cannot be read: there is no such file." }
    }

    private static func readOPML(_ path: String) throws -> [SubscribedFeed] {
        guard path.hasSuffix("/subscriptions.opml") else { throw NoSuchFile(path: path) }
        return [
            SubscribedFeed(
                url: "https://opml.example/a", name: "A of the file", tags: ["from-file"]),
            SubscribedFeed(url: "https://one.example/feed", name: "Known already"),
            SubscribedFeed(url: "https://opml.example/b"),
            SubscribedFeed(url: "https://opml.example/a#again"),
            SubscribedFeed(url: "file:/etc/passwd"),
            SubscribedFeed(url: "https://op:topsecret@opml.example/c"),
        ]
    }

    private static func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
