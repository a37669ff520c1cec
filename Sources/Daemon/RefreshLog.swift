import FeedModel
import Logging
import Scheduling
import Storage

/// One line a refresh: `info` where something is new, `warning` where an error changed, else `debug`.
struct RefreshLog: Sendable {
    let logger: Logger

    func write(_ refreshed: Refreshed) {
        guard !refreshed.url.isEmpty else { return }
        var metadata: Logger.Metadata = [
            "feed.id": "\(refreshed.feed)", "feed.url": "\(VisibleText(refreshed.url))",
        ]
        metadata["http.status"] = refreshed.status.map { "\($0)" }
        if let failure = refreshed.failure {
            metadata["error.kind"] = "\(failure.kind)"
            metadata["error"] = "\(failure.detail)"
            logger.log(
                level: refreshed.isNewsworthy ? .warning : .debug, "feed not read",
                metadata: metadata)
            return
        }
        let summary = refreshed.summary
        metadata["items.new"] = "\(summary.newItemCount)"
        metadata["items.changed"] = "\(summary.changedItemCount)"
        metadata["mentions.new"] = "\(summary.mentionCount)"
        metadata["events"] = "\(summary.eventCount)"
        if let warning = refreshed.warning {
            logger.warning(
                "feed mended", metadata: metadata.merging(["detail": "\(warning)"]) { $1 })
        }
        let isNew = summary.newItemCount + summary.changedItemCount > 0
        logger.log(level: isNew ? .info : .debug, "feed read", metadata: metadata)
    }

    func write(_ change: OutageDetector.Change) {
        switch change {
        case .none: break
        case .began:
            logger.error(
                "no feed can be reached: this machine seems to be off the network; no feed is blamed"
            )
        case .ended(let feeds):
            logger.notice("the network is back", metadata: ["feeds": "\(feeds.count)"])
        }
    }
}
