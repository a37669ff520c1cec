/// A host as it is asked for in DNS: lower case, ASCII; other scripts in their `xn--` form (RFC 3492).
///
/// Not all of IDNA: no mapping but case, no check of what a registry would allow. DNS refuses what it does not know.
struct HostName {
    let ascii: String

    /// `nil` where the bytes cannot be a host.
    init?(_ bytes: ArraySlice<UInt8>) {
        let decoded = percentDecoded(bytes)
        guard !decoded.isEmpty, decoded.utf8.count <= 1024 else { return nil }
        if decoded.hasPrefix("[") {
            guard decoded.hasSuffix("]"), decoded.dropFirst().dropLast().utf8.allSatisfy(isIPv6Byte)
            else { return nil }
            ascii = decoded.lowercased()
            return
        }
        let labels = decoded.lowercased().split(
            omittingEmptySubsequences: false, whereSeparator: { ".。．｡".contains($0) })
        var encoded: [String] = []
        for label in labels {
            guard let one = encodedLabel(label) else { return nil }
            encoded.append(one)
        }
        ascii = encoded.joined(separator: ".")
    }
}

private func isIPv6Byte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x46, 0x61...0x66, UInt8(ascii: "."): true
    default: false
    }
}

private func encodedLabel(_ label: Substring) -> String? {
    guard !label.utf8.allSatisfy({ $0 < 0x80 }) else {
        let isClean = label.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && !"/?#@:[]<>\\^|%\"`{}".utf8.contains($0)
        }
        return isClean ? String(label) : nil
    }
    return punycode(label.unicodeScalars.map(\.value)).map { "xn--" + $0 }
}

/// RFC 3492, section 6.3. `nil` where a label is longer than DNS takes.
private func punycode(_ scalars: [UInt32]) -> String? {
    guard scalars.count <= 63 else { return nil }
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var (n, delta, bias, handled) = (UInt32(128), 0, 72, basicCount)
    while handled < scalars.count {
        guard let next = scalars.filter({ $0 >= n }).min() else { return nil }
        delta += Int(next - n) * (handled + 1)
        n = next
        for scalar in scalars {
            if scalar < n { delta += 1 }
            guard scalar == n else { continue }
            append(delta, bias: bias, to: &output)
            bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
            delta = 0
            handled += 1
        }
        delta += 1
        n += 1
    }
    return String(decoding: output, as: UTF8.self)
}

/// One number in punycode's variable-length base 36.
private func append(_ delta: Int, bias: Int, to output: inout [UInt8]) {
    var rest = delta
    var position = 36
    while true {
        let threshold = min(max(position - bias, 1), 26)
        if rest < threshold { break }
        output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
        rest = (rest - threshold) / (36 - threshold)
        position += 36
    }
    output.append(digit(rest))
}

private func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? value + 97 : value + 22) }

private func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > 455 {
        delta /= 35
        steps += 36
    }
    return steps + 36 * delta / (delta + 38)
}
