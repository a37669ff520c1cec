/// Whether a query can be true only where one of its words is found.
///
/// A query without such an anchor (`Lumix OR NOT Nikon`) would hit nearly everything, and no index could help it.
enum Anchoring {
    static func isAnchored(_ node: QueryNode) -> Bool { isAnchored(node, wanted: true) }

    /// Every way to make `node` come out as `wanted` includes a word that is found.
    private static func isAnchored(_ node: QueryNode, wanted: Bool) -> Bool {
        switch node {
        case .term, .near, .count: return wanted
        case .scope: return false
        case .not(let child): return isAnchored(child, wanted: !wanted)
        case .field(_, let child): return isAnchored(child, wanted: wanted)
        case .and(let children) where wanted, .or(let children) where !wanted:
            return children.contains { isAnchored($0, wanted: wanted) }
        case .and(let children), .or(let children):
            return children.allSatisfy { isAnchored($0, wanted: wanted) }
        }
    }
}
