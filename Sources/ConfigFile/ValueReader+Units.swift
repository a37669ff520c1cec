import FeedModel

extension ValueReader {
    /// More is a slip of the hand, and would overflow elsewhere.
    static let longestDuration = Duration.days(36_500)

    /// `90s 15m 6h 2d`, at least `minimum`.
    func duration(_ scalar: RawScalar, atLeast minimum: Duration = .seconds(1)) -> Duration? {
        guard let text = text(scalar) else { return nil }
        switch Self.quantity(text) {
        case .success(let (number, unit)):
            guard let seconds = Self.seconds(ofUnit: unit) else {
                log.error(scalar, wrongUnit(scalar, number, unit))
                return nil
            }
            return checked(scalar, number, times: seconds, atLeast: minimum)
        case .failure(.noUnit):
            log.error(scalar, "\(shown(scalar)) needs a unit, as in \(quoted(text + "m")).")
        case .failure(.noNumber):
            log.error(scalar, "\(shown(scalar)) is not a duration, such as 90s, 15m, 6h or 2d.")
        case .failure(.fraction):
            log.error(
                scalar, "\(shown(scalar)) is not whole: use a smaller unit, as in 90m for 1.5h.")
        }
        return nil
    }

    /// `16MiB`, `64KiB`; in bytes.
    func size(_ scalar: RawScalar, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(scalar) else { return nil }
        switch Self.quantity(text) {
        case .success(let (number, unit)):
            guard let factor = Self.bytes(ofUnit: unit) else {
                log.error(
                    scalar, "The unit of \(shown(scalar)) is not known: use B, KiB, MiB or GiB.")
                return nil
            }
            let (product, overflow) = number.multipliedReportingOverflow(by: factor)
            guard !overflow, range.contains(product) else {
                let (low, high) = (
                    ByteSize(Int64(range.lowerBound)).exact, ByteSize(Int64(range.upperBound)).exact
                )
                log.error(scalar, "\(shown(scalar)) is not between \(low) and \(high).")
                return nil
            }
            return product
        case .failure(.noUnit):
            log.error(scalar, "\(shown(scalar)) needs a unit, as in \(quoted(text + "MiB")).")
        case .failure(.noNumber), .failure(.fraction):
            log.error(scalar, "\(shown(scalar)) is not a size, such as 512KiB or 16MiB.")
        }
        return nil
    }

    /// A duration in the config's own words: the largest unit that divides it.
    static func durationText(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60)]
        where seconds != 0 && seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}

extension ValueReader {
    private enum QuantityFault: Error { case noUnit, noNumber, fraction }

    /// A whole number and the letters behind it; one space may stand between.
    private static func quantity(_ text: String) -> Result<(Int, String), QuantityFault> {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let number = Int(digits) else { return .failure(.noNumber) }
        let rest = text.dropFirst(digits.count)
        if rest.isEmpty { return .failure(.noUnit) }
        if rest.first == "." || rest.first == "," { return .failure(.fraction) }
        let unit = rest.first == " " ? rest.dropFirst() : rest
        guard unit.allSatisfy(\.isLetter) else { return .failure(.noNumber) }
        return .success((number, rest.first == " " ? " " + unit : String(unit)))
    }

    private static func seconds(ofUnit unit: String) -> Int? {
        switch unit {
        case "s": 1
        case "m": 60
        case "h": 3600
        case "d": 86_400
        default: nil
        }
    }

    private static func bytes(ofUnit unit: String) -> Int? {
        switch unit {
        case "B": 1
        case "KiB": 1 << 10
        case "MiB": 1 << 20
        case "GiB": 1 << 30
        case "kB", "KB": 1000
        case "MB": 1_000_000
        case "GB": 1_000_000_000
        default: nil
        }
    }

    private func wrongUnit(_ scalar: RawScalar, _ number: Int, _ unit: String) -> String {
        let word = unit.drop { $0 == " " }.lowercased()
        let meant: String? =
            switch word {
            case "s", "sec", "secs", "second", "seconds": "\(number)s"
            case "m", "min", "mins", "minute", "minutes": "\(number)m"
            case "h", "hr", "hrs", "hour", "hours": "\(number)h"
            case "d", "day", "days": "\(number)d"
            case "w" where number < 5000, "week" where number < 5000, "weeks" where number < 5000:
                "\(number * 7)d"
            default: nil
            }
        guard let meant else {
            return "The unit of \(shown(scalar)) is not known: use s, m, h or d."
        }
        return "The unit of \(shown(scalar)) is not known. Did you mean \(quoted(meant))?"
    }

    private func checked(
        _ scalar: RawScalar, _ number: Int, times seconds: Int, atLeast minimum: Duration
    ) -> Duration? {
        let (product, overflow) = number.multipliedReportingOverflow(by: seconds)
        guard !overflow, .seconds(product) <= Self.longestDuration else {
            log.error(scalar, "\(shown(scalar)) is more than a hundred years.")
            return nil
        }
        guard .seconds(product) >= minimum else {
            let least = Self.durationText(minimum)
            log.error(scalar, "\(shown(scalar)) is too short: the least is \(least).")
            return nil
        }
        return .seconds(product)
    }
}
