import FeedModel
import Foundation
import Testing

@testable import Parsing

/// Real feeds that are not ours to ship: read where they are present.
@Suite struct CorpusTests {
    private struct Row {
        var file: String
        var itemCount: Int
    }

    @Test("every feed of the corpus has the items that its manifest counts") func counts() throws {
        let corpus = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../shared/corpus").standardized
        guard
            let manifest = try? String(
                contentsOf: corpus.appending(path: "MANIFEST.tsv"), encoding: .utf8)
        else {
            // A checkout without the corpus is complete; only this test has nothing to read.
            print("Skipped: there is no corpus of real feeds beside the checkout.")
            return
        }
        let rows = manifest.split(separator: "\n").dropFirst().compactMap { line -> Row? in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            return fields.count > 4
                ? Int(fields[4]).map { Row(file: String(fields[0]), itemCount: $0) } : nil
        }
        #expect(rows.count > 100)
        for row in rows {
            let bytes = try Data(contentsOf: corpus.appending(path: "feeds/\(row.file)"))
            let feed = try FeedParser().parse(Array(bytes))
            #expect(feed.items.count == row.itemCount, "\(row.file)")
            #expect(feed.itemsInSource == row.itemCount, "\(row.file)")
        }
    }
}
