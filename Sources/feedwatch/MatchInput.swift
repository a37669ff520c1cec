import FeedModel
import Glibc
import Matching
import Parsing

/// The items that `match` is given, one at a time: lines are not kept, a document is read whole.
struct MatchInput {
    let file: String
    let isText: Bool

    private static let lineLimit = ParseLimits().documentByteLimit

    /// Calls `body` with each item, its id (the guid, else the URL, else its number) and its feed.
    func forEachItem(_ body: (String, ItemText, FeedScope) throws -> Void) throws {
        let reader = try LineReader(file)
        var number = 0
        while let line = try nextLine(reader) {
            if isText {
                number += 1
                let text = ItemText(title: String(decoding: line, as: UTF8.self))
                try body(String(number), text, FeedScope())
            } else if !line.allSatisfy(Self.isBlank) {
                let read = try items(line, reader)
                for item in read.items {
                    number += 1
                    let id = item.guid ?? item.url ?? String(number)
                    try body(id, ItemText(item), read.feed)
                }
            }
        }
    }

    private func nextLine(_ reader: LineReader) throws -> [UInt8]? {
        do throws(LineError) {
            return try reader.next(limit: Self.lineLimit)
        } catch {
            throw exit(error)
        }
    }

    /// The items of one line; a first line that is no JSON of its own begins a document of many lines.
    private func items(_ line: [UInt8], _ reader: LineReader) throws -> JSONFeedItems {
        do throws(ParseError) {
            return try JSONFeedItems(reading: line)
        } catch {
            guard reader.lineNumber == 1 || reader.isAtFirstContent else {
                throw badData(Self.relocated(error, to: reader.lineNumber))
            }
        }
        var document = line
        document.append(0x0A)
        do throws(LineError) {
            try reader.appendRest(to: &document, limit: Self.lineLimit)
        } catch {
            throw exit(error)
        }
        do throws(ParseError) {
            return try JSONFeedItems(reading: document)
        } catch {
            throw badData(error)
        }
    }

    /// A line was parsed on its own; the operator counts the file's.
    private static func relocated(_ error: ParseError, to line: Int) -> ParseError {
        guard case .brokenJSON(_, let reason) = error else { return error }
        return .brokenJSON(line: line, reason: reason)
    }

    private func badData(_ error: ParseError) -> any Error {
        ExitStatus.badData.saying("\(name): \(error)")
    }

    private func exit(_ error: LineError) -> any Error {
        switch error {
        case .unreadable(let reason):
            ExitStatus.noInput.saying("\(name) cannot be read: \(reason).")
        case .tooLong(let line):
            ExitStatus.badData.saying(
                "\(name): line \(line) is longer than \(Self.lineLimit) bytes. Write one item a line."
            )
        }
    }

    private var name: String {
        file == "-" ? "the standard input" : VisibleText(file).description
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}

enum LineError: Error {
    case unreadable(String)
    case tooLong(line: Int)
}

/// Reads lines of a file or the standard input as they come.
final class LineReader {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    private(set) var lineNumber = 0
    /// No line before this one had anything in it.
    private(set) var isAtFirstContent = true
    private var hadContent = false

    init(_ file: String) throws {
        descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else { return }
        let reason = String(cString: strerror(errno))
        throw ExitStatus.noInput.saying("\(VisibleText(file)) cannot be read: \(reason).")
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The next line without its end; `nil` at the end of the file.
    func next(limit: Int) throws(LineError) -> [UInt8]? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                return take(to: end, skipping: 1)
            }
            if isAtEnd {
                return position < buffer.count ? take(to: buffer.count, skipping: 0) : nil
            }
            guard buffer.count - position <= limit else { throw .tooLong(line: lineNumber + 1) }
            searched = buffer.count - position
            try fill()
        }
    }

    func appendRest(to document: inout [UInt8], limit: Int) throws(LineError) {
        while true {
            document.append(contentsOf: buffer[position...])
            position = buffer.count
            if isAtEnd { return }
            guard document.count <= limit else { throw .tooLong(line: lineNumber) }
            try fill()
        }
    }

    private func take(to end: Int, skipping separator: Int) -> [UInt8] {
        var line = Array(buffer[position..<end])
        position = end + separator
        lineNumber += 1
        if lineNumber == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        if line.last == 0x0D { line.removeLast() }
        isAtFirstContent = !hadContent
        hadContent = hadContent || !line.isEmpty
        return line
    }

    private func fill() throws(LineError) {
        buffer.removeFirst(position)
        position = 0
        var chunk: [UInt8] = []
        var failure: Int32 = 0
        chunk = Array(unsafeUninitializedCapacity: 64 << 10) { memory, count in
            var got = read(descriptor, memory.baseAddress, memory.count)
            while got < 0, errno == EINTR {
                got = read(descriptor, memory.baseAddress, memory.count)
            }
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        guard failure == 0 else { throw .unreadable(String(cString: strerror(failure))) }
        isAtEnd = chunk.isEmpty
        buffer.append(contentsOf: chunk)
    }
}
