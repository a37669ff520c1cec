import Deduping
import FeedModel
import TestSupport
import Testing

/// What publishers really do, each over several polls.
@Suite struct DisasterTests {
    private let day: Int64 = 86_400

    private func posts(
        _ range: ClosedRange<Int>, guid: (Int) -> String?, url: (Int) -> String?, dated: Bool = true
    ) -> [IdentifiableItem] {
        range.reversed().map { number in
            identifiable(
                guid: guid(number), url: url(number),
                title: "Post \(sentence(seed: number, words: 5))",
                body: sentence(seed: 100 + number, words: 40),
                published: dated ? noon + Int64(number) * day : nil)
        }
    }

    @Test func googleNewsGivesEachItemANewGuidOnEachPoll() throws {
        var feed = FeedHistory()
        let first = posts(
            1...20, guid: { "CBMi-first-\($0)" },
            url: { "https://news.google.com/rss/articles/A\($0)?oc=5" })
        let second = posts(
            2...21, guid: { "CBMi-second-\($0)" },
            url: { "https://news.google.com/rss/articles/B\($0)?oc=5" })
        #expect(try feed.poll(first).count == 20)
        #expect(try feed.poll(second).count == 1)
        #expect(feed.guids == .unstable(itemCount: 19))
        #expect(try feed.poll(first) == [])
    }

    @Test func aBlogGoesFromHTTPToHTTPS() throws {
        var feed = FeedHistory()
        let before = posts(
            1...10, guid: { "http://blog.example/?p=\($0)" },
            url: { "http://blog.example/post-\($0)/" })
        let after = posts(
            1...11, guid: { "https://blog.example/?p=\($0)" },
            url: { "https://www.blog.example/post-\($0)" })
        #expect(try feed.poll(before).count == 10)
        #expect(try feed.poll(after).count == 1)
    }

    @Test func aNewContentSystemGivesFiftyItemsNewGuidsNewLinksAndNewDates() throws {
        var feed = FeedHistory()
        let before = posts(1...50, guid: { "old-\($0)" }, url: { "https://old.example/node/\($0)" })
        let after = posts(
            1...51, guid: { "urn:uuid:\($0)" }, url: { "https://new.example/stories/\($0 + 7000)" }
        )
        .map { post in
            var post = post
            post.item.published = Timestamp(seconds: noon + 90 * day)
            return post
        }
        #expect(try feed.poll(before).count == 50)
        #expect(try feed.poll(after).count == 1)
        #expect(feed.guids == .migrated(itemCount: 50))
        #expect(try feed.poll(after) == [])
        #expect(feed.guids == .stable)
    }

    @Test func aFeedMovesToANewHostAndEditsItsTexts() throws {
        var feed = FeedHistory()
        let before = posts(
            1...20, guid: { "https://a.example/\(slug($0))" },
            url: { "https://a.example/\(slug($0))" })
        let after = posts(
            1...20, guid: { "https://b.example/\(slug($0))" },
            url: { "https://b.example/\(slug($0)).html" }
        )
        .map { post in
            var post = post
            post.item.title = (post.item.title ?? "") + " – the new magazine"
            post.text.title = post.item.title ?? ""
            post.item.published = Timestamp(seconds: noon + 90 * day)
            return post
        }
        #expect(try feed.poll(before).count == 20)
        #expect(try feed.poll(after) == [])
    }

    @Test func oneGuidForAllItems() throws {
        var feed = FeedHistory()
        let guid: (Int) -> String? = { _ in "https://example.com/" }
        #expect(
            try feed.poll(posts(1...10, guid: guid, url: { "https://example.com/\($0)" })).count
                == 10)
        #expect(feed.guids == .shared(itemCount: 10))
        #expect(
            try feed.poll(posts(2...12, guid: guid, url: { "https://example.com/\($0)" })).count
                == 2)
    }

    @Test func undatedItemsWithoutGuids() throws {
        var feed = FeedHistory()
        let none: (Int) -> String? = { _ in nil }
        #expect(try feed.poll(posts(1...10, guid: none, url: none, dated: false)).count == 10)
        #expect(try feed.poll(posts(1...10, guid: none, url: none, dated: false).reversed()) == [])
        #expect(try feed.poll(posts(3...11, guid: none, url: none, dated: false)).count == 1)
    }

    @Test func aTitleIsEditedThreeTimes() throws {
        var feed = FeedHistory()
        var post = identifiable(
            guid: "g1", url: "https://example.com/a", title: "Leica sells a lens", published: noon)
        #expect(try feed.poll([post]).count == 1)
        for title in [
            "Leica sells two lenses", "Leica: two lenses", "Updated: Leica and its lenses",
        ] {
            post.item.title = title
            post.text.title = title
            #expect(try feed.poll([post]) == [])
        }
    }

    @Test func anItemIsDeletedAndAnOldOneSlidesIn() throws {
        var feed = FeedHistory()
        let guid: (Int) -> String? = { "g\($0)" }
        let url: (Int) -> String? = { "https://example.com/\($0)" }
        #expect(try feed.poll(posts(11...20, guid: guid, url: url)).count == 10)
        let without15 = posts(10...20, guid: guid, url: url).filter { $0.item.guid != "g15" }
        #expect(try feed.poll(without15) == [])
        #expect(feed.itemCount == 11)
    }

    @Test func aFeedComesInAnotherOrder() throws {
        var feed = FeedHistory()
        let items = posts(1...20, guid: { "g\($0)" }, url: { "https://example.com/\($0)" })
        #expect(try feed.poll(items).count == 20)
        #expect(try feed.poll(items.reversed()) == [])
        #expect(feed.guids == .stable)
    }

    @Test func theSameGuidIsReusedThreeYearsLater() throws {
        var feed = FeedHistory()
        let first = identifiable(
            guid: "42", url: "https://example.com/2023/fair", title: "Camera fair opens in Cologne",
            published: noon)
        let later = identifiable(
            guid: "42", url: "https://example.com/2026/recall",
            title: "Maker recalls batteries worldwide",
            published: noon + 3 * 365 * day)
        #expect(try feed.poll([first]).count == 1)
        #expect(try feed.poll([later]).count == 1)
        #expect(feed.guids == .reused(itemCount: 1))
        #expect(try feed.poll([later]) == [])
        #expect(try feed.poll([first]) == [])
    }

    @Test func anItemIsDatedAnewButIsTheSame() throws {
        var feed = FeedHistory()
        var post = identifiable(
            guid: "42", url: "https://example.com/a", title: "A guide to lenses", published: noon)
        #expect(try feed.poll([post]).count == 1)
        post.item.published = Timestamp(seconds: noon + 400 * day)
        #expect(try feed.poll([post]) == [])
    }

    private func slug(_ number: Int) -> String {
        sentence(seed: number, words: 5).replacing(" ", with: "-")
    }
}

/// The same, for stories.
@Suite struct StoryDisasterTests {
    @Test func aWireStoryInTenFeedsIsOneStory() {
        var index = StoryIndex()
        let wire = sentence(seed: 5, words: 260)
        let stories = (1...10).map { feed in
            let byline = "By \(sentence(seed: 50 + feed, words: 3)), correspondent. "
            let footer = "\n" + sentence(seed: 70 + feed, words: 25)
            return index.assign(
                candidate(
                    "\(feed)", feed: Int64(feed), url: "https://f\(feed).example/wire",
                    title: feed % 2 == 0
                        ? "Makers join hands" : "An alliance: \(sentence(seed: feed, words: 3))",
                    body: byline + wire + footer, hour: Int64(feed))
            ).story
        }
        #expect(Set(stories).count == 1)
    }

    @Test func aWeeklyColumnIsANewStoryEachWeek() {
        var index = StoryIndex()
        let intro = sentence(seed: 6, words: 80)
        let stories = (0..<4).map { week in
            index.assign(
                candidate(
                    "\(week)", feed: 1, url: "https://example.com/column",
                    title: "This week in photography and film",
                    body: intro + " " + sentence(seed: 60 + week, words: 20),
                    hour: Int64(week) * 168)
            ).story
        }
        #expect(Set(stories).count == 4)
    }

    @Test func releasesThatShareANoticeAboutTheCompanyAreDifferentStories() {
        for heading in ["About Acme\n", ""] {
            var index = StoryIndex()
            let notice = "\n" + heading + sentence(seed: 7, words: 90)
            let stories = (1...6).map { number in
                index.assign(
                    candidate(
                        "\(number)", feed: Int64(number), url: "https://f\(number).example/",
                        title: "Acme \(sentence(seed: number, words: 6))",
                        body: sentence(seed: 80 + number, words: 110) + notice, hour: Int64(number))
                ).story
            }
            #expect(Set(stories).count == 6)
        }
    }

    @Test(arguments: [50, 60, 70])
    func releasesThatBeginWithTheSameWordsAreDifferentStories(words: Int) {
        for length in [60, 90, 150] {
            var index = StoryIndex()
            let start = sentence(seed: 7, words: words)
            let stories = (1...6).map { number in
                index.assign(
                    candidate(
                        "\(number)", feed: Int64(number), url: "https://f\(number).example/",
                        title: "Acme \(sentence(seed: number, words: 6))",
                        body: start + " " + sentence(seed: 80 + number, words: length),
                        hour: Int64(number))
                ).story
            }
            #expect(Set(stories).count == 6, "\(length) words of their own")
        }
    }

    @Test func numberedPartsAreDifferentStoriesHoweverAlike() {
        var index = StoryIndex()
        let text = sentence(seed: 8, words: 200)
        let stories = (1...5).map { number in
            index.assign(
                candidate(
                    "\(number)", feed: Int64(number), title: "The lens course, part \(number)",
                    body: text, hour: 1)
            ).story
        }
        #expect(Set(stories).count == 5)
    }

    @Test func aChainOfSmallChangesDoesNotJoinItsEnds() {
        var index = StoryIndex()
        var words = sentence(seed: 9, words: 120).split(separator: " ").map(String.init)
        let first = index.assign(
            candidate("0", feed: 1, title: "Start of it", body: words.joined(separator: " ")))
        var last = first
        for step in 1...12 {
            words.replaceSubrange(
                (step * 10 - 10)..<(step * 10),
                with: sentence(seed: 900 + step, words: 10).split(separator: " ").map(String.init))
            last = index.assign(
                candidate(
                    "\(step)", feed: Int64(step + 1),
                    title: "Step \(sentence(seed: step, words: 3))",
                    body: words.joined(separator: " "), hour: Int64(step)))
        }
        #expect(last.story != first.story)
    }

    @Test func aJapaneseCopyIsJoinedByItsCharacters() {
        var index = StoryIndex()
        let text =
            "パナソニックとライカカメラ社は、包括的な協業契約を締結し、共同開発の新技術を「エルスクエアード」と名付けた。"
            + "両社はレンズとカメラ本体の開発で協力を深め、画像処理と光学の技術を持ち寄る。発表は水曜日に行われ、来年の製品から採用される。"
        let first = index.assign(candidate("1", feed: 1, title: "ライカとパナソニックが協業", body: text))
        let copy = index.assign(
            candidate(
                "2", feed: 2, title: "協業の発表、ライカとパナソニック", body: "【東京】" + text + "(記者)", hour: 2))
        let other = index.assign(
            candidate(
                "3", feed: 3, title: "新型スマートフォンを発表",
                body:
                    "大手メーカーは木曜日、折り畳み式の新しいスマートフォンを発表した。価格は十五万円からで、来月から国内の販売店で取り扱いを始める。"
                    + "画面の大きさは七インチで、電池の持ちは前の機種よりも二割ほど長くなったという。", hour: 2))
        #expect(copy.story == first.story)
        #expect(other.story != first.story)
    }
}
