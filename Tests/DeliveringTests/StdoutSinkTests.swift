import Delivering
import FeedModel
import Glibc
import Testing

@Suite struct StdoutSinkTests {
    private func pipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        // Outside of the macro, which would hand a copy over.
        let result = Glibc.pipe(&ends)
        #expect(result == 0)
        return (ends[0], ends[1])
    }

    private func sink(_ format: SinkSettings.LineFormat, _ descriptor: Int32) -> StdoutSink {
        StdoutSink(
            name: SinkName("stdout"), format: format, isColourWanted: false,
            output: LineOutput(descriptor: descriptor, patience: .milliseconds(1)))
    }

    @Test(arguments: SinkSettings.LineFormat.allCases)
    func eachEventIsALine(format: SinkSettings.LineFormat) async {
        let ends = pipe()
        defer { close(ends.read) }
        let events = (1...3).map { EventFixtures.mention($0) }
        let outcomes = await sink(format, ends.write).deliver(events.map(EventFixtures.delivery))
        close(ends.write)
        #expect(outcomes == [.delivered, .delivered, .delivered])
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(ends.read, &buffer, buffer.count)
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        let expected = events.map { event in
            switch format {
            case .json: String(decoding: EventRenderer.json(event), as: UTF8.self)
            case .text: EventRenderer.line(event)
            }
        }
        #expect(text == expected.map { $0 + "\n" }.joined())
    }

    @Test func aReaderThatIsGoneStopsTheSink() async {
        let ends = pipe()
        let sink = sink(.text, ends.write)
        close(ends.read)
        defer { close(ends.write) }
        let outcomes = await sink.deliver([EventFixtures.delivery(EventFixtures.mention(1))])
        #expect(outcomes == [.stopped(reason: "Standard output was closed by its reader.")])
    }

    @Test func aReaderThatHasStoppedReadingDoesNotKeepUsFromEnding() async {
        let ends = pipe()
        defer {
            close(ends.read)
            close(ends.write)
        }
        let sink = sink(.json, ends.write)
        let batch = (1...400).map { EventFixtures.delivery(EventFixtures.mention($0)) }
        let task = Task { await sink.deliver(batch) }
        task.cancel()
        let outcomes = await task.value
        #expect(outcomes.allSatisfy { $0 != .delivered })
        #expect(outcomes.count == 400)
    }
}
