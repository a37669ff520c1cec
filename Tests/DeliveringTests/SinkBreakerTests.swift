import Delivering
import FeedModel
import Testing

@Suite struct SinkBreakerTests {
    private let start = Timestamp(seconds: 1000)

    @Test func fewFailuresChangeNothing() {
        var breaker = SinkBreaker()
        for _ in 1..<5 { breaker.failed(at: start) }
        #expect(breaker.admission(at: start, limit: 500) == .send(limit: 500))
    }

    @Test func fiveFailuresInARowMakeItRestThenOneEventTries() {
        var breaker = SinkBreaker()
        for _ in 1...5 { breaker.failed(at: start) }
        #expect(breaker.admission(at: start, limit: 500) == .rest(until: start + .seconds(30)))
        #expect(breaker.admission(at: start + .seconds(30), limit: 500) == .send(limit: 1))
        breaker.succeeded()
        #expect(breaker.admission(at: start + .seconds(30), limit: 500) == .send(limit: 500))
    }

    @Test func eachFailedTryDoublesTheRestUpToItsLimit() {
        var breaker = SinkBreaker()
        for _ in 1...5 { breaker.failed(at: start) }
        var now = start
        var rests: [Duration] = []
        for _ in 1...8 {
            guard case .rest(let until) = breaker.admission(at: now, limit: 1) else { break }
            rests.append(until - now)
            now = until
            breaker.failed(at: now)
        }
        #expect(rests == [30, 60, 120, 240, 480, 900, 900, 900].map { .seconds($0) })
    }

    @Test func whatTheOtherSideAsksForBindsAllEvents() {
        var breaker = SinkBreaker()
        breaker.failed(at: start, asked: .seconds(120))
        #expect(breaker.admission(at: start, limit: 1) == .rest(until: start + .seconds(120)))
    }

    @Test func oneArrivalBeginsTheCountAnew() {
        var breaker = SinkBreaker()
        for _ in 1..<5 { breaker.failed(at: start) }
        breaker.succeeded()
        breaker.failed(at: start)
        #expect(breaker.admission(at: start, limit: 7) == .send(limit: 7))
    }

    @Test func aClockThatIsSetBackMakesNoRestLonger() {
        var breaker = SinkBreaker()
        for _ in 1...5 { breaker.failed(at: start) }
        breaker.clockWasSetBack(by: .seconds(600))
        #expect(
            breaker.admission(at: start - .seconds(600), limit: 7)
                == .rest(until: start - .seconds(570)))
    }
}
