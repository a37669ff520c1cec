import Glibc
import LibFuzzer
import Parsing

/// Any text becomes plain text of one form: no control characters but single newlines, no white space at the ends.
let target: FuzzTarget = { start, count in
    let html = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let text = HTMLText.plainText(html)
    var previous: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
        let isGap = scalar == "\n" || scalar == " "
        precondition(scalar.value > 0x20 || isGap, "a control character was kept")
        precondition(!isGap || previous != " " && previous != "\n", "two gaps in a row")
        previous = scalar
    }
    let plain = HTMLText.plainField(html)
    precondition(
        plain.unicodeScalars.count == html.unicodeScalars.count, "an offset moved")
    return 0
}

exit(fuzz(target))
