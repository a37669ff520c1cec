import FeedModel

/// Columns of plain text for people: as wide as their widest cell, the last one free.
struct Table {
    private var rows: [[String]]
    private let columnCount: Int

    init(_ header: [String]) {
        rows = [header]
        columnCount = header.count
    }

    /// Cells may come from a feed: they are made safe to show here.
    mutating func add(_ cells: [String]) {
        rows.append(cells.map { VisibleText($0, limit: 200).description })
    }

    var isEmpty: Bool { rows.count == 1 }

    var text: String {
        let widths = (0..<columnCount).map { column in
            rows.map { $0[column].unicodeScalars.count }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == columnCount - 1
                    ? cell
                    : cell
                        + String(
                            repeating: " ", count: widths[column] - cell.unicodeScalars.count)
            }
            return cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
