package import FeedModel
import Foundation
import GRDB

/// All that is remembered of one feed: a row of `feed`.
package struct FeedState: Sendable, Equatable {
    package enum Health: String, Sendable { case ok, failing, gone }

    package let id: FeedID
    /// As configured.
    package let url: String
    /// As configured.
    package let name: String?
    /// As the document says.
    package var title: String?
    /// Adopted after permanent redirects.
    package var movedTo: String?
    /// Redirects seen but not adopted yet; a value of the fetching room, encoded.
    package var moveSightings: String?
    package var validators = Validators()
    /// The URL that served the validators, at the end of any redirects.
    package var validatorsURL: String?
    package var bodyDigest: [UInt8]?
    package var parserVersion = 0
    package var nextPoll: Timestamp
    /// What the server asked for; binds a restart too.
    package var notBefore: Timestamp?
    package var lastPoll: Timestamp?
    /// A 304 is a success too.
    package var lastSuccess: Timestamp?
    package var lastDocument: Timestamp?
    package var lastNewItem: Timestamp?
    package var lastStatus: Int?
    /// In a row.
    package var failureCount = 0
    package var firstFailure: Timestamp?
    package var errorKind: String?
    package var errorDetail: String?
    package var health = Health.ok
    package var isSilent = false
    package var warning: String?
    /// How far its guids can be trusted, by its last document: a word of the deduping room, and a sentence.
    package var guidState = "stable"
    package var guidReason: String?
    package var itemCount = 0
    package var freshness = FreshnessHints()
    /// For how long the last answer that spoke of it was to be fresh.
    package var cacheLifetime: Duration?
    /// When the present run of 304s began.
    package var notModifiedSince: Timestamp?
    /// When it was last asked without validators, to find out whether the 304s are true.
    package var lastUnconditional: Timestamp?
    /// The server was caught saying 304 although the document had changed.
    package var isNotModifiedFalse = false
    /// What the scheduler has learned; a value of the scheduling room, encoded.
    package var pace: [UInt8]?

    package init(id: FeedID, url: String, name: String?, nextPoll: Timestamp) {
        (self.id, self.url, self.name, self.nextPoll) = (id, url, name, nextPoll)
    }

    /// Where the next poll goes.
    package var fetchURL: String { movedTo ?? url }

    /// What people are shown: the operator's name, else the document's title, else the URL.
    package var displayName: String {
        if let name { return name }
        guard let title, !title.isEmpty else { return url }
        return title
    }
}

extension FeedState {
    static func fetch(_ db: Database, id: FeedID) throws -> FeedState? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM feed WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map(FeedState.init(row:))
    }

    init(row: Row) throws {
        id = FeedID(row["id"])
        (url, name, title) = (row["url"], row["name"], row["title"])
        (movedTo, moveSightings) = (row["movedTo"], row["moveSightings"])
        validators = Validators(etag: row["etag"], lastModified: row["lastModified"])
        validatorsURL = row["validatorsURL"]
        bodyDigest = (row["bodyDigest"] as Data?).map(Array.init)
        parserVersion = row["parserVersion"]
        nextPoll = Timestamp(milliseconds: row["nextPoll"])
        notBefore = Timestamp(stored: row["notBefore"])
        lastPoll = Timestamp(stored: row["lastPoll"])
        lastSuccess = Timestamp(stored: row["lastSuccess"])
        lastDocument = Timestamp(stored: row["lastDocument"])
        lastNewItem = Timestamp(stored: row["lastNewItem"])
        lastStatus = row["lastStatus"]
        failureCount = row["failureCount"]
        firstFailure = Timestamp(stored: row["firstFailure"])
        (errorKind, errorDetail) = (row["errorKind"], row["errorDetail"])
        health = Health(rawValue: row["health"]) ?? .ok
        (isSilent, warning, itemCount) = (row["isSilent"], row["warning"], row["itemCount"])
        // A reader may be newer than the store that it reads.
        guidState = (row["guidState"] as String?) ?? guidState
        guidReason = row["guidReason"]
        freshness =
            try (row["freshness"] as String?).map {
                try StoredJSON.decode(FreshnessHints.self, $0)
            } ?? FreshnessHints()
        pace = (row["pace"] as Data?).map(Array.init)
        cacheLifetime = (row["cacheLifetime"] as Int64?).map { .milliseconds($0) }
        notModifiedSince = Timestamp(stored: row["notModifiedSince"])
        lastUnconditional = Timestamp(stored: row["lastUnconditional"])
        // A reader may find a store that no daemon has brought up to date yet.
        isNotModifiedFalse = row["isNotModifiedFalse"] ?? false
    }

    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE feed SET title = ?, movedTo = ?, moveSightings = ?, etag = ?, lastModified = ?,
                    validatorsURL = ?, bodyDigest = ?, parserVersion = ?, nextPoll = ?, notBefore = ?,
                    lastPoll = ?, lastSuccess = ?, lastDocument = ?, lastNewItem = ?, lastStatus = ?,
                    failureCount = ?, firstFailure = ?, errorKind = ?, errorDetail = ?, health = ?,
                    isSilent = ?, warning = ?, guidState = ?, guidReason = ?, itemCount = ?, freshness = ?, pace = ?,
                    cacheLifetime = ?, notModifiedSince = ?, lastUnconditional = ?, isNotModifiedFalse = ?
                WHERE id = ?
                """)
        try statement.execute(arguments: [
            title, movedTo, moveSightings, validators.etag, validators.lastModified,
            validatorsURL, bodyDigest.map { Data($0) }, parserVersion, nextPoll.milliseconds,
            notBefore?.milliseconds,
            lastPoll?.milliseconds, lastSuccess?.milliseconds, lastDocument?.milliseconds,
            lastNewItem?.milliseconds, lastStatus,
            failureCount, firstFailure?.milliseconds, errorKind, errorDetail, health.rawValue,
            isSilent, warning, guidState, guidReason, itemCount,
            // Most feeds ask for nothing, and JSON is slow to write.
            freshness == FreshnessHints() ? nil : try StoredJSON.encode(freshness),
            pace.map { Data($0) }, cacheLifetime?.milliseconds, notModifiedSince?.milliseconds,
            lastUnconditional?.milliseconds, isNotModifiedFalse,
            id.rawValue,
        ])
    }
}
