@testable import Matching

/// A unit of the engine's, in a form that can be compared and printed.
struct FoldedUnit: Equatable {
    let text: String
    let boundary: String
    let kind: String
    let token: Int

    /// The units of one line.
    static func all(in line: String, _ table: ScalarTable = .folded) -> [FoldedUnit] {
        var folder = TextFolder(table)
        folder.reset()
        var line = line
        _ = line.withUTF8 { folder.foldBlock(of: $0, from: 0) }
        let bytes = (0..<folder.bytes.count).map { folder.bytes[$0] }
        return (0..<folder.units.count).map { index in
            let unit = folder.units[index]
            let isLast = index + 1 == folder.units.count
            let end = isLast ? bytes.count : Int(folder.units[index + 1].start)
            return FoldedUnit(
                text: String(decoding: bytes[Int(unit.start)..<end], as: UTF8.self),
                boundary: "\(unit.boundary)", kind: "\(unit.kind)", token: Int(unit.token))
        }
    }

    init(text: String, boundary: String, kind: String, token: Int) {
        (self.text, self.boundary, self.kind, self.token) = (text, boundary, kind, token)
    }

    init(_ unit: ReferenceTokenizer.Unit) {
        self.init(
            text: unit.text, boundary: "\(unit.boundary)", kind: "\(unit.kind)",
            token: unit.token)
    }
}
