import FeedModel
import Glibc
import LibFuzzer
import Parsing

/// Any text is a date or none; a date that was read is read again from how it is written.
let target: FuzzTarget = { start, count in
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let date = DateParser.parse(text) else { return 0 }
    let written = date.description
    // Before the year 1 and beyond 9999 RFC 3339 has no form; a zone can push an instant there.
    guard (1...9999).contains(date.civil.year) else { return 0 }
    precondition(DateParser.parse(written) == date, "\(written) is not read as what it says")
    return 0
}

exit(fuzz(target))
