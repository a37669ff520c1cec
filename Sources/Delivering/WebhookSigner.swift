import Crypto
package import FeedModel

/// Signs messages as Standard Webhooks 1.0 asks: HMAC-SHA256 over `id.timestamp.body`, once with each secret, so that a
/// receiver can go from one secret to the next.
package struct WebhookSigner: Sendable {
    private let keys: [SymmetricKey]

    /// Why a secret cannot sign; `number` counts from 1.
    package struct BadSecret: Error, Sendable, Hashable {
        package let number: Int
        package let problem: String
    }

    /// Secrets are `whsec_` and base64.
    package init(_ secrets: [Secret]) throws(BadSecret) {
        var keys: [SymmetricKey] = []
        for (index, secret) in secrets.enumerated() {
            let text = secret.reveal()
            let prefix = "whsec_"
            guard text.hasPrefix(prefix) else {
                throw BadSecret(number: index + 1, problem: "it does not begin with whsec_")
            }
            guard let key = Base64.decode(String(text.dropFirst(prefix.count))) else {
                throw BadSecret(number: index + 1, problem: "it is not base64 after whsec_")
            }
            guard key.count >= 16 else {
                throw BadSecret(
                    number: index + 1, problem: "it is \(key.count) bytes, and 24 or more are due")
            }
            keys.append(SymmetricKey(data: key))
        }
        self.keys = keys
    }

    package var isSigning: Bool { !keys.isEmpty }

    /// The value of `webhook-signature`.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return keys.map { key in
            "v1," + Base64.encode(HMAC<SHA256>.authenticationCode(for: signed, using: key))
        }.joined(separator: " ")
    }
}
