import FeedModel

/// The delay that readers of a feed are owed: of each item published since the last poll, the time it has waited.
///
/// Expected under the learned pace: ∫ λ(s)·(t−s) ds from the last poll to t, with λ constant within an hour. Where the
/// debts of all feeds are cleared at one price, no poll is better spent elsewhere.
/// After Sia, Cho and Cho, "Efficient Monitoring Algorithm for Fast News Alerts" (TKDE 2007).
struct DelayDebt: Sendable {
    private let rates: WeekRates
    private let itemsPerSecond: Double

    init(_ pace: FeedPace) {
        rates = WeekRates(pace.profile)
        itemsPerSecond = pace.itemsPerSecond
    }

    /// Seconds after `start` at which the debt reaches `price` or `itemLimit` items are expected; at most `longest`.
    func wait(
        from start: Timestamp, price: Double, itemLimit: Double = .infinity, longest: Double
    ) -> Double {
        var hour = hourNumber(of: start)
        var untilHourEnds = Double((hour + 1) * 3_600_000 - start.milliseconds) / 1000
        var (waited, items, debt) = (0.0, 0.0, 0.0)
        while waited < longest {
            let rate = itemsPerSecond * rates.factor(ofHour: hour)
            let step = min(untilHourEnds, longest - waited)
            let left = Self.secondsOwing(price - debt, items: items, rate: rate)
            let filled = (itemLimit - items) / rate
            if min(left, filled) <= step { return waited + min(left, filled) }
            debt += items * step + rate * step * step / 2
            items += rate * step
            waited += step
            hour += 1
            untilHourEnds = 3600
        }
        return longest
    }

    /// How long it takes to owe `amount` more when `items` wait already and `rate` more come a second.
    private static func secondsOwing(_ amount: Double, items: Double, rate: Double) -> Double {
        // The root of rate/2·t² + items·t = amount, in the form that loses no digits where `rate` is small.
        2 * amount / (items + (items * items + 2 * rate * amount).squareRoot())
    }
}
