package import FeedModel

/// Why a sink cannot be made or begun. Never holds a secret, nor more of a webhook's address than its host.
package enum SinkError: Error, Sendable, Hashable {
    case badAddress(SinkName, problem: String)
    case badSecret(SinkName, number: Int, problem: String)
    case badHeader(SinkName, header: String, problem: String)
    case badTemplate(SinkName, path: String, problem: String)
    case unusableFile(SinkName, path: String, problem: String)
}

extension SinkError: CustomStringConvertible {
    /// A sentence for the operator.
    package var description: String {
        switch self {
        case .badAddress(let sink, let problem):
            "The address of sink \(sink) cannot be used: \(problem)."
        case .badSecret(let sink, let number, let problem):
            "Secret \(number) of sink \(sink) cannot be used: \(problem)."
        case .badHeader(let sink, let header, let problem):
            "The header \(VisibleText(header, limit: 80)) of sink \(sink) cannot be sent: \(problem)."
        case .badTemplate(let sink, let path, let problem):
            "The template \(VisibleText(path)) of sink \(sink) cannot be used: \(problem)."
        case .unusableFile(let sink, let path, let problem):
            "Sink \(sink) cannot write \(VisibleText(path)): \(problem)."
        }
    }

    /// A fixed word for logs and metrics.
    package var kind: String {
        switch self {
        case .badAddress: "bad-address"
        case .badSecret: "bad-secret"
        case .badHeader: "bad-header"
        case .badTemplate: "bad-template"
        case .unusableFile: "unusable-file"
        }
    }
}
