import FeedModel
import GRDB
import Glibc
import Storage
import TestSupport
import Testing

@Suite("The store's file")
struct StoreFileTests {
    @Test func `a second one on the same store is refused, by whatever name`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("feedwatch.db")
        let store = try Store(path: path)
        #expect(throws: StoreError.held(path: path)) { try Store(path: path) }
        let link = folder.file("other-name.db")
        try #require(symlink(path, link) == 0)
        #expect(throws: StoreError.held(path: link)) { try Store(path: link) }
        try store.close()
    }

    @Test func `a store that was closed opens again with what was in it`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("feedwatch.db")
        do {
            let store = try Store(path: path)
            _ = try await store.list(
                [ListedFeed(url: "https://example.com/", name: "A")], at: StoreFixture.now)
            try store.close()
        }
        let names = try StoreReader(path: path).feeds().map(\.displayName)
        #expect(names == ["A"])
        _ = try Store(path: path)
    }

    @Test func `a store from before guids were judged opens with what was in it`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("feedwatch.db")
        do {
            let store = try Store(path: path)
            _ = try await store.list(
                [ListedFeed(url: "https://example.com/", name: "A")], at: StoreFixture.now)
            try store.close()
        }
        let queue = try DatabaseQueue(path: path)
        try await queue.write {
            try $0.execute(
                sql: """
                    DROP INDEX itemByFeed;
                    ALTER TABLE feed DROP COLUMN guidState;
                    ALTER TABLE feed DROP COLUMN guidReason;
                    DELETE FROM grdb_migrations WHERE identifier = '2-identity';
                    """)
        }
        try queue.close()
        #expect(try StoreReader(path: path).feeds().map(\.guidState) == ["stable"])
        try Store(path: path).close()
        #expect(try StoreReader(path: path).feeds().map(\.displayName) == ["A"])
    }

    /// A first start that was killed in the middle made every later one be refused.
    @Test func `a store of which only the list of migrations was made opens`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("feedwatch.db")
        let queue = try DatabaseQueue(path: path)
        try queue.write {
            try $0.execute(
                sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        try queue.close()
        try Store(path: path).close()
        #expect(try StoreReader(path: path).feeds().isEmpty)
    }

    @Test func `a store is closed once, however often that is asked`() throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("feedwatch.db"))
        try store.close()
        try store.close()
    }

    @Test func `a newer store is refused and left as it is`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("feedwatch.db")
        try Store(path: path).close()
        let queue = try DatabaseQueue(path: path)
        try queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99-later')")
        }
        try queue.close()
        #expect(throws: StoreError.newer(path: path)) { try Store(path: path) }
    }

    @Test(arguments: ["not a database at all, but long enough to be read as one", ""])
    func `what is no store of ours is refused, an empty file becomes one`(_ text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: text, count: 40), to: "feedwatch.db")
        let path = folder.file("feedwatch.db")
        if text.isEmpty {
            try Store(path: path).close()
        } else {
            #expect(throws: StoreError.notAStore(path: path)) { try Store(path: path) }
        }
    }

    @Test func `another program's database is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("other.db")
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        try queue.close()
        #expect(throws: StoreError.notAStore(path: path)) { try Store(path: path) }
    }

    @Test func `a reader without a store says that nothing has run`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("feedwatch.db")
        #expect(throws: StoreError.missing(path: path)) { try StoreReader(path: path) }
    }

    @Test func `old texts go, identities stay`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        _ = try await fixture.store.commit(
            RefreshCommit(
                time: StoreFixture.now, feed: feed, items: [StoreFixture.item("1")]),
            rules: StoreFixture.rules())
        let isMore = try await fixture.store.forget(
            itemsBefore: StoreFixture.now + .days(1), mentionsBefore: StoreFixture.now)
        #expect(!isMore)
        let items = try await fixture.store.items(
            datedSince: Timestamp(milliseconds: 0), after: ItemID(0), limit: 10)
        #expect(items.isEmpty)
        let known = try await fixture.known("1", in: feed)
        #expect(known != nil)
    }
}
