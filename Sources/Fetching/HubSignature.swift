import Crypto
package import FeedModel
import Foundation

/// Whether a pushed body was signed with the subscription's secret (W3C WebSub, section 7.1). The body passes by in pieces
/// and is not kept; codes are compared in constant time.
package struct HubSignature: Sendable {
    private let expected: [UInt8]
    private var code: any RunningCode

    /// From `X-Hub-Signature: METHOD=HEXADECIMAL`; `nil` where there is none of a method that we know.
    package init?(_ header: String?, secret: Secret) {
        guard let parts = header?.split(separator: "=", maxSplits: 1), parts.count == 2,
            let expected = bytes(ofHexadecimal: parts[1])
        else { return nil }
        let key = SymmetricKey(data: Array(secret.reveal().utf8))
        switch parts[0].lowercased() {
        case "sha1": code = Code<Insecure.SHA1>(key: key)
        case "sha256": code = Code<SHA256>(key: key)
        case "sha384": code = Code<SHA384>(key: key)
        case "sha512": code = Code<SHA512>(key: key)
        default: return nil
        }
        self.expected = expected
    }

    package mutating func update(_ piece: [UInt8]) { code.update(piece) }

    /// Whether what has passed by is what was signed.
    package var isValid: Bool { code.matches(expected) }
}

private protocol RunningCode: Sendable {
    mutating func update(_ piece: [UInt8])
    func matches(_ expected: [UInt8]) -> Bool
}

private struct Code<Function: HashFunction>: RunningCode {
    private var code: HMAC<Function>

    init(key: SymmetricKey) { code = HMAC(key: key) }

    mutating func update(_ piece: [UInt8]) { code.update(data: piece) }

    func matches(_ expected: [UInt8]) -> Bool { code.finalize() == expected }
}

private func bytes(ofHexadecimal digits: Substring) -> [UInt8]? {
    let nibbles = digits.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard nibbles.count.isMultiple(of: 2), !nibbles.contains(nil) else { return nil }
    let values = nibbles.compactMap(\.self)
    return stride(from: 0, to: values.count, by: 2).map {
        UInt8(values[$0] << 4 | values[$0 + 1])
    }
}
