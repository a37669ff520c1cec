import Deduping
import FeedModel
import Testing

func identifiable(
    guid: String? = nil, url: String? = nil, title: String = "", body: String = "",
    published: Int64? = nil
) -> IdentifiableItem {
    IdentifiableItem(
        item: Item(
            guid: guid, url: url, title: title,
            published: published.map { Timestamp(seconds: $0) }),
        text: ItemText(title: title, body: body, link: url))
}

@Suite struct ItemIdentityTests {
    @Test func theLadderIsGuidThenLinkThenDigest() {
        let all = identifiable(guid: " g1\n", url: "https://example.com/a?utm_source=x", title: "T")
        #expect(ItemKey(identifying: all.item, text: all.text) == ItemKey(.guid, "g1"))
        let link = identifiable(url: "https://example.com/a?utm_source=x", title: "T")
        #expect(ItemKey(identifying: link.item, text: link.text) == ItemKey(.link, "example.com/a"))
        let home = identifiable(url: "https://example.com/", title: "T")
        #expect(ItemKey(identifying: home.item, text: home.text).kind == .digest)
        let blank = identifiable(guid: "  ", title: "T")
        #expect(ItemKey(identifying: blank.item, text: blank.text).kind == .digest)
    }

    @Test func aNewGuidWithTheSameLinkAndTitleHasANameInCommon() {
        let before = one(
            identifiable(guid: "1", url: "https://example.com/a", title: "News of today"))
        let after = one(
            identifiable(guid: "2", url: "http://www.example.com/a/#x", title: "News of  today!"))
        #expect(before.key != after.key)
        #expect(!Set(before.aliases).isDisjoint(with: after.aliases))
    }

    @Test func aNewGuidWithTheSameTitleAndTimeHasANameInCommon() {
        let before = one(
            identifiable(guid: "1", url: "https://example.com/a", title: "News", published: 100))
        let after = one(
            identifiable(guid: "2", url: "https://example.com/b", title: "News", published: 100))
        #expect(!Set(before.aliases).isDisjoint(with: after.aliases))
    }

    @Test func anotherTimeOrANumberInTheTitleIsAnotherName() {
        let first = one(identifiable(guid: "1", title: "Podcast 12", published: 100))
        let later = one(identifiable(guid: "2", title: "Podcast 12", published: 200))
        let second = one(identifiable(guid: "3", title: "Podcast 13", published: 100))
        #expect(Set(first.aliases).isDisjoint(with: later.aliases))
        #expect(Set(first.aliases).isDisjoint(with: second.aliases))
    }

    @Test func oneGuidForAllItemsLosesNone() {
        let items = (1...20).map {
            identifiable(guid: "same", url: "https://example.com/\($0)", title: "Title \($0)")
        }
        let keys = ItemIdentity.assign(to: items).map(\.key)
        #expect(Set(keys).count == 20)
        #expect(keys.allSatisfy { $0.kind == .link })
    }

    @Test func oneGuidAndOneLinkForAllItemsLosesNone() {
        let items = (1...20).map {
            identifiable(guid: "same", url: "https://example.com/all", title: "Title \($0)")
        }
        #expect(Set(ItemIdentity.assign(to: items).map(\.key)).count == 20)
    }

    @Test func undatedItemsWithoutGuidOrLinkAreKnownByWhatTheySay() {
        let items = (1...5).map { identifiable(title: "Same title", body: "Text number \($0)") }
        let first = ItemIdentity.assign(to: items).map(\.key)
        #expect(Set(first).count == 5)
        #expect(ItemIdentity.assign(to: items.reversed()).map(\.key) == first.reversed())
    }

    @Test func anItemThatIsThereTwiceIsOneItem() {
        let item = identifiable(guid: "g", url: "https://example.com/a", title: "T", body: "B")
        let keys = ItemIdentity.assign(to: [item, item]).map(\.key)
        #expect(keys == [ItemKey(.guid, "g"), ItemKey(.guid, "g")])
    }

    @Test func aNameThatSeveralItemsShareIsNoAlias() {
        let items = (1...3).map {
            identifiable(
                guid: "\($0)", url: "https://example.com/\($0)", title: "Daily links",
                body: "\($0)", published: 5)
        }
        let aliases = ItemIdentity.assign(to: items).flatMap(\.aliases)
        #expect(Set(aliases).count == aliases.count)
    }

    @Test func eventIDsComeFromWhatTheyAreAbout() {
        let key = ItemKey(.guid, "1")
        let id = EventID.mention(key, feedURL: "https://example.com/feed")
        #expect(id == .mention(key, feedURL: "https://example.com/feed"))
        #expect(id.rawValue.hasPrefix("msg_") && id.rawValue.utf8.count == 36)
        let text = ContentDigest(ItemText(title: "a"))
        let others: [EventID] = [
            .mention(key, feedURL: "https://example.com/other"),
            .mention(ItemKey(.link, "1"), feedURL: "https://example.com/feed"),
            .update(key, feedURL: "https://example.com/feed", to: text),
            .health(.feedGone, feedURL: "https://example.com/feed", since: Timestamp(seconds: 1)),
            .health(.feedGone, feedURL: "https://example.com/feed", since: Timestamp(seconds: 2)),
            .growth(StoryID("s-1"), to: 3), .growth(StoryID("s-1"), to: 10),
        ]
        #expect(Set(others + [id]).count == others.count + 1)
    }

    private func one(_ item: IdentifiableItem) -> ItemIdentity {
        ItemIdentity.assign(to: [item])[0]
    }
}

@Suite struct ContentDigestTests {
    @Test(arguments: [
        ("white space and case", "The  new\nLens", "the new lens"),
        ("punctuation and quotes", "“It’s here”, they said", "It's here - they said."),
        ("accents and their two spellings", "Caf\u{E9} Zürich", "Cafe\u{301} Zurich"),
        ("a counter", "A review. 12 comments", "A review. 345 comments"),
        ("a date", "Updated 3 May 2026: all is well", "Updated 24 November 2026: all is well"),
        ("soft hyphens", "Pana\u{AD}sonic", "Panasonic"),
        (
            "a line of counters", "A review. 1,234 views / 12 comments",
            "A review. 98 views / 3 comments"
        ),
        ("a counter that begins", "A review. No comments", "A review. 1 comment"),
        (
            "a counter behind its name", "A review. Views: 1,234 Likes: 5",
            "A review. Views: 88 Likes: 17"
        ),
        ("an age", "A review. Updated 5 minutes ago", "A review. Updated an hour ago"),
        ("a stamp without numbers", "A review.\nUpdated Monday", "A review.\nUpdated just now"),
        (
            "a stamp with a time", "Last updated: Tue, 24 Nov 2026 10:15",
            "Last updated: Wed, 25 Nov 2026 9:05"
        ),
        (
            "a stamp in German", "Ein Test. Aktualisiert vor 5 Minuten",
            "Ein Test. Aktualisiert vor 3 Stunden"
        ),
        ("a time of the day", "On air at 10:15.", "On air at 11:45."),
        ("a date in numbers", "As of 2026-11-23T10:15:00Z.", "As of 2026-11-24T08:00:30Z."),
        ("a date in numbers, the day first", "Stand 23.11.2026", "Stand 1.12.2026"),
        ("a number for machines", "ref 1764061925", "ref 1764065525"),
    ])
    func sameText(_ claim: String, _ a: String, _ b: String) {
        #expect(ContentDigest(ItemText(body: a)) == ContentDigest(ItemText(body: b)), "\(claim)")
    }

    @Test(arguments: [
        ("a word", "The new lens", "The old lens"),
        ("the order of words", "Leica buys Sigma", "Sigma buys Leica"),
        ("one Japanese character", "新しいレンズ", "新しいカメラ"),
        ("where words end", "ab c", "a bc"),
        ("a price", "Price now 4,999", "Price now 3,999"),
        (
            "a price beside a counter", "Price now 4,999. 12 comments",
            "Price now 3,999. 12 comments"
        ),
        ("a score", "Wetzlar leads 2:0", "Wetzlar leads 2:1"),
        ("a length of time", "The battery lasts 2 days", "The battery lasts 5 days"),
        ("a year", "To be made until 2027", "To be made until 2028"),
        ("a day of the week", "The shop opens on Monday", "The shop opens on Friday"),
    ])
    func otherText(_ claim: String, _ a: String, _ b: String) {
        #expect(ContentDigest(ItemText(body: a)) != ContentDigest(ItemText(body: b)), "\(claim)")
    }

    @Test func aNumberInTheTitleCounts() {
        #expect(
            ContentDigest(ItemText(title: "Vol. 12")) != ContentDigest(ItemText(title: "Vol. 13")))
    }

    @Test func textThatMovesFromTitleToBodyIsAChange() {
        #expect(
            ContentDigest(ItemText(title: "a b")) != ContentDigest(ItemText(title: "a", body: "b")))
    }
}
