/// RFC 822 as it should be, `Mon, 02 Nov 2026 10:00:00 +0000`, which nine in ten RSS feeds write: read at fixed places.
enum MailDate {
    /// `nil` where anything is out of place; the loose grammar then has its turn.
    static func parts(_ text: Bytes) -> DateParts? {
        guard text.count >= 28, text[3] == UInt8(ascii: ","), text[4] == 0x20 else { return nil }
        let start = text[6] == 0x20 ? 4 : 5
        guard let month = month(text, start + 3),
            text[start + 2] == 0x20, text[start + 6] == 0x20, text[start + 11] == 0x20,
            text[start + 14] == UInt8(ascii: ":"), text[start + 17] == UInt8(ascii: ":"),
            text[start + 20] == 0x20, let day = start == 5 ? pair(text, 5) : digit(text[5]),
            let century = pair(text, start + 7), let year = pair(text, start + 9),
            let hour = pair(text, start + 12), let minute = pair(text, start + 15),
            let second = pair(text, start + 18), let zone = zone(text, start + 21)
        else { return nil }
        return DateParts(
            year: century * 100 + year, month: month, day: day, hour: hour, minute: minute,
            second: second, offsetMinutes: zone)
    }

    private static func digit(_ byte: UInt8) -> Int? { byte.isDigit ? Int(byte - 0x30) : nil }

    private static func pair(_ text: Bytes, _ index: Int) -> Int? {
        guard let tens = digit(text[index]), let ones = digit(text[index + 1]) else { return nil }
        return tens * 10 + ones
    }

    private static func month(_ text: Bytes, _ index: Int) -> Int? {
        switch (text[index], text[index + 1], text[index + 2]) {
        case (0x4A, 0x61, 0x6E): 1
        case (0x46, 0x65, 0x62): 2
        case (0x4D, 0x61, 0x72): 3
        case (0x41, 0x70, 0x72): 4
        case (0x4D, 0x61, 0x79): 5
        case (0x4A, 0x75, 0x6E): 6
        case (0x4A, 0x75, 0x6C): 7
        case (0x41, 0x75, 0x67): 8
        case (0x53, 0x65, 0x70): 9
        case (0x4F, 0x63, 0x74): 10
        case (0x4E, 0x6F, 0x76): 11
        case (0x44, 0x65, 0x63): 12
        default: nil
        }
    }

    private static func zone(_ text: Bytes, _ index: Int) -> Int? {
        let rest = text.part(index..<text.count)
        if rest.equals("gmt") || rest.equals("utc") { return 0 }
        guard rest.count == 5, rest[0] == UInt8(ascii: "+") || rest[0] == UInt8(ascii: "-"),
            let hours = pair(rest, 1), let minutes = pair(rest, 3)
        else { return nil }
        let offset = hours * 60 + minutes
        return rest[0] == UInt8(ascii: "-") ? -offset : offset
    }
}
