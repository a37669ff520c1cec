import FeedModel

extension EventFile {
    /// How far back a file is searched for its events: what was not settled is never that far from the end.
    static let tailLimit: Int64 = 64 << 20

    private static let chunkSize = 1 << 20
    /// A longer line is none of ours.
    private static let lineLimit = 16 << 20

    /// The events from the offset to the end, and the file mended: a torn last line of ours is cut off, any other
    /// last line is ended, and after a power failure all is cut from the first hole on.
    ///
    /// `settledEnd` is where that begins of which nothing is settled yet; only there may holes be cut. `nil`: unknown.
    func recoverTail(from settledEnd: Int64?) throws(SystemCallError) -> [EventReader.Mark] {
        let limit = max(0, try size() - Self.tailLimit)
        let start = max(settledEnd ?? 0, limit)
        return try scan(from: start, isSettledEnd: start == settledEnd)
    }

    /// The line that ends at the offset, if it is an event.
    func mark(endingAt offset: Int64) throws(SystemCallError) -> EventReader.Mark? {
        var length: Int64 = 64 << 10
        while true {
            let start = max(0, offset - length)
            let bytes = try read(Int(offset - start), at: start)
            guard bytes.last == UInt8(ascii: "\n") else { return nil }
            let line = bytes.dropLast()
            if let newline = line.lastIndex(of: UInt8(ascii: "\n")) {
                return EventReader.mark(line[(newline + 1)...])
            }
            if start == 0 { return EventReader.mark(line) }
            guard length < Self.lineLimit else { return nil }
            length *= 4
        }
    }

    /// The first line, if it is an event.
    func firstMark() throws(SystemCallError) -> EventReader.Mark? {
        var length = 64 << 10
        while true {
            let bytes = try read(length, at: 0)
            if let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                return EventReader.mark(bytes[..<newline])
            }
            guard bytes.count == length, length < Self.lineLimit else { return nil }
            length *= 4
        }
    }
}

extension EventFile {
    private func scan(
        from start: Int64, isSettledEnd: Bool
    ) throws(SystemCallError) -> [EventReader.Mark] {
        var marks: [EventReader.Mark] = []
        var rest: [UInt8] = []
        var lineStart = start
        var isWholeLine = isSettledEnd || start == 0
        while true {
            let chunk = try read(Self.chunkSize, at: lineStart + Int64(rest.count))
            if chunk.isEmpty { break }
            rest += chunk
            var next = rest.startIndex
            while let newline = rest[next...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = rest[next..<newline]
                if isWholeLine, let mark = EventReader.mark(line) {
                    marks.append(mark)
                } else if isSettledEnd, line.contains(0) {
                    try cut(at: lineStart)
                    return marks
                }
                lineStart += Int64(newline + 1 - next)
                next = newline + 1
                isWholeLine = true
            }
            rest.removeFirst(next)
        }
        try mend(lastLine: rest[...], at: lineStart, marks: &marks)
        return marks
    }

    private func mend(
        lastLine: ArraySlice<UInt8>, at start: Int64, marks: inout [EventReader.Mark]
    ) throws(SystemCallError) {
        if lastLine.isEmpty { return }
        if let mark = EventReader.mark(lastLine) {
            marks.append(mark)
            _ = try append([UInt8(ascii: "\n")])
        } else if EventReader.isOurs(lastLine) || lastLine.contains(0) {
            try cut(at: start)
        } else {
            _ = try append([UInt8(ascii: "\n")])
        }
    }
}
