import GRDB

/// The tables, as migrations: named, in order, SQL only, never edited once released.
enum Schema {
    /// `PRAGMA application_id` of a feedwatch store: "fdwt".
    static let applicationID: Int32 = 0x6664_7774

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-first") { try $0.execute(sql: first) }
        migrator.registerMigration("2-identity") { try $0.execute(sql: identity) }
        migrator.registerMigration("3-not-modified") { try $0.execute(sql: notModified) }
        migrator.registerMigration("4-outbox") { try $0.execute(sql: outbox) }
        migrator.registerMigration("5-push") { try $0.execute(sql: push) }
        migrator.registerMigration("6-sink-trouble") { try $0.execute(sql: sinkTrouble) }
        return migrator
    }

    private static let notModified = """
        ALTER TABLE feed ADD COLUMN cacheLifetime INTEGER;      -- milliseconds, from the last answer that named one
        ALTER TABLE feed ADD COLUMN notModifiedSince INTEGER;   -- of the present run of 304s
        ALTER TABLE feed ADD COLUMN lastUnconditional INTEGER;  -- asked without validators, to find out a lying 304
        ALTER TABLE feed ADD COLUMN isNotModifiedFalse INTEGER NOT NULL DEFAULT 0
            CHECK (isNotModifiedFalse IN (0, 1));               -- the server was caught saying 304 falsely
        """

    /// Instants are milliseconds since 1970.
    private static let first = """
        PRAGMA application_id = 0x66647774;

        CREATE TABLE feed (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,        -- as configured
            isListed INTEGER NOT NULL DEFAULT 1 CHECK (isListed IN (0, 1)),
            name TEXT,                       -- as configured; NULL: the document's title
            title TEXT,                      -- as the document says
            addedAt INTEGER NOT NULL,
            movedTo TEXT,                    -- adopted after permanent redirects; NULL: url
            moveSightings TEXT,              -- JSON of the redirects seen but not adopted yet
            etag TEXT,                       -- these vouch only for items that are stored
            lastModified TEXT,
            validatorsURL TEXT,              -- the URL that served them, after redirects
            bodyDigest BLOB,
            parserVersion INTEGER NOT NULL DEFAULT 0,
            nextPoll INTEGER NOT NULL,
            notBefore INTEGER,               -- what the server asked for; binds a restart too
            lastPoll INTEGER,
            lastSuccess INTEGER,             -- a 304 is one too
            lastDocument INTEGER,            -- a document was read and stored
            lastNewItem INTEGER,
            lastStatus INTEGER,              -- HTTP
            failureCount INTEGER NOT NULL DEFAULT 0 CHECK (failureCount >= 0),  -- in a row
            firstFailure INTEGER,            -- of this row of failures
            errorKind TEXT,
            errorDetail TEXT,
            health TEXT NOT NULL DEFAULT 'ok' CHECK (health IN ('ok', 'failing', 'gone')),
            isSilent INTEGER NOT NULL DEFAULT 0 CHECK (isSilent IN (0, 1)),
            warning TEXT,                    -- what the last document needed mending for
            itemCount INTEGER NOT NULL DEFAULT 0,  -- in the last document
            freshness TEXT,                  -- JSON of the document's hints
            pace BLOB                        -- what the scheduler has learned
        ) STRICT;

        CREATE TABLE item (
            id INTEGER PRIMARY KEY,
            feedID INTEGER NOT NULL REFERENCES feed (id),
            guid TEXT,
            url TEXT,
            title TEXT,
            published INTEGER,
            updated INTEGER,
            details TEXT NOT NULL,           -- JSON: authors, tags, language
            firstSeen INTEGER NOT NULL,      -- our clock
            contentDigest BLOB NOT NULL
        ) STRICT;
        CREATE INDEX itemByFirstSeen ON item (firstSeen);

        CREATE TABLE itemKey (               -- an item's key and its other names; outlives the text
            feedID INTEGER NOT NULL REFERENCES feed (id),
            key TEXT NOT NULL,
            itemID INTEGER NOT NULL REFERENCES item (id),
            PRIMARY KEY (feedID, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE itemText (              -- plain text, a newline ends a block; goes after keep.items
            itemID INTEGER PRIMARY KEY REFERENCES item (id),
            summary TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE mention (
            id INTEGER PRIMARY KEY,
            itemID INTEGER NOT NULL UNIQUE REFERENCES item (id),
            storyID TEXT NOT NULL,
            link TEXT,                       -- canonical; NULL: identifies nothing
            joinedBy TEXT,                   -- why it is in this story; NULL: it began it
            time INTEGER NOT NULL,
            isCurrent INTEGER NOT NULL DEFAULT 1 CHECK (isCurrent IN (0, 1)),  -- 0: an edit took the match away
            signature BLOB                   -- for likeness of texts
        ) STRICT;
        CREATE INDEX mentionByStory ON mention (storyID);
        CREATE INDEX mentionByLink ON mention (link) WHERE link IS NOT NULL;
        CREATE INDEX mentionByTime ON mention (time);

        CREATE TABLE mentionWatch (
            mentionID INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
            watch TEXT NOT NULL,
            isTold INTEGER NOT NULL CHECK (isTold IN (0, 1)),  -- 0: recorded only
            PRIMARY KEY (mentionID, watch)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mentionWatchByWatch ON mentionWatch (watch, mentionID);

        CREATE TABLE event (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            type TEXT NOT NULL,
            time INTEGER NOT NULL,
            mentionID INTEGER REFERENCES mention (id) ON DELETE SET NULL,  -- NULL: a health event
            payload TEXT NOT NULL            -- JSON of the event, without seq
        ) STRICT;
        CREATE INDEX eventByTime ON event (time);
        CREATE INDEX eventByMention ON event (mentionID) WHERE mentionID IS NOT NULL;

        CREATE TABLE delivery (
            sink TEXT NOT NULL,
            seq INTEGER NOT NULL REFERENCES event (seq) ON DELETE CASCADE,
            state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
            attemptCount INTEGER NOT NULL DEFAULT 0 CHECK (attemptCount >= 0),
            nextAttempt INTEGER NOT NULL DEFAULT 0,
            lastError TEXT,
            settledAt INTEGER,               -- NULL: pending
            PRIMARY KEY (sink, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deliveryPending ON delivery (sink, seq) WHERE state = 'pending';
        CREATE INDEX deliveryByEvent ON delivery (seq);

        CREATE TABLE sink (
            name TEXT PRIMARY KEY,
            position TEXT,                   -- JSON of a file sink's place in its file
            stoppedReason TEXT               -- NULL: it takes deliveries
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE watch (
            name TEXT PRIMARY KEY,
            query TEXT NOT NULL,
            addedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// How far a feed's guids can be trusted; its newest items, where names do not lead to them.
    private static let identity = """
        ALTER TABLE feed ADD COLUMN guidState TEXT NOT NULL DEFAULT 'stable';
        ALTER TABLE feed ADD COLUMN guidReason TEXT;   -- a sentence; NULL: nothing to say
        CREATE INDEX itemByFeed ON item (feedID);
        """

    /// Digests; dead letters are counted without reading all that was ever delivered.
    private static let outbox = """
        ALTER TABLE delivery ADD COLUMN digestSeq INTEGER REFERENCES event (seq) ON DELETE SET NULL;
            -- the digest that it was delivered in; NULL: it was not
        CREATE INDEX deliveryByDigest ON delivery (digestSeq) WHERE digestSeq IS NOT NULL;
        CREATE INDEX deliveryDead ON delivery (sink, seq) WHERE state = 'dead';
        """

    /// WebSub. A feed may have two for a while: one that is to end, one that takes its place.
    private static let push = """
        CREATE TABLE push (
            token TEXT PRIMARY KEY,          -- the end of the callback's path; a secret
            feedID INTEGER NOT NULL REFERENCES feed (id),
            hub TEXT NOT NULL,
            topic TEXT NOT NULL,
            isPublicOnly INTEGER NOT NULL CHECK (isPublicOnly IN (0, 1)),
            secret TEXT NOT NULL,
            isLeaving INTEGER NOT NULL CHECK (isLeaving IN (0, 1)),
            askedUntil INTEGER,              -- NULL: not asked
            leaseEnd INTEGER,                -- NULL: the hub has promised nothing
            nextRequest INTEGER NOT NULL,
            requestCount INTEGER NOT NULL CHECK (requestCount >= 0),  -- in a row, not confirmed
            problem TEXT,
            lastPush INTEGER,
            falsePushCount INTEGER NOT NULL CHECK (falsePushCount BETWEEN 0 AND 20)  -- in a row
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pushByFeed ON push (feedID);
        """

    /// What keeps a sink from delivering, for commands that look from outside.
    private static let sinkTrouble = """
        ALTER TABLE sink ADD COLUMN problem TEXT;        -- a sentence; NULL: it delivers
        ALTER TABLE sink ADD COLUMN restsUntil INTEGER;  -- NULL: it does not rest
        """
}
