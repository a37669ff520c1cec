import Foundation
import TestSupport
import Testing

/// The lines of a file sink, read as the JSON that they must be.
struct EventLog: Equatable {
    struct Line: Equatable {
        var sequence: Int
        var id: String
        var type: String
        var title: String
        var guid: String
        var watches: [String]
    }

    private(set) var lines: [Line] = []

    init(_ folder: TemporaryFolder, file: String = "mentions.jsonl") throws {
        for line in try folder.text(of: file).split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let event = try #require(object as? [String: Any])
            let item = event["item"] as? [String: Any] ?? [:]
            #expect(event["schema"] as? String == "feedwatch/1")
            lines.append(
                Line(
                    sequence: try #require(event["seq"] as? Int),
                    id: try #require(event["id"] as? String),
                    type: try #require(event["type"] as? String),
                    title: item["title"] as? String ?? "", guid: item["id"] as? String ?? "",
                    watches: event["watches"] as? [String] ?? []))
        }
    }

    var titles: [String] { lines.map(\.title) }
    var guids: [String] { lines.map(\.guid) }
    var sequences: [Int] { lines.map(\.sequence) }
    var watches: [[String]] { lines.map { $0.watches } }
}
