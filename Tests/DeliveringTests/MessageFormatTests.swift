import Delivering
import FeedModel
import Foundation
import Glibc
import Testing
import Transport

/// Each format's whole request, as it stands in `Fixtures`. With FEEDWATCH_RECORD=1 they are written anew, to be reviewed as code.
@Suite struct MessageFormatTests {
    private static let cases: [(name: String, event: SequencedEvent)] = [
        ("plain", EventFixtures.mention(42)),
        ("hostile", hostile),
        ("health", EventFixtures.failing),
        ("digest", digest(title: "Leica *M11*", count: 3)),
    ]

    private static func digest(title: String, count: Int) -> SequencedEvent {
        let start = Timestamp(milliseconds: 1_795_393_896_120)
        let items = (1...count).map { number in
            EventDigest.Item(
                id: EventID("msg_\(number)"), title: "\(title) \(number)",
                url: "https://example.com/\(number)", feed: "Example", watches: [WatchName("leica")]
            )
        }
        var event = Event(
            id: EventID("msg_44"), type: .digest, time: start + .minutes(5),
            feed: EventFeed(name: "sink hook", url: "sink:hook"), watches: [WatchName("leica")],
            reason: "burst",
            detail: "\(count + 40) events since 2026-11-23T00:31:36Z: leica \(count + 40).")
        event.digest = EventDigest(
            count: count + 40, since: start, until: start + .minutes(4), items: items)
        return SequencedEvent(sequence: 44, event: event)
    }

    /// All that chats take for a call, a link or markup.
    private static let hostile = SequencedEvent(
        sequence: 43,
        event: Event(
            id: EventID("msg_43"), type: .mentionNew,
            time: Timestamp(milliseconds: 1_795_393_896_120),
            feed: EventFeed(name: "@here <!channel> *Feed*", url: "https://example.com/feed.xml"),
            watches: [WatchName("leica")],
            item: EventItem(
                id: "g", url: "https://example.com/a b?x=<y>&z=\"q\"#é)](https://evil.example)",
                title:
                    "@everyone <!channel> <@U123> <https://evil.example|Bank> [Bank](https://evil.example) "
                    + "**bold** _it_ `code` ~~s~~ ||spoiler|| # head\n@channel ~town \u{202E}oof & <b>ライカ</b>"
            ),
            snippet: "> quote\n- list\n1. list <at>All</at> <@&123> @all"))

    private static let formats: [WebhookSettings.Format] = [
        .event, .cloudevents, .slack, .discord, .teams, .mattermost, .ntfy,
    ]

    @Test(arguments: formats)
    func requestIsAsRecorded(format: WebhookSettings.Format) async throws {
        for (name, event) in Self.cases {
            let text = try await request(format, event).printed
            let fixture = Fixture("\(format.rawValue)-\(name).txt")
            if getenv("FEEDWATCH_RECORD") != nil { fixture.write(text) }
            #expect(text == fixture.read(), "\(format.rawValue)-\(name)")
        }
    }

    @Test(arguments: formats)
    func theLongestEventFitsTheTarget(format: WebhookSettings.Format) async throws {
        let long = String(repeating: "*ライカ_<", count: 20_000)
        var event = EventFixtures.mention(1, title: long, feed: long)
        event.event.snippet = long
        let many = Self.digest(title: long, count: EventDigest.itemLimit)
        let sizes = [
            try await request(format, event).body.count, try await request(format, many).body.count,
        ]
        let limit: Int? =
            switch format {
            case .ntfy: 4096
            case .teams: 28 << 10
            case .discord: 6000 * 3
            case .mattermost: 16_383
            case .slack: 12_000
            case .event, .cloudevents, .template: nil
            }
        if let limit { #expect(sizes.allSatisfy { $0 <= limit }, "\(sizes)") }
    }

    /// Discord counts each part of an embed in UTF-16 units, and refuses the whole message where one is too long.
    @Test func eachPartOfADiscordEmbedFitsIt() async throws {
        let long = String(repeating: "*@📷_", count: 20_000)
        var event = EventFixtures.mention(1, title: long, feed: long)
        event.event.snippet = long
        for event in [event, Self.digest(title: long, count: EventDigest.itemLimit)] {
            let body = try await request(.discord, event).body
            let message = try #require(
                JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
            let embed = try #require((message["embeds"] as? [[String: Any]])?.first)
            let footer = (embed["footer"] as? [String: Any])?["text"] as? String ?? ""
            #expect((embed["title"] as? String ?? "").utf16.count <= 256)
            #expect((embed["description"] as? String ?? "").utf16.count <= 4096)
            #expect(footer.utf16.count <= 2048)
        }
    }

    @Test func anAddressThatIsNotOfTheWebIsNoLink() async throws {
        for url in [
            "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "slack://open",
        ] {
            for format in [WebhookSettings.Format.slack, .discord, .teams, .mattermost, .ntfy] {
                let text = try await request(format, EventFixtures.mention(1, url: url)).printed
                #expect(!text.contains(url.prefix(6)), "\(format) \(url)")
            }
            let folder = ScratchFolder()
            folder.write("body.html", Array("<a href=\"{{url}}\">{{item.url}}</a>".utf8))
            let request = try await request(
                .template, EventFixtures.mention(1, url: url), template: folder.file("body.html"))
            #expect(String(decoding: request.body, as: UTF8.self) == "<a href=\"\"></a>")
        }
    }

    @Test(arguments: [
        ("http://[2001:db8::1]:8080/x?a[]=1", "http://[2001:db8::1]:8080/x?a%5B%5D=1"),
        ("HTTPS://user:pw@example.com/@me?to=a@b", "https://example.com/%40me?to=a%40b"),
        ("https://example.com@[evil]/", "https://[evil]/"),
        ("http://exa[m]ple/", "http://exa%5Bm%5Dple/"),
        ("https://example.com?a=b", "https://example.com?a=b"),
    ])
    func aLinkKeepsItsHostAndNobodysName(_ url: String, _ link: String) async throws {
        let text = try await request(.ntfy, EventFixtures.mention(1, url: url)).printed
        #expect(text.contains("Click: \(link)\n"), "\(text)")
    }

    @Test(arguments: [
        (
            "body.json",
            #"{"text":"{{title}} ({{feed_name}})","w":[{{#watches}}"{{.}}",{{/watches}}""]}"#,
            #"{"text":"a \"b\" \\ <c> (Example)","w":["leica","lumix",""]}"#
        ),
        ("body.html", "<p>{{title}}</p>", "<p>a &quot;b&quot; \\ &lt;c&gt;</p>"),
        ("body.txt.mustache", "{{title}}", "a \"b\" \\ <c>"),
    ])
    func aTemplateEscapesForWhatItMakes(_ name: String, _ template: String, _ expected: String)
        async throws
    {
        let folder = ScratchFolder()
        folder.write(name, Array(template.utf8))
        let event = EventFixtures.mention(1, title: "a \"b\" \\ <c>")
        let request = try await request(.template, event, template: folder.file(name))
        #expect(String(decoding: request.body, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("body.json", "{{#title}}"), ("body.json", "{\"text\": {{title}}}"), ("missing.json", nil),
    ])
    func aTemplateWithAMistakeIsRefusedAtOnce(_ name: String, _ template: String?) async throws {
        let folder = ScratchFolder()
        if let template { folder.write(name, Array(template.utf8)) }
        let error = await #expect(throws: SinkError.self) {
            try await request(.template, EventFixtures.mention(1), template: folder.file(name))
        }
        #expect(error?.kind == "bad-template")
    }

    private func request(
        _ format: WebhookSettings.Format, _ event: SequencedEvent, template: String? = nil
    ) async throws -> HTTPRequest {
        let server = ScriptedServer(200)
        var settings = WebhookSettings(url: Secret("https://hooks.example.com/in"))
        settings.format = format
        settings.templatePath = template
        let sink = try WebhookSink(
            name: SinkName("hook"), settings: settings, userAgent: "feedwatch/test",
            now: { Timestamp(seconds: 1_795_393_900) }, send: server.send)
        let outcomes = await sink.deliver([EventFixtures.delivery(event)])
        #expect(outcomes == [.delivered])
        return try #require(server.requests.first)
    }
}

extension HTTPRequest {
    /// Headers, an empty line, the body.
    fileprivate var printed: String {
        let lines = headers.fields.map { "\($0.name): \($0.value)\n" }.joined()
        return lines + "\n" + String(decoding: body, as: UTF8.self) + "\n"
    }
}

/// A file beside the tests.
private struct Fixture {
    let path: String

    init(_ name: String, file: String = #filePath) {
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        path = (folder + ["Fixtures", Substring(name)]).joined(separator: "/")
    }

    func read() -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    func write(_ text: String) {
        guard let file = fopen(path, "w") else { return }
        defer { fclose(file) }
        fputs(text, file)
    }
}
