import FeedModel

/// HTML under construction. Text can only get in escaped; markup only as a literal in our own source.
///
/// `"<td>\(name)</td>"` escapes `name`: the interpolation is the only way in, so that nothing can be forgotten.
struct HTMLMarkup: ExpressibleByStringInterpolation, Sendable {
    private(set) var markup: String

    init(stringLiteral value: StaticString) { markup = "\(value)" }
    init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

    static func + (a: HTMLMarkup, b: HTMLMarkup) -> HTMLMarkup {
        var sum = a
        sum.markup += b.markup
        return sum
    }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + interpolationCount * 32)
        }

        mutating func appendLiteral(_ literal: StaticString) { markup += "\(literal)" }
        mutating func appendInterpolation(_ html: HTMLMarkup) { markup += html.markup }
        mutating func appendInterpolation(_ parts: [HTMLMarkup]) {
            for part in parts { markup += part.markup }
        }
        mutating func appendInterpolation(_ number: Int) { markup += String(number) }
        mutating func appendInterpolation(_ text: String) {
            appendEscaped(VisibleText(text).description)
        }

        /// Enough for an element's text and for an attribute between double or single quotes.
        private mutating func appendEscaped(_ text: String) {
            for scalar in text.unicodeScalars {
                switch scalar {
                case "&": markup += "&amp;"
                case "<": markup += "&lt;"
                case ">": markup += "&gt;"
                case "\"": markup += "&quot;"
                case "'": markup += "&#39;"
                default: markup.unicodeScalars.append(scalar)
                }
            }
        }
    }
}
