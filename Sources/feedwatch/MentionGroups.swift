import Delivering
import FeedModel

/// Mentions as people read them: a story once, with its later events and its other sources below it.
struct MentionGroups {
    private var groups: [[SequencedEvent]] = []

    /// In the order in which they were told; a story stands where it was last heard of.
    init(_ mentions: [SequencedEvent]) {
        var places: [StoryID: Int] = [:]
        for mention in mentions.reversed() {
            if let story = mention.event.story?.id, let place = places[story] {
                groups[place].insert(mention, at: 0)
                continue
            }
            if let story = mention.event.story?.id { places[story] = groups.count }
            groups.append([mention])
        }
        groups.reverse()
    }

    func lines(inColour isColoured: Bool) -> [String] {
        groups.flatMap { lines(of: $0, inColour: isColoured) }
    }

    private func lines(of group: [SequencedEvent], inColour isColoured: Bool) -> [String] {
        let told = group.enumerated().map { index, mention in
            (index == 0 ? "" : "    ") + EventRenderer.line(mention, inColour: isColoured)
        }
        let shown = Set(group.compactMap(\.event.item?.url))
        let story = group.last?.event.story
        let others = (story?.also ?? []).filter { $0.url.map { !shown.contains($0) } ?? true }
        let also = others.map { source in
            let feed = VisibleText(source.feed, limit: 120)
            return "    also \(feed)  \(VisibleText(source.url ?? "", limit: 1000))"
        }
        let named = Set((story?.also ?? []).map(\.feed) + group.map(\.event.feed.name))
        let rest = (story?.sourceCount ?? 1) - named.count
        return told + also + (rest > 0 ? ["    and \(rest) more"] : [])
    }
}
