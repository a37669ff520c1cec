import Synchronization

/// One line on a terminal that says how far long work is; nothing where stderr is no terminal, and nothing in the
/// first second.
final class ProgressLine: Sendable {
    private struct State {
        var shown: ContinuousClock.Instant?
        var isVisible = false
    }

    private let begun = ContinuousClock.now
    private let isOn: Bool
    private let state = Mutex(State())

    init(isOn: Bool = StandardError.isTerminal) { self.isOn = isOn }

    func show(_ text: @autoclosure () -> String) {
        guard isOn, ContinuousClock.now - begun > .seconds(1) else { return }
        let isDue = state.withLock { state in
            let now = ContinuousClock.now
            if let shown = state.shown, now - shown < .milliseconds(100) { return false }
            state.shown = now
            state.isVisible = true
            return true
        }
        if isDue { StandardError.write("\r\u{1B}[2K\(text())") }
    }

    /// A bar, how much is done in percent, and the text: `[#####     ]  50 %  matched 500 items`.
    func show(done: Int64, of total: Int64, _ text: @autoclosure () -> String) {
        show(Self.bar(done: done, of: total) + "  " + text())
    }

    static func bar(done: Int64, of total: Int64, width: Int = 30) -> String {
        let share = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0
        let filled = Int(share * Double(width))
        let percent = String(Int(share * 100))
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: " ", count: width - filled) + "] "
            + String(repeating: " ", count: 3 - percent.count) + percent + " %"
    }

    /// Wipes the line.
    func end() {
        let wasVisible = state.withLock { state in
            defer { state.isVisible = false }
            return state.isVisible
        }
        if wasVisible { StandardError.write("\r\u{1B}[2K") }
    }
}
