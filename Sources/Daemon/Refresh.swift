import ConfigFile
import Deduping
import FeedModel
import Fetching
import Matching
import Parsing
import Scheduling
import Storage

/// One feed's whole journey, from its address to the outbox. Read this first.
///
/// Nothing is told from here and nothing is kept: what a refresh found is committed as one transaction, or not at all.
struct Refresh: Sendable {
    let current: CurrentGeneration
    let store: Store
    let outage: OutageWatch
    let surroundings: Surroundings

    func run(_ id: FeedID, price: PollPrice) async throws(StoreError) -> Refreshed {
        let asking = current.get()
        guard let before = try await store.feed(id), let settings = asking.feeds[id] else {
            return Refreshed(feed: id, answer: .unlisted, nextPoll: nil)
        }
        var answer = await ask(before, settings, by: asking)
        if case .failed(let failure) = answer, failure.isCancelled {
            return Refreshed(feed: id, answer: .unlisted, nextPoll: before.nextPoll)
        }
        let filling = GapFilling(
            fetcher: asking.fetcher, store: store, feed: before, settings: settings,
            now: surroundings.now())
        answer = try await filling.filled(answer)
        // The config may have been exchanged meanwhile: what is told is what the new one says.
        return try await current.hold { (generation) async throws(StoreError) in
            try await conclude(answer, before, generation, price)
        }
    }

    private func conclude(
        _ answer: RefreshAnswer, _ before: FeedState, _ generation: Generation, _ price: PollPrice
    ) async throws(StoreError) -> Refreshed {
        guard let settings = generation.feeds[before.id] else {
            return Refreshed(feed: before.id, answer: .unlisted, nextPoll: nil)
        }
        let now = surroundings.now()
        let items = try await draft(answer, before, settings, by: generation, at: now)
        let ledger = FeedLedger(
            polling: generation.config.polling, settings: settings, price: price)
        let entry = ledger.entry(
            for: answer, items: items, before: before,
            outageSince: outage.note(answer, feed: before, at: now), at: now)
        let summary = try await store.commit(
            RefreshCommit(
                time: now, feed: entry.after, items: items.commits, renamed: items.renamed,
                healthEvents: entry.events),
            rules: generation.rules)
        surroundings.pass(.committed)
        return Refreshed(
            feed: before.id, before: before, entry: entry, answer: answer, summary: summary)
    }
}

extension Refresh {
    /// Looks again at failures that were put down to their feeds before it was clear that it is us.
    func reconsider(_ failures: [FeedID: RefreshFailure]) async throws(StoreError) {
        guard let since = outage.since else { return }
        let (generation, now) = (current.get(), surroundings.now())
        let polling = generation.config.polling
        for (id, failure) in failures {
            guard let before = try await store.feed(id), let settings = generation.feeds[id]
            else { continue }
            let ledger = FeedLedger(
                polling: polling, settings: settings, price: PollPrice(settings: polling))
            let entry = ledger.entry(
                for: .failed(failure), items: DraftedItems(), before: before, outageSince: since,
                at: now)
            _ = try await store.commit(
                RefreshCommit(time: now, feed: entry.after), rules: generation.rules)
        }
    }

    /// Bytes or a reason, then values or a reason.
    private func ask(
        _ feed: FeedState, _ settings: FeedSettings, by generation: Generation
    ) async -> RefreshAnswer {
        do throws(FetchError) {
            let outcome = try await generation.fetcher.fetch(request(for: feed, settings))
            switch outcome {
            case .notModified(let metadata), .unchanged(let metadata):
                return .unchanged(metadata)
            case .gone(let metadata):
                return .gone(metadata)
            case .fetched(let document, let metadata):
                surroundings.pass(.fetched)
                return parse(document, metadata)
            }
        } catch {
            return .failed(RefreshFailure(error))
        }
    }

    private func parse(_ document: FetchedDocument, _ metadata: FetchMetadata) -> RefreshAnswer {
        do throws(ParseError) {
            let parsed = try FeedParser().parse(document)
            surroundings.pass(.parsed)
            let mark = DocumentMark(
                digest: document.digest, byteCount: document.body.count, isDelta: document.isDelta)
            return .document(parsed, mark, metadata)
        } catch {
            return .failed(RefreshFailure(error, status: metadata.status))
        }
    }

    /// What vouches for the stored version goes only where it came from, and only if this parser read it.
    private func request(for feed: FeedState, _ settings: FeedSettings) -> FetchRequest {
        let isOurs = feed.parserVersion == FeedParser.version
        return FetchRequest(
            url: feed.fetchURL, validators: isOurs ? feed.validators : Validators(),
            validatorsURL: feed.validatorsURL, bodyDigest: isOurs ? feed.bodyDigest : nil,
            settings: settings.request,
            isUnconditional: isOurs
                && feed.doubt.wantsProof(
                    longestSilence: feed.pace.flatMap(FeedPace.init(encoded:))?.longestSilence,
                    at: surroundings.now())
        )
    }

    /// The items that are new or changed, with what the watches say of them.
    private func draft(
        _ answer: RefreshAnswer, _ feed: FeedState, _ settings: FeedSettings,
        by generation: Generation, at now: Timestamp
    ) async throws(StoreError) -> DraftedItems {
        guard case .document(let document, _, _) = answer else { return DraftedItems() }
        let items = document.items.map { IdentifiableItem(item: $0, text: ItemText($0)) }
        let identities = ItemIdentity.assign(to: items)
        let (resolved, guids) = try await store.recall(from: feed.id) { recall in
            try IdentityResolver(recall, feed: feed, now: now).resolve(items, identities)
        }
        let drafting = ItemDrafting(
            generation: generation, feed: feed, settings: settings, title: document.title, now: now)
        var drafted = drafting.draft(items, identities, resolved, guids)
        let edited = drafted.edited
        guard !edited.isEmpty else { return drafted }
        drafted.note(changesFrom: try await store.texts(of: edited, in: feed.id))
        return drafted
    }
}
