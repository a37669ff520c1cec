import FeedModel
import Foundation
import Matching
import Testing

/// The query language case by case, judged by hand from what users are promised: `Fixtures/cases.txt`.
struct JudgedCases {
    @Test(arguments: CaseFile.sections("cases.txt"))
    func aQueryMatchesATitle(_ section: CaseFile.Section) throws {
        for row in section.rows {
            let query = try Query(parsing: row.fields[0])
            let hits = Matcher([Watch(name: WatchName("w"), query: query)]).hits(
                in: ItemText(title: row.fields[1]))
            #expect(!hits.isEmpty == row.isYes, "\(row.fields[0]) on \(row.fields[1])")
        }
    }

    @Test(arguments: CaseFile.sections("queries.txt"))
    func aQueryCompilesOrIsRefusedWithAHint(_ section: CaseFile.Section) {
        for row in section.rows {
            do {
                let query = try Query(parsing: row.fields[0])
                #expect(row.isYes, "\(query)")
            } catch {
                #expect(!row.isYes && error.hint != nil, "\(row.fields[0]): \(error)")
            }
        }
    }
}

/// Rows of a file of cases: yes or no, then fields, with tabs between; `##` begins a section.
enum CaseFile {
    struct Row: Sendable {
        let isYes: Bool
        let fields: [String]
    }

    struct Section: Sendable, CustomStringConvertible {
        let name: String
        var rows: [Row] = []
        var description: String { name }
    }

    static func sections(_ name: String) -> [Section] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/\(name)")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        var sections = [Section(name: name)]
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") {
                sections.append(Section(name: String(line.dropFirst(3))))
            } else if !line.hasPrefix("# ") {
                let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
                let fields = parts.dropFirst().map { unescaped(String($0)) }
                sections[sections.count - 1].rows.append(
                    Row(isYes: parts[0] == "yes", fields: fields))
            }
        }
        return sections.filter { !$0.rows.isEmpty }
    }

    /// `\u{AD}` is the character of that number.
    private static func unescaped(_ text: String) -> String {
        text.replacing(/\\u\{([0-9A-F]+)\}/) { match in
            let scalar = UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init)
            return scalar.map { String(Character($0)) } ?? ""
        }
    }
}
