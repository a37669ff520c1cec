/// What the config may ask for and this version cannot do: the one list of it.
///
/// None of it is passed over in silence: where leaving it out would tell more or less than was asked for it is an error.
enum UnbuiltFeature: String, CaseIterable, Sendable {
    case sharedStore, webSub

    var severity: ConfigProblem.Severity {
        switch self {
        case .webSub: .warning
        case .sharedStore: .error
        }
    }

    var sentence: String {
        switch self {
        case .sharedStore:
            "A shared store (postgres://) is not built yet: name a file."
        case .webSub:
            "WebSub is not built yet: the feeds are polled as if this were not here."
        }
    }

    func report(at node: ConfigNode, to log: ProblemLog) {
        switch severity {
        case .error: log.error(node, sentence)
        case .warning: log.warning(at: node.position, node.path, sentence)
        }
    }
}
