import FeedModel
import Matching

/// What `match` prints for one item.
enum MatchLine {
    static func text(id: String, hits: ItemHits, explanations: [Explanation]?) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("id", id)
            writer.key("watches")
            writer.array { writer in for watch in hits.watches { writer.value(watch.rawValue) } }
            writer.key("matches")
            write(hits.flatMap(\.matches), to: &writer)
            guard let explanations else { return }
            writer.key("explain")
            writer.array { writer in for each in explanations { write(each, to: &writer) } }
        }
        return writer.text
    }

    private static func write(_ matches: [TermMatch], to writer: inout JSONWriter) {
        writer.array { writer in
            for match in matches {
                writer.object { writer in
                    writer.field("watch", match.watch.rawValue)
                    writer.field("term", match.term)
                    writer.field("field", match.field.rawValue)
                    writer.field("text", match.text)
                    writer.field("start", match.start)
                    writer.field("end", match.end)
                }
            }
        }
    }

    private static func write(_ explanation: Explanation, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("watch", explanation.watch.rawValue)
            writer.field("result", explanation.isHit)
            writer.field("failed", explanation.failure)
            writer.key("tree")
            write(explanation.root, to: &writer)
        }
    }

    private static func write(_ node: Explanation.Node, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("query", node.query)
            writer.field("result", node.isTrue)
            if !node.matches.isEmpty {
                writer.key("matches")
                write(node.matches, to: &writer)
            }
            guard !node.children.isEmpty else { return }
            writer.key("children")
            writer.array { writer in for child in node.children { write(child, to: &writer) } }
        }
    }
}
