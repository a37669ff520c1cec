import GRDB

/// Why the store could not do what was asked. GRDB's errors are translated here, once.
package enum StoreError: Error, Sendable, Equatable {
    /// The file or its folder cannot be opened or created.
    case cannotOpen(path: String, reason: String)
    /// There is no store yet: nothing has run.
    case missing(path: String)
    /// Another feedwatch holds the store.
    case held(path: String)
    /// Written by a newer feedwatch; it is left as it is.
    case newer(path: String)
    case notAStore(path: String)
    case corrupt(path: String, reason: String)
    case full(path: String)
    case inputOutput(path: String, reason: String)
    /// `path` is where the backup was to be.
    case notBackedUp(path: String, reason: String)

    /// A fixed word for logs and metrics.
    package var kind: String {
        switch self {
        case .cannotOpen: "cannot-open"
        case .missing: "missing"
        case .held: "held"
        case .newer: "newer-schema"
        case .notAStore: "not-a-store"
        case .corrupt: "corrupt"
        case .full: "full"
        case .inputOutput: "input-output"
        case .notBackedUp: "not-backed-up"
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "The store \(path) cannot be opened: \(reason). Check that its folder exists and that this user may write there."
        case .missing(let path):
            "There is no store at \(path) yet: start feedwatch with 'feedwatch run' first, or check 'store:' in the config."
        case .held(let path):
            "Another feedwatch holds the store \(path). Stop it first, or give this one a store of its own."
        case .newer(let path):
            "The store \(path) was written by a newer feedwatch. Upgrade this one, or point 'store:' at another file; nothing was changed."
        case .notAStore(let path):
            "\(path) is not a feedwatch store. Point 'store:' at another file; nothing was changed."
        case .corrupt(let path, let reason):
            "The store \(path) is damaged (\(reason)). Stop feedwatch and restore the file from a backup."
        case .full(let path):
            "There is no room on the disk of the store \(path). Nothing was lost. Free some space: a feedwatch that runs goes on by itself."
        case .inputOutput(let path, let reason):
            "The store \(path) cannot be read or written (\(reason)). Check the disk; feedwatch tries again by itself."
        case .notBackedUp(let path, let reason):
            "There is no new backup at \(path): \(reason). The store is as it was."
        }
    }
}

extension StoreError {
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = error as? StoreError ?? .inputOutput(path: path, reason: "\(error)")
            return
        }
        let reason = error.reason
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_CORRUPT: self = .corrupt(path: path, reason: reason)
        case .SQLITE_NOTADB: self = .notAStore(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_READONLY:
            self = .cannotOpen(path: path, reason: reason)
        default: self = .inputOutput(path: path, reason: reason)
        }
    }
}

extension DatabaseError {
    /// What is wrong, in words. SQLite's own may be those of a later call by the time they are read.
    var reason: String {
        switch resultCode {
        case .SQLITE_FULL: "there is no room on its disk"
        default: message ?? "SQLite code \(extendedResultCode.rawValue)"
        }
    }
}
