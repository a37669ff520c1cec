package import Storage

/// Commands that write to the store: by themselves where nothing runs, else through the daemon that holds it.
package enum StoreCommand {
    package enum Failure: Error, Sendable {
        case store(StoreError)
        /// The daemon's own words.
        case daemon(String)
    }

    /// Puts deliveries back into the outbox.
    /// Returns how many.
    package static func redeliver(
        _ what: Redelivery, in path: String
    ) async throws(Failure) -> Int {
        do throws(StoreError) {
            let store = try Store(path: path)
            let count = try await store.redeliver(what)
            try store.close()
            return count
        } catch .held {
            return try ask(.redeliver(what), path)
        } catch {
            throw .store(error)
        }
    }

    private static func ask(
        _ request: ControlRequest, _ path: String
    ) throws(Failure) -> Int {
        let answer: ControlAnswer
        do throws(ControlClient.Unreachable) {
            answer = try ControlClient(store: path).ask(request)
        } catch {
            throw .store(.held(path: path))
        }
        switch answer {
        case .redelivered(let count): return count
        case .failed(let reason): throw .daemon(reason)
        case .here: throw .daemon("The daemon answered something else than it was asked.")
        }
    }
}
