import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension AddressClass {
    /// Of the other end of a connection; a Unix socket counts as loopback.
    init(_ address: SocketAddress?) {
        switch address {
        case .v4, .v6: self = AddressClass(literal: address?.ipAddress ?? "") ?? .reserved
        case .unixDomainSocket: self = .loopback
        case nil: self = .reserved
        }
    }

    /// Of an address as text; `nil` where it is none.
    package init?(literal: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, literal, &bytes) == 1 {
            self.init(ipv4: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
        } else if inet_pton(AF_INET6, literal, &bytes) == 1 {
            self.init(ipv6: bytes)
        } else {
            return nil
        }
    }

    /// Ranges of the IANA special-purpose registry, and what clouds serve their metadata from.
    package init(ipv4 address: UInt32) {
        for range in ipv4Ranges where address >> (32 - range.prefix) == range.start {
            self = range.class
            return
        }
        self = .global
    }

    /// `bytes`: the 16 of the address. One that carries an IPv4 address is as good as that one.
    package init(ipv6 bytes: [UInt8]) {
        precondition(bytes.count == 16, "an IPv6 address has 16 bytes")
        let groups = stride(from: 0, to: 16, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        if let embedded = embeddedIPv4(groups) {
            self.init(ipv4: embedded)
            return
        }
        switch (groups[0], groups[1]) {
        case (0, _):
            self =
                bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 } ? .loopback : .reserved
        case (0xFC00...0xFDFF, _): self = .privateNetwork
        case (0xFE80...0xFEBF, _): self = .linkLocal
        case (0xFEC0...0xFEFF, _): self = .privateNetwork
        // Local NAT64, protocol assignments (Teredo, ORCHID, benchmarking), documentation.
        case (0x64, 0xFF9B), (0x2001, 0...0x01FF), (0x2001, 0xDB8), (0x3FFF, 0...0x0FFF):
            self = .reserved
        // 2000::/3 is all of IPv6 that is given out.
        case (0x2000...0x3FFF, _): self = .global
        default: self = .reserved
        }
    }
}

/// The IPv4 address inside of a mapped, compatible, translated (NAT64) or 6to4 one.
private func embeddedIPv4(_ groups: [UInt16]) -> UInt32? {
    let last = UInt32(groups[6]) << 16 | UInt32(groups[7])
    let isZeroTo = groups.firstIndex { $0 != 0 } ?? 8
    switch (groups[0], groups[1]) {
    case (0, _) where isZeroTo >= 6: return last > 1 ? last : nil
    case (0, _) where isZeroTo == 5 && groups[5] == 0xFFFF: return last
    case (0, _) where isZeroTo == 4 && groups[4] == 0xFFFF && groups[5] == 0: return last
    case (0x64, 0xFF9B) where groups[2..<6].allSatisfy { $0 == 0 }: return last
    case (0x2002, _): return UInt32(groups[1]) << 16 | UInt32(groups[2])
    default: return nil
    }
}

private struct IPv4Range {
    /// The first `prefix` bits, as a number.
    let start: UInt32
    let prefix: UInt32
    let `class`: AddressClass

    init(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ prefix: UInt32, _ class: AddressClass
    ) {
        start = (a << 24 | b << 16 | c << 8 | d) >> (32 - prefix)
        (self.prefix, self.class) = (prefix, `class`)
    }
}

private let ipv4Ranges = [
    IPv4Range(0, 0, 0, 0, 8, .reserved),
    IPv4Range(10, 0, 0, 0, 8, .privateNetwork),
    IPv4Range(100, 64, 0, 0, 10, .carrierGrade),
    IPv4Range(127, 0, 0, 0, 8, .loopback),
    // Azure's metadata and DNS, on a public address.
    IPv4Range(168, 63, 129, 16, 32, .reserved),
    // AWS, Google, Azure and others serve their instance metadata here.
    IPv4Range(169, 254, 0, 0, 16, .linkLocal),
    IPv4Range(172, 16, 0, 0, 12, .privateNetwork),
    IPv4Range(192, 0, 0, 0, 24, .reserved),
    IPv4Range(192, 0, 2, 0, 24, .reserved),
    IPv4Range(192, 88, 99, 0, 24, .reserved),
    IPv4Range(192, 168, 0, 0, 16, .privateNetwork),
    IPv4Range(198, 18, 0, 0, 15, .reserved),
    IPv4Range(198, 51, 100, 0, 24, .reserved),
    IPv4Range(203, 0, 113, 0, 24, .reserved),
    IPv4Range(224, 0, 0, 0, 3, .reserved),
]
