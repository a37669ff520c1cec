/// The config's text by lines, as YAML counts them.
struct SourceText: Sendable {
    /// The whole text, without a byte order mark.
    let text: String
    private let lines: [Line]

    /// Offsets of bytes in `text`, without the line's end.
    private struct Line {
        var start: Int
        var end: Int
        var scalarCount: Int

        var isASCII: Bool { scalarCount == end - start }
    }

    init(_ text: String) {
        var text = text
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        text.makeContiguousUTF8()
        lines = text.withUTF8 { Self.split($0) }
        self.text = text
    }

    var lineCount: Int { lines.count }

    /// The scalars of a line, counted from 1; none where there is no such line.
    func line(_ number: Int) -> Substring.UnicodeScalarView {
        guard lines.indices.contains(number - 1) else { return "".unicodeScalars[...] }
        let line = lines[number - 1]
        return text[index(ofByte: line.start)..<index(ofByte: line.end)].unicodeScalars
    }

    /// How many scalars a line has.
    func length(ofLine number: Int) -> Int {
        lines.indices.contains(number - 1) ? lines[number - 1].scalarCount : 0
    }

    /// Where the text ends.
    var end: SourcePosition {
        SourcePosition(line: max(lines.count, 1), column: length(ofLine: lines.count) + 1)
    }

    /// The index of a position in `text`; the end of the line where the line is shorter.
    func index(of position: SourcePosition) -> String.Index {
        guard lines.indices.contains(position.line - 1) else { return text.endIndex }
        let line = lines[position.line - 1]
        if position.column > line.scalarCount { return index(ofByte: line.end) }
        let start = index(ofByte: line.start)
        // Nearly all lines are ASCII, and a hostile one may be megabytes long.
        return line.isASCII
            ? index(ofByte: line.start + position.column - 1)
            : text.unicodeScalars.index(start, offsetBy: position.column - 1)
    }

    /// The position of an index in `text`.
    func position(of index: String.Index) -> SourcePosition {
        let offset = text.utf8.distance(from: text.startIndex, to: index)
        var (low, high) = (0, lines.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle].start <= offset { low = middle } else { high = middle }
        }
        let line = lines[low]
        let column =
            line.isASCII
            ? offset - line.start
            : text.unicodeScalars.distance(from: self.index(ofByte: line.start), to: index)
        return SourcePosition(line: low + 1, column: column + 1)
    }

    /// Where the line after `line` begins; the text's end where there is none.
    func indexAfter(line: Int) -> String.Index {
        guard line > 0 else { return text.startIndex }
        return line < lines.count ? index(ofByte: lines[line].start) : text.endIndex
    }
}

extension SourceText {
    private func index(ofByte offset: Int) -> String.Index {
        text.utf8.index(text.startIndex, offsetBy: offset)
    }

    /// LF, CR LF, CR, NEL, LS and PS end a line, for so they do in libyaml's marks.
    private static func split(_ bytes: UnsafeBufferPointer<UInt8>) -> [Line] {
        var lines: [Line] = []
        var line = Line(start: 0, end: 0, scalarCount: 0)
        var offset = 0
        while offset < bytes.count {
            let width = lineEndWidth(bytes, offset)
            guard width > 0 else {
                if bytes[offset] & 0xC0 != 0x80 { line.scalarCount += 1 }
                offset += 1
                continue
            }
            line.end = offset
            lines.append(line)
            offset += width
            line = Line(start: offset, end: offset, scalarCount: 0)
        }
        line.end = bytes.count
        lines.append(line)
        return lines
    }

    /// The bytes of the line end that begins here; 0 where none does.
    private static func lineEndWidth(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        func at(_ distance: Int) -> UInt8 {
            offset + distance < bytes.count ? bytes[offset + distance] : 0
        }
        switch bytes[offset] {
        case 0x0A: return 1
        case 0x0D: return at(1) == 0x0A ? 2 : 1
        case 0xC2: return at(1) == 0x85 ? 2 : 0
        case 0xE2: return at(1) == 0x80 && (at(2) == 0xA8 || at(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}
