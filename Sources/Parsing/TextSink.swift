/// Where the text of open elements is collected, and how.
struct TextSink: ~Copyable {
    private var buffer = TextBuffer()
    /// The innermost element's text is wanted.
    var isCollecting = false
    /// Text stands between tags that are kept: its `<` and `&` must be written as references again.
    var escapes = false

    var count: Int { buffer.count }

    mutating func add(_ bytes: UnsafePointer<UInt8>, count: Int) {
        guard isCollecting else { return }
        if escapes {
            append(escaping: Bytes(start: bytes, count: count), quotes: false)
        } else {
            buffer.append(bytes, count: count)
        }
    }

    mutating func add(_ bytes: Bytes) {
        guard let start = bytes.baseAddress else { return }
        add(start, count: bytes.count)
    }

    mutating func append(_ bytes: Bytes) { buffer.append(bytes) }
    mutating func append(_ byte: UInt8) { buffer.append(byte) }
    mutating func append(_ text: StaticString) { buffer.append(text) }
    mutating func truncate(to length: Int) { buffer.truncate(to: length) }

    mutating func append(escaping bytes: Bytes, quotes: Bool) {
        var copied = 0
        for (index, byte) in bytes.enumerated() {
            let reference: StaticString
            switch byte {
            case UInt8(ascii: "<"): reference = "&lt;"
            case UInt8(ascii: ">"): reference = "&gt;"
            case UInt8(ascii: "&"): reference = "&amp;"
            case UInt8(ascii: "\"") where quotes: reference = "&quot;"
            default: continue
            }
            buffer.append(bytes.part(copied..<index))
            buffer.append(reference)
            copied = index + 1
        }
        buffer.append(bytes.part(copied..<bytes.count))
    }

    /// Lends what was collected from `start` on.
    func withBytes<Result>(from start: Int, _ body: (Bytes) -> Result) -> Result {
        buffer.withBytes(from: start, body)
    }
}

/// Keeps a sink where it is for as long as the builder that it belongs to.
final class TextSinkOwner {
    let sink: UnsafeMutablePointer<TextSink>

    init() {
        sink = .allocate(capacity: 1)
        sink.initialize(to: TextSink())
    }

    deinit {
        sink.deinitialize(count: 1)
        sink.deallocate()
    }
}
