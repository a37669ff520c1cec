import Crypto
import FeedModel
import Foundation
import Testing

@testable import Fetching

@Suite("The signature of a push")
struct HubSignatureTests {
    private static let body = Array("<feed/>".utf8)
    private static let secret = Secret("s3cret")

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let header: String?
        let isValid: Bool

        init(_ claim: String, _ header: String?, _ isValid: Bool) {
            (testDescription, self.header, self.isValid) = (claim, header, isValid)
        }
    }

    private static func code<Function: HashFunction>(
        _ function: Function.Type, key: String = "s3cret"
    ) -> String {
        HMAC<Function>.authenticationCode(
            for: body, using: SymmetricKey(data: Array(key.utf8))
        ).map { String(format: "%02x", $0) }.joined()
    }

    @Test(arguments: [
        Row("sha1 is known", "sha1=\(code(Insecure.SHA1.self))", true),
        Row("sha256 is known", "sha256=\(code(SHA256.self))", true),
        Row("sha384 is known", "sha384=\(code(SHA384.self))", true),
        Row("sha512 is known", "sha512=\(code(SHA512.self))", true),
        Row("upper case is the same", "SHA256=\(code(SHA256.self).uppercased())", true),
        Row("another secret's is wrong", "sha256=\(code(SHA256.self, key: "other"))", false),
        Row("another method's is wrong", "sha1=\(code(SHA256.self))", false),
        Row("half of it is wrong", "sha256=\(code(SHA256.self).prefix(32))", false),
        Row("nothing is wrong", "sha256=", false),
        Row("no digits are wrong", "sha256=zz", false),
        Row("an odd digit is wrong", "sha256=abc", false),
        Row("a method that we do not know is wrong", "md5=00", false),
        Row("no header is wrong", nil, false),
    ])
    func `it is right only with the secret and the whole body`(_ row: Row) {
        var signature = HubSignature(row.header, secret: Self.secret)
        for byte in Self.body { signature?.update([byte]) }
        #expect((signature?.isValid ?? false) == row.isValid)
        signature?.update([0])
        #expect(signature?.isValid != true)
    }
}
