import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

/// What a server sees of a feed's refreshes over days and restarts, read from its own log of requests.
@Suite("A server's log of a feed's refreshes")
struct PolitenessTests {
    @Test(arguments: [
        ("\"strong\"", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("W/\"weak\"", "Sunday, 06-Nov-94 08:49:37 GMT"),
        ("bare", "yesterday"), ("\"a,b\"", "0"), ("W/bare", "Sun,  6 Nov 1994 08:49:37 +0000"),
    ])
    func `validators go back byte for byte, over a failure and a restart`(
        _ etag: String, _ date: String
    ) async throws {
        let isBroken = Phase(false)
        let script: LocalFeedServer.Script = { request in
            if isBroken.value { return .init(500, [("ETag", "\"of-the-error\"")]) }
            return request["If-None-Match"] == etag
                ? .init(304, [("ETag", "\"of-the-304\"")])
                : .text(document(1...3), headers: [("ETag", etag), ("Last-Modified", date)])
        }
        try await RefreshScene.run(script) { scene in
            try await scene.refresh()
            try await scene.restart()
            try await scene.refresh()
            isBroken.value = true
            try await scene.refresh()
            isBroken.value = false
            try await scene.restart()
            let after = try await scene.refresh()
            #expect(scene.server.requests.count == 4)
            #expect(scene.server.requests[0]["If-None-Match"] == nil)
            #expect(scene.server.requests[0]["If-Modified-Since"] == nil)
            for request in scene.server.requests.dropFirst() {
                #expect(request["If-None-Match"] == etag)
                #expect(request["If-Modified-Since"] == date)
                #expect(request["A-IM"] == "feed")
            }
            #expect(after.lastStatus == 304)
        }
    }

    @Test func `a validator that is not sent any more is not sent back any more`() async throws {
        let count = Phase(0)
        let script: LocalFeedServer.Script = { _ in
            count.value += 1
            let headers = count.value == 1 ? [("ETag", "\"1\"")] : [("Last-Modified", "then")]
            return .text(document(1...count.value), headers: headers)
        }
        try await RefreshScene.run(script) { scene in
            for _ in 1...3 { try await scene.refresh() }
            #expect(scene.server.requests.map { $0["If-None-Match"] } == [nil, "\"1\"", nil])
            #expect(scene.server.requests.map { $0["If-Modified-Since"] } == [nil, nil, "then"])
        }
    }

    @Test func `another version of the parser asks for the whole document`() async throws {
        let script: LocalFeedServer.Script = { request in
            request["If-None-Match"] == nil
                ? .text(document(1...3), headers: [("ETag", "\"1\"")]) : .notModified
        }
        try await RefreshScene.run(script) { scene in
            try await scene.refresh()
            try await scene.pretendOldParser()
            try await scene.refresh()
            #expect(scene.server.requests.allSatisfy { $0["If-None-Match"] == nil })
        }
    }

    /// A connection may end in the middle without anybody saying so.
    @Test func `half a document has no validators, so that the other half is asked for`()
        async throws
    {
        let (isWhole, half) = (Phase(false), try Self.halfDocument())
        let script: LocalFeedServer.Script = { request in
            guard isWhole.value else { return .text(half, headers: [("ETag", "\"half\"")]) }
            return request["If-None-Match"] == nil
                ? .text(document(1...4), headers: [("ETag", "\"whole\"")]) : .notModified
        }
        try await RefreshScene.run(script) { scene in
            let first = try await scene.refresh()
            #expect(first.warning != nil)
            isWhole.value = true
            let second = try await scene.refresh()
            #expect(second.itemCount == 4)
            let third = try await scene.refresh()
            #expect(third.lastStatus == 304)
            #expect(
                scene.server.requests.map { $0["If-None-Match"] } == [nil, nil, "\"whole\""])
        }
    }

    @Test func `a document that always breaks off is taken for whole when it comes again`()
        async throws
    {
        let half = try Self.halfDocument()
        let script: LocalFeedServer.Script = { request in
            request["If-None-Match"] == nil
                ? .text(half, headers: [("ETag", "\"half\"")]) : .notModified
        }
        try await RefreshScene.run(script) { scene in
            for _ in 1...3 { try await scene.refresh() }
            #expect(scene.server.requests.map { $0["If-None-Match"] } == [nil, nil, "\"half\""])
        }
    }

    private static func halfDocument() throws -> String {
        let whole = document(1...4)
        let middle = try #require(whole.firstRange(of: "number 2"))
        return String(whole[..<middle.lowerBound])
    }

    @Test func `the same body again is not parsed, and brings no event`() async throws {
        try await RefreshScene.run({ _ in .text(document(1...3)) }) { scene in
            let first = try await scene.refresh()
            scene.clock.advance(by: .hours(1))
            let second = try await scene.refresh()
            #expect(second.lastDocument == first.lastDocument)
            #expect(second.lastSuccess == scene.clock.now)
            #expect(try await scene.events().isEmpty)
        }
    }

    @Test func `a delta adds its items and is no gap`() async throws {
        let script: LocalFeedServer.Script = { request in
            guard request["A-IM"] == "feed" else {
                return .text(document(1...9), headers: [("ETag", "\"9\"")])
            }
            return .init(
                226, [("IM", "feed"), ("ETag", "\"11\"")], body: Array(document(10...11).utf8))
        }
        try await RefreshScene.run(script) { scene in
            try await scene.refresh()
            scene.clock.advance(by: .hours(12))
            let after = try await scene.refresh()
            #expect(after.itemCount == 9)
            let told = try await scene.events().compactMap { $0.item?.id }.sorted()
            #expect(told == ["10", "11"])
            #expect(try await scene.health().isEmpty)
            try await scene.refresh()
            #expect(scene.server.requests.last?["If-None-Match"] == "\"11\"")
        }
    }

    @Test(arguments: [301, 308])
    func `a permanent move is adopted at its third day, over restarts, and told`(
        _ status: Int
    ) async throws {
        let script: LocalFeedServer.Script = { request in
            request.path == "/feed"
                ? .redirect(status, to: "/new")
                : .text(document(1...3), headers: [("ETag", "\"1\"")])
        }
        try await RefreshScene.run(script) { scene in
            for _ in 1...3 {
                // Many sightings in a day count once.
                for _ in 1...3 { try await scene.refresh() }
                try await scene.restart()
                scene.clock.advance(by: .days(1))
            }
            #expect(try await scene.health() == ["feed.moved: moved"])
            scene.server.forgetRequests()
            try await scene.refresh()
            #expect(scene.server.requests.map(\.path) == ["/new"])
            #expect(scene.server.requests[0]["If-None-Match"] == "\"1\"")
        }
    }

    @Test(arguments: [302, 303, 307])
    func `a temporary move is followed and never adopted`(_ status: Int) async throws {
        let script: LocalFeedServer.Script = { request in
            request.path == "/feed" ? .redirect(status, to: "/new") : .text(document(1...3))
        }
        try await RefreshScene.run(script) { scene in
            for _ in 1...6 {
                let after = try await scene.refresh()
                #expect(after.fetchURL == scene.server.url("/feed"))
                scene.clock.advance(by: .days(1))
            }
            #expect(try await scene.health().isEmpty)
            #expect(scene.server.requests(to: "/feed").count == 6)
        }
    }

    @Test func `a feed that is gone is asked once in 30 days, over a restart, and told once`()
        async throws
    {
        try await RefreshScene.run({ _ in .init(410) }) { scene in
            try await scene.refresh()
            try await scene.restart()
            for _ in 1...3 {
                #expect(try await scene.refreshWhenDue() >= .days(30))
            }
            #expect(try await scene.health() == ["feed.gone: gone"])
        }
    }
}

/// Freshness: the least wait until the next poll, whatever was learned.
@Suite("What a server and a document say of the next poll")
struct FreshnessFloorTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let response: LocalFeedServer.Response
        let least: Duration
        let most: Duration

        init(
            _ claim: String, _ response: LocalFeedServer.Response, least: Duration,
            most: Duration = .hours(24)
        ) {
            (testDescription, self.response) = (claim, response)
            (self.least, self.most) = (least, most)
        }
    }

    static func headers(_ headers: (name: String, value: String)...) -> LocalFeedServer.Response {
        .text(document(0...0), headers: headers)
    }

    static func head(_ text: String) -> LocalFeedServer.Response {
        .text(document(0...0, head: text))
    }

    @Test(arguments: [
        Row("nothing said: the pace alone", headers(), least: .seconds(1), most: .minutes(1)),
        Row(
            "max-age", headers(("Cache-Control", "max-age=7200")), least: .hours(2), most: .hours(2)
        ),
        Row(
            "less the age", headers(("Cache-Control", "max-age=7200"), ("Age", "3600")),
            least: .hours(1), most: .hours(1)),
        Row(
            "Expires", headers(("Expires", "Mon, 23 Nov 2026 03:00:00 GMT")), least: .hours(3),
            most: .hours(3)),
        Row("a year is a day", headers(("Cache-Control", "max-age=31536000")), least: .hours(24)),
        Row("ttl", head("<ttl>90</ttl>"), least: .minutes(90), most: .minutes(90)),
        Row("a silly ttl is a day", head("<ttl>999999</ttl>"), least: .hours(24)),
        Row(
            "skipHours",
            head("<skipHours><hour>0</hour><hour>1</hour><hour>2</hour></skipHours>"),
            least: .hours(3), most: .hours(3)),
        Row("skipDays", head("<skipDays><day>Monday</day></skipDays>"), least: .hours(24)),
        Row(
            "every day skipped is a day",
            head(
                "<skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day>"
                    + "<day>Friday</day><day>Saturday</day><day>Sunday</day></skipDays>"),
            least: .hours(1)),
        Row(
            "sy:updatePeriod",
            head(
                "<updatePeriod xmlns='http://purl.org/rss/1.0/modules/syndication/'>daily</updatePeriod>"
                    + "<updateFrequency xmlns='http://purl.org/rss/1.0/modules/syndication/'>4</updateFrequency>"
            ), least: .hours(6), most: .hours(6)),
        Row(
            "Retry-After on a 200", headers(("Retry-After", "36000")), least: .hours(10),
            most: .hours(10)),
        Row(
            "Retry-After in seconds on a 429", .init(429, [("Retry-After", "36000")]),
            least: .hours(10), most: .hours(10)),
        Row(
            "Retry-After as a date on a 503",
            .init(503, [("Retry-After", "Tue, 24 Nov 2026 00:00:00 GMT")]), least: .hours(24),
            most: .hours(24)),
        Row(
            "Retry-After of a year is a week", .init(503, [("Retry-After", "31536000")]),
            least: .days(7), most: .days(7)),
        Row(
            "Retry-After that is past says nothing",
            .init(503, [("Retry-After", "Mon, 23 Nov 2020 00:00:00 GMT")]), least: .seconds(1),
            most: .seconds(10)),
    ])
    func holds(_ row: Row) async throws {
        // A pinned pace, so that only the floor is seen.
        let polling = "{every: 10s, min: 1s, pace: fixed}"
        try await RefreshScene.run({ _ in row.response }, polling: polling) { scene in
            let after = try await scene.refresh()
            let wait = after.nextPoll - scene.clock.now
            #expect(wait >= row.least && wait <= row.most, "\(wait)")
            try await scene.restart()
            let resumed = try await scene.state().nextPoll
            #expect(resumed == after.nextPoll)
        }
    }

    @Test func `a 304 that says nothing keeps what the document came with`() async throws {
        let script: LocalFeedServer.Script = { request in
            request["If-None-Match"] == nil
                ? .text(
                    document(1...3),
                    headers: [("ETag", "\"1\""), ("Cache-Control", "max-age=7200")])
                : .notModified
        }
        try await RefreshScene.run(script, polling: "{every: 10s, min: 1s, pace: fixed}") { scene in
            try await scene.refresh()
            for _ in 1...2 {
                #expect(try await scene.refreshWhenDue() >= .hours(2))
                try await scene.restart()
            }
            #expect(scene.server.requests.count == 3)
        }
    }

    @Test func `skipped hours hold for another attempt after a failure too`() async throws {
        let isBroken = Phase(false)
        let hours = (0..<20).map { "<hour>\($0)</hour>" }.joined()
        let script: LocalFeedServer.Script = { _ in
            isBroken.value
                ? .init(500) : .text(document(1...3, head: "<skipHours>\(hours)</skipHours>"))
        }
        try await RefreshScene.run(script, polling: "{every: 10s, min: 1s}") { scene in
            try await scene.refresh()
            isBroken.value = true
            let after = try await scene.refresh()
            #expect(after.nextPoll - scene.clock.now >= .hours(20))
        }
    }
}

/// Never given up: what is told of failures, and when.
@Suite("A feed that fails")
struct FailingFeedTests {
    @Test(arguments: [
        (401, "unauthorized"), (403, "blocked"), (404, "not-found"), (500, "server-error"),
        (429, "rate-limited"),
    ])
    func `is told once under its reason, backs off to a day, and is told to be well`(
        _ status: Int, _ reason: String
    ) async throws {
        let isBroken = Phase(true)
        let script: LocalFeedServer.Script = { _ in
            isBroken.value ? .init(status) : .text(document(1...3))
        }
        try await RefreshScene.run(script) { scene in
            try await scene.refresh()
            var waits: [Duration] = []
            for _ in 1...30 {
                waits.append(try await scene.refreshWhenDue())
                try await scene.restart()
            }
            #expect(waits.allSatisfy { $0 <= .hours(24) && $0 >= .minutes(5) })
            let longest = try #require(waits.suffix(15).max())
            #expect(longest > .hours(3))
            #expect(try await scene.health() == ["feed.failing: \(reason)"])
            isBroken.value = false
            _ = try await scene.refreshWhenDue()
            _ = try await scene.refreshWhenDue()
            #expect(
                try await scene.health() == [
                    "feed.failing: \(reason)", "feed.recovered: recovered",
                ])
        }
    }

    @Test(arguments: [
        ("<html><title>Just a moment...</title></html>", "challenge"),
        ("<html><title>News</title></html>", "not-a-feed"), ("{\"version\": ", "parse"),
    ])
    func `whose document is none has a reason too`(_ body: String, _ reason: String) async throws {
        try await RefreshScene.run({ _ in .text(body, type: "text/html") }) { scene in
            let after = try await scene.refresh()
            #expect(after.errorKind == reason)
        }
    }
}

extension RefreshScene {
    /// As if what is stored had been read by an older parser.
    fileprivate func pretendOldParser() async throws {
        var feed = try await state()
        feed.parserVersion = 0
        try await store(feed)
    }
}
