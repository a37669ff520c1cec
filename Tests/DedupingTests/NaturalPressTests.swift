import Deduping
import FeedModel
import Testing

/// Small sets written by hand in the manner of the press, none of it by the generators: who reads them knows which
/// items are one story.
@Suite struct NaturalPressTests {
    struct Report: Sendable {
        let story: String
        let feed: Int64
        let hour: Int64
        let title: String
        let text: String

        init(_ story: String, feed: Int64, hour: Int64 = 0, _ title: String, _ text: String = "") {
            (self.story, self.feed, self.hour) = (story, feed, hour)
            (self.title, self.text) = (title, text)
        }
    }

    struct Scene: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reports: [Report]
        init(_ claim: String, _ reports: [Report]) {
            (testDescription, self.reports) = (claim, reports)
        }
    }

    @Test(arguments: PressScenes.all)
    func `a reader and the index agree`(_ scene: Scene) {
        var index = StoryIndex()
        var truth: [String: StoryID] = [:]
        for (number, report) in scene.reports.enumerated() {
            let decision = index.assign(
                candidate(
                    "\(number)", feed: report.feed,
                    url: "https://f\(report.feed).example/\(number)",
                    title: report.title, body: report.text, hour: report.hour))
            if let story = truth[report.story] {
                #expect(decision.story == story, "missed: \(report.title)")
            } else {
                truth[report.story] = decision.story
                let isAlone = decision.isBeginning
                #expect(isAlone, "\(report.title): \(decision.reason)")
            }
        }
    }
}
