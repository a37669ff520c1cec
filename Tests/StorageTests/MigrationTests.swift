import FeedModel
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite("A store of an earlier version")
struct MigrationTests {
    /// All versions but the newest.
    private static let versions = Array(Schema.migrator.migrations.dropLast())

    /// Rows of every table, in the words of the first schema, which later ones only add to.
    private static let rows = """
        INSERT INTO feed (id, url, addedAt, nextPoll) VALUES (1, 'https://example.com/feed', 0, 0);
        INSERT INTO item (id, feedID, guid, title, details, firstSeen, contentDigest)
            VALUES (1, 1, 'g', 'Leica', '{}', 0, x'01');
        INSERT INTO itemKey (feedID, key, itemID) VALUES (1, 'guid:g', 1);
        INSERT INTO itemText (itemID, summary, body) VALUES (1, '', 'text');
        INSERT INTO mention (id, itemID, storyID, time) VALUES (1, 1, 's', 0);
        INSERT INTO mentionWatch (mentionID, watch, isTold) VALUES (1, 'leica', 1);
        INSERT INTO sink (name, position) VALUES ('log', 'there');
        INSERT INTO watch (name, query, addedAt) VALUES ('leica', 'Leica', 0);
        """

    @Test(arguments: versions)
    func `it is brought up to date with all that is in it`(_ version: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("feedwatch.db")
        let event = Event(
            id: EventID("msg_1"), type: .mentionNew, time: Timestamp(seconds: 0),
            feed: EventFeed(name: "Example", url: "https://example.com/feed"))
        let old = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(old, upTo: version)
        try await old.write { db in
            try db.execute(sql: Self.rows)
            try db.execute(
                sql: """
                    INSERT INTO event (seq, id, type, time, mentionID, payload) VALUES (7, 'msg_1', 'mention.new', 0, 1, ?);
                    INSERT INTO delivery (sink, seq, attemptCount) VALUES ('log', 7, 2);
                    INSERT INTO delivery (sink, seq, state) VALUES ('hook', 7, 'dead');
                    """, arguments: [try StoredJSON.encode(event)])
        }
        try old.close()
        let store = try Store(path: path)
        let work = try await store.work(
            for: SinkName("log"), at: Timestamp(seconds: 10), limit: 10)
        #expect(work.due.map(\.event.sequence) == [7])
        #expect(work.due.map(\.attemptCount) == [2])
        #expect(try await store.sinkState(SinkName("log")).position == "there")
        #expect(try await store.redeliver(.failed(SinkName("hook"))) == 1)
        let health = try StoreReader(path: path).health()
        #expect(health.problems == [])
        #expect((health.itemCount, health.eventCount, health.feedCount) == (1, 1, 1))
    }
}
