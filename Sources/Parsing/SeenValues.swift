/// Remembers what is in a list, once the list is too long to be looked through each time.
struct SeenValues<Value: Hashable & Sendable>: Sendable {
    private static var shortLimit: Int { 32 }

    private var known: Set<Value> = []

    /// Whether `value` is to be appended to `list`, of which everything was asked for here.
    mutating func isNew<Element>(
        _ value: Value, in list: [Element], _ valueOf: (Element) -> Value
    ) -> Bool {
        guard list.count >= Self.shortLimit else { return !list.contains { valueOf($0) == value } }
        if known.isEmpty { known = Set(list.map(valueOf)) }
        return known.insert(value).inserted
    }
}
