import Foundation
import TestSupport
import Testing

@Suite("The demo tells the story that this product was made for")
struct DemoTests {
    @Test func `one notification with three watches, no copy, no decoy, and a Japanese item`()
        async throws
    {
        let folder = try TemporaryFolder()
        let config = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../config/demo.yaml").standardizedFileURL.path
        let run = try await FeedwatchProcess.run(
            ["run", "--once", "--config", config], in: folder.path,
            environment: ["FEEDWATCH_DEMO": folder.path])
        #expect(run.status == 0, "\(run.errors)")
        let alliance = run.lines.filter { $0.contains("L² Technology") }
        #expect(alliance.count == 1, "\(run.output)")
        for watch in ["leica", "lumix", "l2-technology"] {
            #expect(alliance.first?.contains(watch) == true)
        }
        #expect(run.lines.contains { $0.contains("ライカ") })
        #expect(!run.output.contains("Microsystems"))
        #expect(!run.output.lowercased().contains("popstar"))
    }
}
