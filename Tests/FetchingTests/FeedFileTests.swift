import FeedModel
import Fetching
import Foundation
import TestSupport
import Testing
import Transport

/// Feeds that are files.
@Suite struct FeedFileTests {
    @Test func fileIsReadThenFoundUnchanged() async throws {
        try await withFolder { folder, fetcher in
            let url = "file://\(folder)/a%20feed.xml"
            try "<rss/>".write(toFile: folder + "/a feed.xml", atomically: true, encoding: .utf8)
            let first = try await fetcher.fetch(FetchRequest(url: url))
            #expect(first.document?.body == Array("<rss/>".utf8))
            #expect(first.document?.finalURL == url)
            let second = try await fetcher.fetch(
                FetchRequest(url: url, validators: first.metadata.validators))
            #expect(second.word == "notModified")
            let third = try await fetcher.fetch(
                FetchRequest(
                    url: url, validators: first.metadata.validators,
                    bodyDigest: first.document?.digest, isUnconditional: true))
            #expect(third.word == "unchanged")
        }
    }

    @Test func changedFileIsReadAgain() async throws {
        try await withFolder { folder, fetcher in
            let (path, url) = (folder + "/f.xml", "file:\(folder)/f.xml")
            try "<rss/>".write(toFile: path, atomically: true, encoding: .utf8)
            let first = try await fetcher.fetch(FetchRequest(url: url))
            // The same size, and perhaps the same second.
            try "<RSS/>".write(toFile: path, atomically: true, encoding: .utf8)
            let second = try await fetcher.fetch(
                FetchRequest(url: url, validators: first.metadata.validators))
            #expect(second.document?.body == Array("<RSS/>".utf8))
        }
    }

    @Test func whatIsNoReadableFileIsRefused() async throws {
        try await withFolder { folder, fetcher in
            #expect(mkfifo(folder + "/fifo", 0o600) == 0)
            for path in [folder, folder + "/fifo", folder + "/missing", "/dev/zero", "/dev/null"] {
                let error = await #expect(throws: FetchError.self) {
                    _ = try await fetcher.fetch(FetchRequest(url: "file://\(path)"))
                }
                #expect(error?.kind == .unreadable, "\(path)")
                #expect(error?.description.contains(path) == true)
            }
        }
    }

    @Test func largeFileIsTooLarge() async throws {
        try await withFolder { folder, fetcher in
            let path = folder + "/big.xml"
            try Data(repeating: 60, count: (1 << 20) + 1).write(to: URL(fileURLWithPath: path))
            let error = await #expect(throws: FetchError.self) {
                _ = try await fetcher.fetch(FetchRequest(url: "file://\(path)"))
            }
            #expect(error?.kind == .tooLarge)
        }
    }

    @Test(arguments: ["file:relative.xml", "file://host/x", "file:", "file://", "file:///a%00b"])
    func badFileURLIsRefused(_ url: String) async throws {
        try await withFolder { _, fetcher in
            let error = await #expect(throws: FetchError.self) {
                _ = try await fetcher.fetch(FetchRequest(url: url))
            }
            #expect(error?.kind == .badURL)
        }
    }

    private func withFolder(_ body: (String, Fetcher) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/feedfile-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            // A folder left behind in the temporary directory harms no other test.
            try? FileManager.default.removeItem(atPath: folder)
        }
        let transport = HTTPTransport()
        let clock = ManualClock()
        let fetcher = Fetcher(transport: transport, settings: .testing) { clock.now }
        do {
            try await body(folder, fetcher)
            await transport.shutdown()
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}
