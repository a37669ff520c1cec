import Deduping
import FeedModel
import TestSupport
import Testing

/// A day in November, in seconds.
let noon: Int64 = 1_795_780_800

func candidate(
    _ id: String, feed: Int64, url: String? = nil, title: String = "", body: String = "",
    hour: Int64 = 0, dated: Bool = true
) -> StoryCandidate {
    let time = Timestamp(seconds: noon + hour * 3600)
    let key = ItemKey(.guid, id)
    return StoryCandidate(
        feed: FeedID(feed), key: key, url: url, text: ItemText(title: title, body: body),
        published: dated ? time : nil, seen: time,
        ownStory: StoryID(beginningWith: key, feedURL: "https://feed\(feed).example/"))
}

@Suite struct StoryIndexTests {
    @Test func theSameLinkInAnotherFeedIsTheSameStory() {
        var index = StoryIndex()
        let first = index.assign(
            candidate("1", feed: 1, url: "https://example.com/a", title: "One"))
        let second = index.assign(
            candidate("2", feed: 2, url: "http://www.example.com/a?utm_source=x", title: "Uno"))
        #expect(first.isBeginning)
        #expect(second.story == first.story)
        #expect(second.reason == .link("example.com/a"))
    }

    @Test func aHomePageJoinsNothing() {
        var index = StoryIndex()
        let first = index.assign(candidate("1", feed: 1, url: "https://example.com/", title: "One"))
        let second = index.assign(
            candidate("2", feed: 2, url: "https://example.com/", title: "Two"))
        #expect(first.story != second.story)
        #expect(second.link == nil)
    }

    @Test func itemsOfOneFeedMoreThanADayApartAreNeverOneStory() {
        var index = StoryIndex()
        let first = index.assign(
            candidate(
                "1", feed: 1, url: "https://example.com/a", title: "The same title of the week"))
        let later = index.assign(
            candidate(
                "2", feed: 1, url: "https://example.com/a", title: "The same title of the week",
                hour: 25))
        #expect(first.story != later.story)
    }

    @Test func oneLinkForManyItemsOfAFeedIsNoStory() {
        var index = StoryIndex()
        let stories = (1...5).map { number in
            index.assign(
                candidate(
                    "\(number)", feed: 1, url: "https://example.com/changes",
                    title: [
                        "Faster start", "Smaller binary", "Quiet fans", "Brighter view",
                        "Longer life",
                    ][number - 1])
            ).story
        }
        #expect(Set(stories).count == 5)
    }

    @Test(arguments: [
        ("Weekly roundup vol. 12", "Weekly roundup vol. 13"),
        ("Firmware 1.2 for the S5", "Firmware 1.3 for the S5"),
        ("Camera deals, part 3: the best lenses", "Camera deals, part 4: the best lenses"),
    ])
    func titlesAlikeButForNumbersAreDifferentStories(_ a: String, _ b: String) {
        var index = StoryIndex()
        let first = index.assign(candidate("1", feed: 1, url: "https://example.com/a", title: a))
        let second = index.assign(candidate("2", feed: 2, url: "https://example.com/a", title: b))
        #expect(first.story != second.story)
    }

    @Test func equalTitlesOfFiveWordsWithinTwoDaysAreACopy() {
        var index = StoryIndex()
        let title = "Leica and Panasonic announce an alliance"
        let first = index.assign(candidate("1", feed: 1, url: "https://a.example/1", title: title))
        let soon = index.assign(
            candidate("2", feed: 2, url: "https://b.example/1", title: title.uppercased(), hour: 47)
        )
        let late = index.assign(
            candidate("3", feed: 3, url: "https://c.example/1", title: title, hour: 49))
        #expect(soon.story == first.story)
        #expect(soon.reason == .title)
        #expect(late.story != first.story)
    }

    @Test func equalTitlesOfOneFeedAreOneStoryOnlyWhereTheTextsAreNearlyTheSame() {
        var index = StoryIndex()
        let title = "Market update for the camera trade"
        func assign(_ id: String, feed: Int64 = 1, _ body: String, hour: Int64) -> StoryDecision {
            index.assign(
                candidate(
                    id, feed: feed, url: "https://f\(feed).example/\(id)", title: title, body: body,
                    hour: hour))
        }
        let morning = assign("1", sentence(seed: 1, words: 40), hour: 0)
        let noon = assign("2", sentence(seed: 2, words: 40), hour: 4)
        let again = assign("3", sentence(seed: 2, words: 40) + " so far", hour: 5)
        let brief = assign("4", "Prices fell by 12 percent", hour: 6)
        let other = assign("5", "Prices fell by 14 percent", hour: 7)
        #expect(morning.isBeginning && noon.isBeginning && brief.isBeginning && other.isBeginning)
        #expect(again.story == noon.story)
        // Another feed that uses the title for the first time copies; from then on its bulletins are its own.
        let copy = assign("6", feed: 2, sentence(seed: 3, words: 40), hour: 8)
        #expect(copy.story == other.story)
        #expect(assign("7", feed: 2, sentence(seed: 4, words: 40), hour: 30).isBeginning)
    }

    @Test func itemsOfOneFeedAndTitleWithoutTextsAreToldEachDay() {
        var index = StoryIndex()
        let stories = (0..<5).map { day in
            index.assign(
                candidate(
                    "\(day)", feed: 1, url: "https://example.com/\(day)",
                    title: "Leica used prices of today", hour: Int64(day) * 24)
            ).story
        }
        #expect(Set(stories).count == 5)
    }

    @Test func itemsOfOneFeedOfDifferentDaysAreNoStoryByWayOfAnotherFeed() {
        var index = StoryIndex()
        let text = sentence(seed: 3, words: 120)
        func assign(_ id: String, feed: Int64, hour: Int64) -> StoryDecision {
            index.assign(
                candidate(
                    id, feed: feed, url: "https://f\(feed).example/\(id)",
                    title: "Prices of used bodies \(id == "b" ? "today" : "again")", body: text,
                    hour: hour))
        }
        let first = assign("a", feed: 1, hour: 0)
        let own = assign("b", feed: 2, hour: 1)
        let later = assign("c", feed: 2, hour: 30)
        #expect(own.story == first.story)
        #expect(later.story != first.story)
    }

    @Test func oneLinkAndLikeTitlesOfOneFeedAreNoStoryWhereTheTextsDiffer() {
        var index = StoryIndex()
        func assign(_ id: String, _ title: String, _ body: String) -> StoryDecision {
            index.assign(
                candidate(id, feed: 1, url: "https://example.com/status", title: title, body: body))
        }
        let first = assign("1", "Leica status: shutter trouble", sentence(seed: 1, words: 30))
        let edit = assign(
            "2", "Leica status: shutter troubles", sentence(seed: 1, words: 30) + " in May")
        let next = assign("3", "Leica status: sensor trouble", sentence(seed: 2, words: 30))
        #expect(edit.story == first.story)
        #expect(next.isBeginning)
    }

    @Test func equalShortTitlesProveNothing() {
        var index = StoryIndex()
        let first = index.assign(
            candidate("1", feed: 1, url: "https://a.example/1", title: "News in brief"))
        let second = index.assign(
            candidate("2", feed: 2, url: "https://b.example/1", title: "News in brief"))
        #expect(first.story != second.story)
    }

    @Test func rollingBackForgetsAsIfItHadNeverBeen() {
        var index = StoryIndex()
        var twin = StoryIndex()
        let texts = (0..<30).map { sentence(seed: $0, words: 80) }
        for number in 0..<10 {
            let item = candidate(
                "\(number)", feed: Int64(number % 3), url: "https://a.example/\(number)",
                title: "Title of item \(texts[number].prefix(30))", body: texts[number])
            #expect(index.assign(item) == twin.assign(item))
        }
        let mark = index.mark()
        for number in 10..<30 {
            _ = index.assign(
                candidate(
                    "\(number)", feed: 1, url: "https://a.example/\(number)", title: texts[number],
                    body: texts[number]))
        }
        index.rollBack(to: mark)
        #expect(index.count == twin.count)
        for number in 5..<30 {
            let item = candidate(
                "again\(number)", feed: 7, url: "https://b.example/\(number)",
                title: "Another \(number)", body: texts[number])
            #expect(index.assign(item) == twin.assign(item))
        }
    }

    @Test func anIndexBuiltFromStoredRowsDecidesAsTheOneBefore() {
        var index = StoryIndex()
        var rebuilt = StoryIndex()
        for number in 0..<40 {
            let item = candidate(
                "\(number)", feed: Int64(number % 4), url: "https://a.example/\(number % 30)",
                title: "Item \(sentence(seed: number, words: 6))",
                body: sentence(seed: number % 25, words: 120) + "\n"
                    + sentence(seed: 1000 + number % 4, words: 30))
            let decision = index.assign(item)
            rebuilt.restore(
                StoryRow(
                    story: decision.story, isBeginning: decision.isBeginning, feed: item.feed,
                    link: decision.link, published: item.published, seen: item.seen,
                    signature: StorySignature(bytes: decision.signature.bytes)))
        }
        for number in 0..<40 {
            let item = candidate(
                "new\(number)", feed: 9, url: "https://c.example/\(number)", title: "Now \(number)",
                body: sentence(seed: number, words: 120))
            #expect(index.assign(item) == rebuilt.assign(item))
        }
    }

    @Test func aDamagedSignatureIsLikeNothing() {
        var index = StoryIndex()
        for bytes in [[], [9], [1, 2, 3], [UInt8](repeating: 255, count: 60)] as [[UInt8]] {
            index.restore(
                StoryRow(
                    story: StoryID("s-x"), isBeginning: true, feed: FeedID(1), link: nil,
                    published: nil,
                    seen: Timestamp(seconds: noon), signature: StorySignature(bytes: bytes)))
        }
        #expect(index.assign(candidate("1", feed: 2, title: "A", body: "b")).isBeginning)
    }

    @Test func whatIsForgottenIsNotJoined() {
        var index = StoryIndex()
        let text = sentence(seed: 1, words: 100)
        let first = index.assign(
            candidate("1", feed: 1, url: "https://a.example/1", title: "One", body: text))
        index.forget(before: Timestamp(seconds: noon + 60))
        #expect(index.count == 0)
        let second = index.assign(
            candidate("2", feed: 2, url: "https://a.example/1", title: "One", body: text, hour: 1))
        #expect(first.story != second.story)
    }

    @Test func aCopyUnderAnotherTitleAndLinkIsJoinedByItsText() {
        var index = StoryIndex()
        let text = sentence(seed: 3, words: 150)
        let first = index.assign(
            candidate("1", feed: 1, url: "https://a.example/1", title: "Alliance", body: text))
        let copy = index.assign(
            candidate(
                "2", feed: 2, url: "https://b.example/2", title: "What a day",
                body: "By our staff. " + text, hour: 5))
        #expect(copy.story == first.story)
        guard case .copy(let percent, let shared) = copy.reason else {
            Issue.record("\(copy.reason)")
            return
        }
        #expect(percent >= 95 && shared > 100)
    }
}
