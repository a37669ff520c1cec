import Foundation
package import Storage

/// What a command asks of the daemon that holds the store: one JSON line each way, between two runs of one program.
package enum ControlRequest: Codable, Sendable, Equatable {
    /// Whether it is there.
    case greet
    case redeliver(Redelivery)
}

package enum ControlAnswer: Codable, Sendable, Equatable {
    case here
    case redelivered(count: Int)
    /// A sentence.
    case failed(String)
}

/// Where the daemon listens for commands: a socket beside the store, for its owner only.
enum ControlSocket {
    /// More is none of ours.
    static let lineLimit = 64 << 10

    static func path(store: String) -> String { store + ".sock" }

    static func line(_ message: some Encodable) throws -> [UInt8] {
        Array(try JSONEncoder().encode(message)) + [UInt8(ascii: "\n")]
    }

    static func message<Message: Decodable>(
        _ type: Message.Type, in line: some Sequence<UInt8>
    ) throws -> Message {
        try JSONDecoder().decode(type, from: Data(line))
    }
}
