package import FeedModel

/// What an item of a document turned out to be.
package enum ResolvedItem<Reference: Hashable & Sendable>: Sendable, Equatable {
    /// Known, and nothing of its names is to be remembered.
    case known(Reference)
    /// Known under another name or at another place: what it is called now is to be stored with it.
    /// `isMigrated`: the whole feed was renamed or moved.
    case renamed(Reference, isMigrated: Bool)
    /// Another item of the document is the same one, and stands for both.
    case twin
    /// Never seen. `key` is what it is to be called, `taking` are names of another item that are its from now on; an old
    /// one slid back into the feed's window and is no news.
    case new(key: ItemKey, taking: [ItemKey], isOld: Bool)
}

/// A whole document against what the store remembers of its feed: which items are known under which name, which
/// are new.
///
/// One item alone cannot tell whether a guid has changed its meaning or the whole feed its guids; the document can.
package struct IdentityResolver<Reference: Hashable & Sendable> {
    package let policy: IdentityPolicy
    private let memory: ItemMemory<Reference>
    private let now: Timestamp
    private let before: GuidTrust.Word

    /// `before`: what the last document of the feed showed.
    package init(
        policy: IdentityPolicy = IdentityPolicy(), memory: ItemMemory<Reference>, now: Timestamp,
        before: GuidTrust.Word = .stable
    ) {
        (self.policy, self.memory, self.now) = (policy, memory, now)
        self.before = before
    }

    package func resolve(
        _ items: [IdentifiableItem], _ identities: [ItemIdentity]
    ) throws -> (items: [ResolvedItem<Reference>], guids: GuidTrust) {
        if memory.isEmpty {
            let resolved = identities.map {
                ResolvedItem<Reference>.new(key: $0.key, taking: [], isOld: false)
            }
            return (resolved, trust(identities, [], isMigration: false))
        }
        let items = withoutDatesOfThisPoll(items)
        var sightings = try zip(items, identities).map { try sight($0, $1) }
        try tellNextIssues(items, identities, &sightings)
        try recogniseByLink(items, &sightings)
        let areRecognised = try recogniseByWords(items, &sightings)
        let isMigration = areRecognised || areMoved(sightings)
        let guids = trust(identities, sightings, isMigration: isMigration)
        tellTwins(items, &sightings)
        var age = ItemAge(
            knownTimes(items, sightings), memory: memory, policy: policy, now: now)
        let resolved = try zip(items, sightings).map { item, sighting in
            guard let reference = sighting.reference else {
                return ResolvedItem<Reference>.new(
                    key: sighting.key, taking: sighting.taken,
                    isOld: try age.isOld(item.item, isMigration: isMigration))
            }
            if sighting.isTwin { return .twin }
            // Where each poll brings new guids, they are not worth remembering.
            let isWorthless = guids.word == .unstable && before == .unstable
            guard isMigration && sighting.hasMoved || sighting.isRenamed && !isWorthless else {
                return .known(reference)
            }
            return .renamed(reference, isMigrated: isMigration)
        }
        return (resolved, guids)
    }
}

extension IdentityResolver {
    /// Where most items of a document are dated at the moment at which it was asked for, the dates say when that was and
    /// not when the items were written: then they are no proof of anything.
    private func withoutDatesOfThisPoll(_ items: [IdentifiableItem]) -> [IdentifiableItem] {
        let stamped = items.count { item in
            guard let time = item.item.time else { return false }
            return time > now - policy.stampSlack && time < now + policy.stampSlack
        }
        guard items.count >= policy.stampedAmong, 2 * stamped > items.count else { return items }
        return items.map { item in
            var item = item
            (item.item.published, item.item.updated) = (nil, nil)
            return item
        }
    }

    private struct Sighting {
        var reference: Reference?
        var key: ItemKey
        /// Names of an earlier item that are its from now on.
        var taken: [ItemKey] = []
        /// The known item that another name than its key led to.
        var namesake: RememberedItem<Reference>?
        /// The key was new, and another name led to a known item.
        var isRenamed = false
        /// Its guid was that of another item.
        var isReused = false
        /// Its page is kept elsewhere than it was.
        var hasMoved = false
        /// Another item of the document is the same one.
        var isTwin = false

        /// Nothing is known of it, and it was not told from what is known.
        var isUnknown: Bool { reference == nil && taken.isEmpty }
    }

    private func sight(_ item: IdentifiableItem, _ identity: ItemIdentity) throws -> Sighting {
        var sighting = Sighting(reference: nil, key: identity.key)
        if let known = try memory.item(identity.key) {
            guard identity.key.kind != .digest, try isAnother(item, than: known) else {
                sighting.reference = known.reference
                sighting.hasMoved = hasMoved(item.item, from: known, isRenamed: false)
                sighting.isReused = try isOfReusedGuid(item, known)
                return sighting
            }
            sighting.isReused = true
            sighting.taken = [identity.key]
            try nameAnew(&sighting, item)
        }
        guard sighting.reference == nil else { return sighting }
        for alias in identity.aliases {
            guard let known = try memory.item(alias) else { continue }
            if sighting.isReused, try isAnother(item, than: known) {
                sighting.taken.append(alias)
                continue
            }
            (sighting.reference, sighting.namesake) = (known.reference, known)
            sighting.isRenamed = !sighting.isReused
            sighting.hasMoved = hasMoved(item.item, from: known, isRenamed: sighting.isRenamed)
            break
        }
        return sighting
    }

    /// Its key is another item's: finds one that is not, or the item that was given such a one before.
    private func nameAnew(_ sighting: inout Sighting, _ item: IdentifiableItem) throws {
        for key in ItemIdentity.fullKeys(of: item) {
            sighting.key = key
            guard let known = try memory.item(key) else {
                sighting.reference = nil
                return
            }
            sighting.reference = known.reference
            guard try isAnother(item, than: known) else { return }
        }
    }

    private func isAnother(
        _ item: IdentifiableItem, than known: RememberedItem<Reference>
    ) throws -> Bool {
        let guid = ReusedGuid(
            pair: ItemPair(item: item, known: known, policy: policy), now: now,
            isHabit: before == .reused)
        return try guid.isAnother { try memory.text(known.reference) }
    }

    /// What only has the title of a known item, and its link or time, may be the next of its kind. It takes those names
    /// over, so that it is the one that the next but one is compared with.
    private func tellNextIssues(
        _ items: [IdentifiableItem], _ identities: [ItemIdentity],
        _ sightings: inout [Sighting]
    ) throws {
        let areGuidsChanging = before == .unstable || areGuidsUnstable(sightings)
        for index in sightings.indices where sightings[index].isRenamed {
            guard let known = sightings[index].namesake else { continue }
            let issue = NextIssue(
                pair: ItemPair(item: items[index], known: known, policy: policy),
                hasName: identities[index].key.kind != .digest, areGuidsChanging: areGuidsChanging)
            guard try issue.isAnother(saying: { try memory.text(known.reference) }) else {
                continue
            }
            sightings[index] = Sighting(
                reference: nil, key: identities[index].key, taken: identities[index].aliases)
        }
    }

    /// What leads to an item that another one of the document is already is either that one twice, or an item that is
    /// there for the first time.
    private func tellTwins(_ items: [IdentifiableItem], _ sightings: inout [Sighting]) {
        var claims: [Reference: Int] = [:]
        for (index, sighting) in sightings.enumerated() where !sighting.isRenamed {
            if let reference = sighting.reference { claims[reference] = index }
        }
        let areGuidsChanging = before == .unstable || areGuidsUnstable(sightings)
        for index in sightings.indices where sightings[index].isRenamed {
            guard let reference = sightings[index].reference else { continue }
            guard let other = claims[reference] else {
                claims[reference] = index
                continue
            }
            if areGuidsChanging || saySame(items[index].text, items[other].text) {
                sightings[index].isTwin = true
            } else {
                sightings[index] = Sighting(reference: nil, key: sightings[index].key)
            }
        }
    }

    private func saySame(_ a: ItemText, _ b: ItemText) -> Bool {
        ContentDigest(a) == ContentDigest(b) || SaidWords(a).agreement(with: SaidWords(b)) == .same
    }

    /// It was given its guid when that was another item's, and has it still. Asked only where that was seen.
    private func isOfReusedGuid(
        _ item: IdentifiableItem, _ known: RememberedItem<Reference>
    ) throws -> Bool {
        guard before == .reused else { return false }
        return try ItemIdentity.fullKeys(of: item).contains {
            try memory.item($0)?.reference == known.reference
        }
    }

    /// Under its old guid only another site counts: some links change their folders with each poll.
    private func hasMoved(
        _ item: Item, from known: RememberedItem<Reference>, isRenamed: Bool
    ) -> Bool {
        guard item.url != known.url, let here = item.url.flatMap(LinkPlace.init),
            let there = known.url.flatMap(LinkPlace.init)
        else { return false }
        return here.site != there.site || isRenamed && here.folder != there.folder
    }

    /// Where guids are new on each poll, an item whose title was edited is known by its link alone.
    private func recogniseByLink(
        _ items: [IdentifiableItem], _ sightings: inout [Sighting]
    ) throws {
        let unknown = sightings.indices.filter { sightings[$0].isUnknown }
        guard !unknown.isEmpty, areGuidsUnstable(sightings) else { return }
        var recollection = try recollection(items.count)
        for index in unknown {
            guard let reference = recollection.find(linkOf: items[index].item) else { continue }
            guard !sightings.contains(where: { $0.reference == reference }) else { continue }
            (sightings[index].reference, sightings[index].isRenamed) = (reference, true)
        }
    }

    /// Where a whole feed seems new, looks for its items by what they say. Answers whether that is what had happened.
    private func recogniseByWords(
        _ items: [IdentifiableItem], _ sightings: inout [Sighting]
    ) throws -> Bool {
        let unknown = sightings.indices.filter { sightings[$0].isUnknown }
        guard unknown.count >= policy.migrationCount,
            Double(unknown.count) >= policy.migrationShare * Double(sightings.count)
        else { return false }
        var recollection = try recollection(items.count)
        let found = try unknown.compactMap { index in
            try recollection.find(items[index]).map { (index, $0) }
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

    private func recollection(_ itemCount: Int) throws -> Recollection<Reference> {
        let limit = max(policy.recentLimit, policy.recentDocuments * itemCount)
        return try Recollection(of: memory, limit: limit, policy: policy)
    }

    private func knownTimes(
        _ items: [IdentifiableItem], _ sightings: [Sighting]
    ) -> [Timestamp] {
        zip(items, sightings).compactMap { item, sighting in
            sighting.reference == nil ? nil : item.item.time
        }
    }

    private func trust(
        _ identities: [ItemIdentity], _ sightings: [Sighting], isMigration: Bool
    ) -> GuidTrust {
        let renamed = sightings.count { $0.isRenamed }
        let shared = identities.count { $0.hasSharedGuid }
        let reused = sightings.count { $0.isReused }
        if isMigration {
            return .migrated(itemCount: sightings.count { $0.isRenamed || $0.hasMoved })
        }
        if shared > 0 { return .shared(itemCount: shared) }
        if reused > 0 { return .reused(itemCount: reused) }
        return areGuidsUnstable(sightings) ? .unstable(itemCount: renamed) : .stable
    }

    private func areGuidsUnstable(_ sightings: [Sighting]) -> Bool {
        isCommon(sightings) { $0.isRenamed }
    }

    /// A feed moves once. One whose guids or addresses were others at the last poll too has the habit.
    private func areMoved(_ sightings: [Sighting]) -> Bool {
        before != .unstable && before != .migrated && isCommon(sightings) { $0.hasMoved }
    }

    /// Some of the known items, and half of them at least.
    private func isCommon(_ sightings: [Sighting], _ isCounted: (Sighting) -> Bool) -> Bool {
        let count = sightings.count(where: isCounted)
        return count >= policy.unstableCount
            && count * 2 >= sightings.count { $0.reference != nil }
    }
}
