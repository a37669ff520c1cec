import FeedModel

extension FeedPace {
    private static let version: UInt8 = 1

    /// A compact form for the store, opaque to it: about 40 bytes, and 4 for each hour in which an item was seen.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.version)
        for value in [items, watched, longestQuiet] { writer.write(value.bitPattern) }
        for instant in [observedUntil, lastItem] {
            writer.write(UInt64(bitPattern: instant?.milliseconds ?? .min))
        }
        var cells: UInt64 = 0
        for (cell, count) in profile.counts.enumerated() where count > 0 { cells |= 1 << cell }
        writer.write(cells)
        for count in profile.counts where count > 0 { writer.write(count.bitPattern) }
        return writer.bytes
    }

    /// What `encoded` wrote; `nil` for bytes of another version or of something else.
    package init?(encoded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.read(UInt8.self) == Self.version,
            let items = reader.readAmount(), let watched = reader.readAmount(),
            let longestQuiet = reader.readAmount(),
            let observedUntil = reader.readInstant(), let lastItem = reader.readInstant(),
            let cells = reader.read(UInt64.self), cells >> WeekProfile.cellCount == 0
        else { return nil }
        var counts = [Float](repeating: 0, count: WeekProfile.cellCount)
        for cell in counts.indices where cells >> cell & 1 == 1 {
            guard let bits = reader.read(UInt32.self) else { return nil }
            counts[cell] = Float(bitPattern: bits)
        }
        guard reader.isAtEnd, let profile = WeekProfile(counts: counts) else { return nil }
        self.init()
        (self.items, self.watched, self.longestQuiet) = (items, watched, longestQuiet)
        (self.observedUntil, self.lastItem) = (observedUntil, lastItem)
        self.profile = profile
    }
}

/// Little-endian, whatever the machine.
private struct ByteWriter {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(64) }

    mutating func write(_ value: some FixedWidthInteger & UnsignedInteger) {
        var rest = UInt64(value)
        for _ in 0..<value.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}

private struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func read<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type) -> Value? {
        let size = Value.bitWidth / 8
        guard bytes.count - position >= size else { return nil }
        var value: UInt64 = 0
        for offset in (0..<size).reversed() {
            value = value << 8 | UInt64(bytes[position + offset])
        }
        position += size
        return Value(truncatingIfNeeded: value)
    }

    /// `nil` inside: no instant.
    mutating func readInstant() -> Timestamp?? {
        guard let bits = read(UInt64.self) else { return nil }
        let milliseconds = Int64(bitPattern: bits)
        return .some(milliseconds == .min ? nil : Timestamp(milliseconds: milliseconds))
    }

    /// A finite number that is not negative.
    mutating func readAmount() -> Double? {
        guard let bits = read(UInt64.self) else { return nil }
        let amount = Double(bitPattern: bits)
        return amount.isFinite && amount >= 0 ? amount : nil
    }
}
