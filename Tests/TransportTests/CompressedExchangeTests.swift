import TestSupport
import Testing
import Transport

/// Compressed bodies over the wire.
@Suite struct CompressedExchangeTests {
    static let text = Array("Leica and Lumix".utf8)

    @Test(arguments: [
        ("gzip", CompressedBytes.gzip(text)), ("deflate", CompressedBytes.deflate(text)),
        ("deflate", CompressedBytes.deflate(text, isBare: true)),
    ])
    func bodyIsUnpacked(encoding: String, body: [UInt8]) async throws {
        let response = try await exchange(.init(200, [("Content-Encoding", encoding)], body: body))
        #expect(response.body == Self.text)
        #expect(response.headers["Content-Encoding"] == encoding)
    }

    @Test func gzipBombIsTooLarge() async throws {
        let bomb = CompressedBytes.bomb(mebibytes: 500)
        let error = await #expect(throws: TransportError.self) {
            _ = try await exchange(
                .init(200, [("Content-Encoding", "gzip")], body: bomb), bodyLimit: 4 << 20)
        }
        #expect(error?.kind == .tooLarge)
    }

    @Test func endlessGzipBombIsTooLarge() async throws {
        let error = await #expect(throws: TransportError.self) {
            _ = try await exchange(
                .init(
                    200, [("Content-Encoding", "gzip")],
                    body: CompressedBytes.gzipHeader + CompressedBytes.oneMebibyteOfZeros,
                    delivery: .endless), bodyLimit: 4 << 20)
        }
        #expect(error?.kind == .tooLarge)
    }

    @Test func notModifiedThatSaysGzipHasNoBody() async throws {
        let response = try await exchange(.init(304, [("Content-Encoding", "gzip")]))
        #expect(response.status == 304)
        #expect(response.body.isEmpty)
    }

    @Test func damagedErrorPageIsStillThatError() async throws {
        let response = try await exchange(
            .init(503, [("Content-Encoding", "gzip")], body: [0x1F, 0x8B, 8, 0, 0, 0]))
        #expect(response.status == 503)
    }
}
