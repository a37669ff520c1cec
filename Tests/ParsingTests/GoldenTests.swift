import FeedModel
import Foundation
import Testing

@testable import Parsing

/// Whole documents and the JSON Feed that they must become: `NAME.xml` and `NAME.expected.json`.
///
/// `FEEDWATCH_RECORD=1` writes what is now; read the difference before you commit it.
@Suite struct GoldenTests {
    @Test(arguments: [
        "podcast", "rdf-outside-channel", "atom-03-escaped", "unescaped-html",
        "namespaces-close-implied",
    ]) func golden(name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures")
        let document = try Data(contentsOf: folder.appending(path: "\(name).xml"))
        let feed = try FeedParser().parse(Array(document), url: "https://served.example.org/feed")
        let written = Self.oneFieldALine(JSONFeedWriter.document(feed))
        let expected = folder.appending(path: "\(name).expected.json")
        if ProcessInfo.processInfo.environment["FEEDWATCH_RECORD"] != nil {
            try Data(written.utf8).write(to: expected)
        }
        #expect(try String(contentsOf: expected, encoding: .utf8) == written)
    }

    /// Broken where a reviewer wants it broken; still JSON.
    private static func oneFieldALine(_ document: String) -> String {
        document.replacing(",\"", with: ",\n\"").replacing("{\"id\"", with: "\n{\"id\"") + "\n"
    }
}
