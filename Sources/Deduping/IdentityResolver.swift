package import FeedModel

/// What the store remembers of an item that a name led to.
package struct RememberedItem<Reference: Hashable & Sendable>: Sendable {
    package var reference: Reference
    package var title: String?
    package var url: String?
    package var published: Timestamp?
    package var firstSeen: Timestamp

    package init(
        _ reference: Reference, title: String?, url: String?, published: Timestamp?,
        firstSeen: Timestamp
    ) {
        (self.reference, self.title, self.url) = (reference, title, url)
        (self.published, self.firstSeen) = (published, firstSeen)
    }
}

/// What an item of a document turned out to be.
package enum ResolvedItem<Reference: Hashable & Sendable>: Sendable, Equatable {
    case known(Reference)
    /// Never seen. `key` is what it is to be called; an old one slid back into the feed's window and is no news.
    case new(key: ItemKey, isOld: Bool)
}

/// A whole document against what the store remembers of its feed: which items are known under which name, which
/// are new.
///
/// One item alone cannot tell whether a guid has changed its meaning or the whole feed its guids; the document can.
package struct IdentityResolver<Reference: Hashable & Sendable> {
    package let policy: IdentityPolicy
    /// Finds an item of the feed by any of its names.
    private let remembered: (ItemKey) -> RememberedItem<Reference>?

    package init(
        policy: IdentityPolicy = IdentityPolicy(),
        remembered: @escaping (ItemKey) -> RememberedItem<Reference>?
    ) {
        (self.policy, self.remembered) = (policy, remembered)
    }

    package func resolve(
        _ items: [IdentifiableItem], _ identities: [ItemIdentity]
    ) -> (items: [ResolvedItem<Reference>], guids: GuidTrust) {
        var sightings = zip(items, identities).map { sight($0, $1) }
        let unknown = sightings.indices.filter { sightings[$0].reference == nil }
        let isMigration = recognise(unknown, items, &sightings)
        let oldest = zip(items, sightings).compactMap { item, sighting in
            sighting.reference == nil ? nil : item.item.published
        }.min()
        let resolved = zip(items, sightings).map { item, sighting in
            if let reference = sighting.reference { return ResolvedItem.known(reference) }
            return .new(
                key: sighting.key,
                isOld: isOld(item.item, oldest) || isMigration && isDatedBefore(item.item, oldest))
        }
        return (resolved, trust(identities, sightings, isMigration))
    }
}

extension IdentityResolver {
    private struct Sighting {
        var reference: Reference?
        var key: ItemKey
        /// The key was new, and another name led to a known item.
        var isRenamed = false
        /// The key is that of another item.
        var isReused = false
    }

    private func sight(_ item: IdentifiableItem, _ identity: ItemIdentity) -> Sighting {
        var sighting = Sighting(reference: nil, key: identity.key)
        if let known = remembered(identity.key) {
            guard identity.key.kind == .guid, policy.isAnother(item.item, than: known) else {
                sighting.reference = known.reference
                return sighting
            }
            sighting.isReused = true
            sighting.key = identity.fullKey
            sighting.reference = remembered(identity.fullKey)?.reference
        }
        guard sighting.reference == nil else { return sighting }
        for alias in identity.aliases {
            guard let known = remembered(alias) else { continue }
            sighting.reference = known.reference
            sighting.isRenamed = !sighting.isReused
            break
        }
        return sighting
    }

    /// Where a whole feed seems new, looks for its items by what they say. Answers whether that is what had happened.
    private func recognise(
        _ unknown: [Int], _ items: [IdentifiableItem], _ sightings: inout [Sighting]
    ) -> Bool {
        guard unknown.count >= policy.migrationCount,
            Double(unknown.count) >= policy.migrationShare * Double(sightings.count)
        else { return false }
        let weakAliases = ItemIdentity.weakAliases(of: items)
        let found = unknown.compactMap { index in
            weakAliases[index].lazy.compactMap(remembered).first
                .map { (index, $0.reference) }
        }
        guard Double(found.count) >= policy.recognisedShare * Double(unknown.count) else {
            return false
        }
        for (index, reference) in found {
            sightings[index].reference = reference
            sightings[index].isRenamed = true
        }
        return true
    }

    /// An item that was never seen, dated before all that is known: one was deleted, and an old one came back
    /// into the window.
    private func isOld(_ item: Item, _ oldestKnown: Timestamp?) -> Bool {
        isDatedBefore(item, oldestKnown.map { $0 - policy.slideMargin })
    }

    private func isDatedBefore(_ item: Item, _ limit: Timestamp?) -> Bool {
        guard let limit, let published = item.published else { return false }
        return published < limit
    }

    private func trust(
        _ identities: [ItemIdentity], _ sightings: [Sighting], _ isMigration: Bool
    ) -> GuidTrust {
        let renamed = sightings.count { $0.isRenamed }
        let shared = identities.count { $0.hasSharedGuid }
        let reused = sightings.count { $0.isReused }
        if isMigration { return .migrated(itemCount: renamed) }
        if shared > 0 { return .shared(itemCount: shared) }
        if reused > 0 { return .reused(itemCount: reused) }
        let known = sightings.count { $0.reference != nil }
        if renamed >= policy.unstableCount, renamed * 2 >= known {
            return .unstable(itemCount: renamed)
        }
        return .stable
    }
}
