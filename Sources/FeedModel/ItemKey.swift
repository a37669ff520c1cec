/// What makes an item the same item next time, within its feed. Identities outlive bodies.
package struct ItemKey: Hashable, Sendable, Codable, CustomStringConvertible {
    package enum Kind: String, Sendable, Codable { case guid, link, digest }

    package let kind: Kind
    /// The guid as served, the canonical link, or the digest in hexadecimal.
    package let value: String

    package init(_ kind: Kind, _ value: String) { (self.kind, self.value) = (kind, value) }

    package var description: String { kind.rawValue + ":" + value }
}
