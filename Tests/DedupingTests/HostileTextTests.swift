import Deduping
import FeedModel
import TestSupport
import Testing

/// A feed is hostile input: whatever the bytes, nothing may trap.
@Suite struct HostileTextTests {
    @Test func anyTextHasADigestAStoryAndAnIdentity() {
        var random = SeededWords(seed: 11)
        var index = StoryIndex()
        for round in 0..<300 {
            let text = noise(&random)
            let url = Bool.random(using: &random) ? "https://" + noise(&random) : noise(&random)
            let item = identifiable(guid: text, url: url, title: noise(&random), body: text)
            #expect(ItemIdentity.assign(to: [item, item]).count == 2)
            #expect(ContentDigest(item.text).bytes.count == 16)
            _ = index.assign(
                candidate("\(round)", feed: 1, url: url, title: item.text.title, body: text))
        }
        #expect(index.count == 300)
    }

    @Test(arguments: ["mon ", "2020 1 1 ", "updated mon ", "111 comments ", "10:15 "])
    func aRunOfDatesAsLongAsATextMayBeIsReadOnce(_ part: String) {
        let text = ItemText(body: String(repeating: part, count: 200_000))
        #expect(ContentDigest(text) == ContentDigest(text))
    }

    /// Scalars from all over Unicode, some of what URLs are made of between them.
    private func noise(_ random: inout SeededWords) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            let limit: UInt32 =
                [0x80, 0x180, 0x3100, 0x10000, 0x11_0000].randomElement(using: &random) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) {
                text.append(scalar)
            }
            if Int.random(in: 0..<6, using: &random) == 0 {
                text.append(
                    contentsOf: ["/", "?", "&", "=", "%", "#", "@", ":", "."].randomElement(
                        using: &random
                    ).map { [$0] } ?? [])
            }
        }
        return String(text)
    }
}
