import FeedModel

/// One place where a pattern stands in an item.
struct Occurrence: BitwiseCopyable {
    var pattern: UInt32
    /// The next occurrence of the same pattern, or -1.
    var next: Int32 = -1
    var span: TextSpan
    /// In the field's UTF-8.
    var utf8Start: UInt32
    var utf8End: UInt32
}

/// A stretch of units, as NEAR and COUNT compare it.
struct TextSpan: BitwiseCopyable, Hashable {
    var field: FieldMask
    var block: UInt32
    /// Units of the item; `unitEnd` is one past the last.
    var unitStart: UInt32
    var unitEnd: UInt32
    /// Tokens of the field; `tokenLast` is the last one.
    var tokenFirst: UInt32
    var tokenLast: UInt32

    func isSameBlock(as other: TextSpan) -> Bool { block == other.block && field == other.field }

    func contains(_ other: TextSpan) -> Bool {
        isSameBlock(as: other) && unitStart <= other.unitStart && other.unitEnd <= unitEnd
    }

    /// The tokens between this span and a later one of the same block.
    func distance(to later: TextSpan) -> Int {
        max(0, Int(later.tokenFirst) - Int(tokenLast) - 1)
    }

    func joined(with later: TextSpan) -> TextSpan {
        TextSpan(
            field: field, block: block, unitStart: min(unitStart, later.unitStart),
            unitEnd: max(unitEnd, later.unitEnd), tokenFirst: min(tokenFirst, later.tokenFirst),
            tokenLast: max(tokenLast, later.tokenLast))
    }

    static func begins(_ a: TextSpan, before b: TextSpan) -> Bool {
        if a.field != b.field { return a.field.rawValue < b.field.rawValue }
        return a.block != b.block ? a.block < b.block : a.unitStart < b.unitStart
    }

    /// In reading order: by block, then by where it begins, then by where it ends.
    static func reads(_ a: TextSpan, before b: TextSpan) -> Bool {
        guard a.isSameBlock(as: b), a.unitStart == b.unitStart else { return begins(a, before: b) }
        return a.unitEnd < b.unitEnd
    }
}

/// A set of fields; one bit each, in reading order.
struct FieldMask: OptionSet, BitwiseCopyable, Hashable, Sendable {
    let rawValue: UInt8

    /// Title, summary and body.
    static let text = FieldMask(rawValue: 7)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ field: TextField) {
        switch field {
        case .title: self.init(rawValue: 1)
        case .summary: self.init(rawValue: 2)
        case .body: self.init(rawValue: 4)
        case .author: self.init(rawValue: 8)
        case .category: self.init(rawValue: 16)
        case .link: self.init(rawValue: 32)
        }
    }

    init(_ field: QueryField) {
        switch field {
        case .title: self = FieldMask(TextField.title)
        case .summary: self = FieldMask(TextField.summary)
        case .body: self = FieldMask(TextField.body)
        case .text: self = .text
        case .author: self = FieldMask(TextField.author)
        case .category: self = FieldMask(TextField.category)
        case .link: self = FieldMask(TextField.link)
        }
    }

    /// The field of a mask of one.
    var field: TextField {
        switch rawValue {
        case 1: .title
        case 2: .summary
        case 4: .body
        case 8: .author
        case 16: .category
        default: .link
        }
    }

    /// The place of a mask of one among all fields.
    var index: Int { rawValue.trailingZeroBitCount }
}
