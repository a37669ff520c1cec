import Testing

@testable import ConfigFile

/// Feeds go in; all else stays, byte for byte.
struct ConfigEditorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let claim: String
        let before: String
        let after: String
        var testDescription: String { claim }

        init(_ claim: String, _ before: String, _ after: String) {
            (self.claim, self.before, self.after) = (claim, before, after)
        }
    }

    static let feeds = [
        SubscribedFeed(url: "https://one.example/feed"),
        SubscribedFeed(url: "https://two.example/feed?a=1&b=2", name: "Two", tags: ["x", "y z"]),
    ]

    static let rows = [
        Row(
            "new entries stand behind the last one, in its indentation",
            """
            # mine
            watches: []   # none yet
            feeds:
                - https://zero.example/feed   # the first

            # whom to tell
            sinks: []

            """,
            """
            # mine
            watches: []   # none yet
            feeds:
                - https://zero.example/feed   # the first
                - https://one.example/feed
                - url: https://two.example/feed?a=1&b=2
                  name: Two
                  tags: [x, y z]

            # whom to tell
            sinks: []

            """),
        Row(
            "a list that is not indented stays so",
            "feeds:\n- https://zero.example/feed\n# about sinks\nsinks: []\n",
            """
            feeds:
            - https://zero.example/feed
            - https://one.example/feed
            - url: https://two.example/feed?a=1&b=2
              name: Two
              tags: [x, y z]
            # about sinks
            sinks: []

            """),
        Row(
            "entries that are off, below the list, stay where they are",
            "feeds:\n  - url: https://zero.example/feed\n    name: Zero\n  #- https://off.example/\nlog: {}\n",
            """
            feeds:
              - url: https://zero.example/feed
                name: Zero
              #- https://off.example/
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]
            log: {}

            """),
        Row(
            "a missing key is written at the end",
            "watches: []\n",
            """
            watches: []

            feeds:
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]

            """),
        Row(
            "a missing line end at the end is made good",
            "watches: []",
            """
            watches: []

            feeds:
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]

            """),
        Row(
            "a key without a value gets its list",
            "feeds:   # none yet\nwatches: []\n",
            """
            feeds:   # none yet
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]
            watches: []

            """),
        Row(
            "an empty flow list becomes a block, and its comment stays",
            "feeds: []  # none yet\nwatches: []\n",
            """
            feeds:   # none yet
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]
            watches: []

            """),
        Row(
            "a flow list stays one",
            "feeds: [https://zero.example/feed, 'it''s ] #no']  # all\nwatches: []\n",
            "feeds: [https://zero.example/feed, 'it''s ] #no', https://one.example/feed, {url: https://two.example/feed?a=1&b=2, name: Two, tags: [x, y z]}]  # all\nwatches: []\n"
        ),
        Row(
            "a flow list over several lines, with a comma at its end, stays one",
            "feeds: [\n  https://zero.example/feed,  # a ] in a comment\n]\n",
            "feeds: [\n  https://zero.example/feed,  # a ] in a comment\n https://one.example/feed, {url: https://two.example/feed?a=1&b=2, name: Two, tags: [x, y z]}]\n"
        ),
        Row(
            "an empty text becomes a config",
            "",
            """
            feeds:
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]

            """),
        Row(
            "a text of comments keeps them",
            "# to be filled\n",
            """
            # to be filled

            feeds:
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]

            """),
        Row(
            "line ends stay those of the file",
            "feeds:\r\n  - https://zero.example/feed\r\n",
            "feeds:\r\n  - https://zero.example/feed\r\n  - https://one.example/feed\r\n  - url: https://two.example/feed?a=1&b=2\r\n    name: Two\r\n    tags: [x, y z]\r\n"
        ),
        Row(
            "documents that are marked stay so",
            "---\nwatches: []\n...\n",
            """
            ---
            watches: []

            feeds:
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]
            ...

            """),
        Row(
            "a block of text in the last entry is not cut",
            "feeds:\n  - url: >-\n      https://zero.example/feed\n\n\nwatches: []\n",
            """
            feeds:
              - url: >-
                  https://zero.example/feed
              - https://one.example/feed
              - url: https://two.example/feed?a=1&b=2
                name: Two
                tags: [x, y z]


            watches: []

            """),
    ]

    @Test("feeds are put where they belong", arguments: rows)
    func adding(_ row: Row) throws {
        let edit = try ConfigEditor(text: row.before, file: "feedwatch.yaml").adding(Self.feeds)
        #expect(edit.text == row.after)
        #expect(edit.added.count == 2)
        let again = try ConfigEditor(text: edit.text, file: "feedwatch.yaml").adding(Self.feeds)
        #expect(again.text == edit.text)
        #expect(again.knownCount == 2)
    }

    @Test("feeds that are there, here or elsewhere, are not added")
    func known() throws {
        let text = "feeds:\n  - {url: \"HTTPS://ONE.example:443/feed\"}\n"
        let edit = try ConfigEditor(text: text, file: "f").adding(
            Self.feeds, knownURLs: ["https://two.example/feed?a=1&b=2"])
        #expect(edit.text == text)
        #expect(edit.added.isEmpty)
        #expect(edit.knownCount == 2)
    }

    @Test("a feed named twice is added once, and a name that is taken is left out")
    func twice() throws {
        let edit = try ConfigEditor(
            text: "feeds: [{url: https://z.example/, name: news}]\n", file: "f"
        )
        .adding([
            SubscribedFeed(url: "https://a.example/", name: "News"),
            SubscribedFeed(url: "https://a.example/", name: "Other"),
            SubscribedFeed(url: "https://b.example/", name: "Fresh"),
            SubscribedFeed(url: "https://c.example/", name: "fresh"),
        ])
        #expect(edit.added.map(\.name) == [nil, "Fresh", nil])
        #expect(edit.knownCount == 1)
        #expect(throws: Never.self) { try Fixture.parse("watches: []\n" + edit.text) }
    }

    @Test("addresses that cannot be polled are refused, and shown without tricks")
    func refused() throws {
        let edit = try ConfigEditor(text: "feeds: []\n", file: "f").adding([
            SubscribedFeed(url: "javascript:alert(1)"), SubscribedFeed(url: "a\u{1B}[2Jb"),
            SubscribedFeed(url: "file:/etc/passwd"), SubscribedFeed(url: ""),
        ])
        #expect(edit.text == "feeds: []\n")
        #expect(edit.refusedURLs == ["javascript:alert(1)", "a [2Jb", "file:/etc/passwd", ""])
    }

    @Test(
        "whatever a title or an address has in it, it is read back as it was",
        arguments: [
            "plain", "true", "null", "~", "- dash", "# hash", "a: b", "a #b", "a:", "'", "\"", "\\",
            "[x]", "{x}", "*star", "&and", "!tag", "%per", "@at", "`tick", "|", ">", "?", "? x",
            "${HOME}", "$${HOME}", "a\tb", "ライカ", "é\u{301}", "😀", "1e3", "0x1F", "12:30", ",",
            "a, b",
            "---", "...", "<<", "x\\ny", "trailing \\", "no", "Ünï", "\u{FEFF}x", "a\u{85}b", "=",
            "-",
        ])
    func oddNames(_ name: String) throws {
        for text in ["feeds: []\n", "feeds: [https://z.example/]\n"] {
            let feed = SubscribedFeed(
                url: "https://one.example/?q='\"#\\,[]{}&*!|>%@`:${X}", name: name, tags: [name])
            let edit = try ConfigEditor(text: text, file: "f").adding([feed])
            let added = try #require(edit.added.first)
            let config = try Fixture.parse("watches: []\n" + edit.text)
            #expect(config.feeds.last?.name == added.name)
            #expect(config.feeds.last?.tags == added.tags)
            #expect(config.feeds.last?.url == feed.url)
        }
    }

    @Test(
        "where there is no place for a list nothing is changed, and the sentence says so",
        arguments: [
            "feeds: https://one.example/\n", "{feeds: [https://z.example/]}\n", "[a, b]\n",
            "a: &f [https://z.example/]\nfeeds: *f\n",
        ])
    func noPlace(_ text: String) throws {
        let editor = try ConfigEditor(text: text, file: "feedwatch.yaml")
        let problems = #expect(throws: ConfigProblems.self) { try editor.adding(Self.feeds) }
        #expect(problems?.description.contains("cannot be put in here") == true)
    }

    @Test("a text that is no YAML is refused with its place")
    func noYAML() {
        let problems = #expect(throws: ConfigProblems.self) {
            try ConfigEditor(text: "feeds: [\n", file: "feedwatch.yaml")
        }
        #expect(problems?.description.hasPrefix("feedwatch.yaml:2:1:") == true)
    }

    @Test("the reference config takes feeds and stays valid")
    func reference() throws {
        let text = String(
            decoding: try Fixture.contents(Fixture.root + "/config/feedwatch.yaml"), as: UTF8.self)
        let edit = try ConfigEditor(text: text, file: "f").adding(Self.feeds)
        let before = try Fixture.parse(text)
        let after = try Fixture.parse(edit.text)
        #expect(after.feeds.dropLast(2) == before.feeds[...])
        #expect(after.watches.count == before.watches.count)
        #expect(edit.text.split(separator: "\n").count == text.split(separator: "\n").count + 4)
    }
}
