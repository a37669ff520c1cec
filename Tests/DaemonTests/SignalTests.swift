import Testing

@testable import Daemon

@Suite("A signal wakes one waiting task")
struct SignalTests {
    @Test func `a notice given before the wait is kept`() async {
        let signal = Signal()
        signal.notify()
        await signal.wait(atMost: nil, sleep: { _ in })
    }

    @Test func `a wait ends when its time is over`() async {
        let signal = Signal()
        await signal.wait(atMost: .seconds(3600), sleep: { _ in })
    }

    /// A sink slept for ever where the time was over before the wait had begun.
    @Test func `a wait whose time is over at once ends each time`() async {
        let signal = Signal()
        for _ in 0..<5000 { await signal.wait(atMost: .zero, sleep: { _ in }) }
    }

    @Test func `a wait ends when its task is cancelled`() async {
        let signal = Signal()
        let waiting = Task { await signal.wait(atMost: nil, sleep: { _ in }) }
        waiting.cancel()
        await waiting.value
    }

    @Test func `a notice given during the wait ends it`() async {
        let signal = Signal()
        async let waiting: Void = signal.wait(atMost: nil, sleep: { _ in })
        signal.notify()
        await waiting
    }
}
