/// Where an IP address stands: on the public internet, or somewhere that a stranger must not send us.
package enum AddressClass: String, Sendable, Hashable, CaseIterable {
    case global
    case loopback
    case privateNetwork = "private"
    case linkLocal = "link-local"
    /// 100.64.0.0/10, between a provider and its customers.
    case carrierGrade = "carrier-grade"
    /// Unspecified, multicast, broadcast, benchmarking, documentation and other ranges without servers.
    case reserved

    package var isPublic: Bool { self == .global }
}
