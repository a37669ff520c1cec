import FeedModel
import Storage
import Testing

@testable import Daemon

@Suite("The status line")
struct StatusLineTests {
    @Test func `it says how things stand in one line`() {
        var figures = StoreFigures()
        (figures.feedCount, figures.failingCount, figures.mentionsToday) = (312, 5, 14)
        let line = StatusLine(figures: figures, sinkProblems: [:]).text
        #expect(line == "312 feeds, 5 failing, 14 mentions today, outbox empty")
    }

    @Test func `one is one, and trouble is named`() {
        var figures = StoreFigures()
        (figures.feedCount, figures.mentionsToday, figures.pendingCount) = (1, 1, 7)
        figures.deadCount = 2
        let line = StatusLine(
            figures: figures, sinkProblems: [SinkName("newsroom"): "It hangs."]
        ).text
        #expect(
            line
                == "1 feed, 1 mention today, 7 in the outbox, 2 undeliverable, cannot deliver to newsroom"
        )
    }
}
