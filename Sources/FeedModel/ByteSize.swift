/// A number of bytes in the units that people and the config use.
package struct ByteSize: Sendable {
    private let count: Int64

    private static let units: [(name: String, bytes: Int64)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ]

    package init(_ count: Int64) { self.count = count }

    /// As the config has it: `16MiB`, `1000B`.
    package var exact: String {
        let unit = Self.units.first { count % $0.bytes == 0 && count != 0 } ?? ("B", 1)
        return "\(count / unit.bytes)\(unit.name)"
    }

    /// For reading: `1.5 MiB`, rounded down.
    package var rounded: String {
        guard let unit = Self.units.first(where: { count >= $0.bytes }) else {
            return "\(count) B"
        }
        let (whole, rest) = count.quotientAndRemainder(dividingBy: unit.bytes)
        return "\(whole).\(rest * 10 / unit.bytes) \(unit.name)"
    }
}
