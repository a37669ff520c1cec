import FeedModel
import Scheduling
import Testing

@Suite struct TraceTests {
    private func trace(_ text: String) throws(TraceError) -> Trace {
        try Trace(csv: Array(text.utf8))
    }

    @Test
    func `lines may come in any order, with or without a host, with or without a last newline`()
        throws
    {
        let trace = try trace("b,30\r\na,20,one.example\n\na,10,one.example")
        #expect(trace.feeds.map(\.name) == ["a", "b"])
        #expect(trace.feeds.map(\.host) == ["one.example", "b"])
        #expect(trace.feeds[0].itemTimes == [10, 20].map { Timestamp(seconds: $0) })
        #expect(trace.start == Timestamp(seconds: 10))
        #expect(trace.end == Timestamp(seconds: 30))
        #expect(trace.itemCount == 3)
    }

    @Test func `of two hosts of a feed the earlier item's counts, whatever the order of lines`()
        throws
    {
        #expect(try trace("a,20,late\na,10,early\n").feeds[0].host == "early")
        #expect(try trace("a,10,early\na,20,late\n").feeds[0].host == "early")
    }

    @Test(arguments: [
        "a", "a,", ",5", "a,x", "a,1.5", "a, 5", "a;5", "a,5,", "a,5,h,x", "feed,epoch_seconds",
        "a,99999999999999", "a,\u{1B}[31m",
    ])
    func `a bad line is named, its text made safe`(_ line: String) {
        #expect(throws: TraceError.badLine(number: 2, text: line)) { try trace("a,1\n" + line) }
        let sentence = TraceError.badLine(number: 2, text: line).description
        #expect(sentence.contains("Line 2 "))
        #expect(!sentence.contains("\u{1B}"))
    }

    @Test func `a trace without items is refused`() {
        for text in ["", "\n\n"] { #expect(throws: TraceError.empty) { try trace(text) } }
    }
}
