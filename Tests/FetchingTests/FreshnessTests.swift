import FeedModel
import Testing
import Transport

@testable import Fetching

/// How long an answer is fresh, by its headers.
@Suite struct FreshnessTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let headers: HeaderList
        let lifetime: Duration?

        init(_ claim: String, _ headers: HeaderList, _ lifetime: Duration?) {
            (testDescription, self.headers, self.lifetime) = (claim, headers, lifetime)
        }
    }

    static let now = CivilDate(year: 2026, month: 11, day: 23).timestamp

    @Test(arguments: [
        Row("nothing is said", [:], nil),
        Row("max-age counts", ["Cache-Control": "public, max-age=600"], .seconds(600)),
        Row("it may be quoted", ["cache-control": "max-age=\"600\""], .seconds(600)),
        Row(
            "case and space do not matter", ["Cache-Control": "Public , Max-Age = 600"],
            .seconds(600)),
        Row("age is taken off", ["Cache-Control": "max-age=600", "Age": "100"], .seconds(500)),
        Row(
            "what is older than its age is stale", ["Cache-Control": "max-age=600", "Age": "600"],
            .zero),
        Row("a week is a day", ["Cache-Control": "max-age=604800"], .hours(24)),
        Row(
            "a silly number is a day", ["Cache-Control": "max-age=99999999999999999999"], .hours(24)
        ),
        Row("zero is stale", ["Cache-Control": "max-age=0"], .zero),
        Row("a negative number says nothing", ["Cache-Control": "max-age=-5"], nil),
        Row("no-cache is stale", ["Cache-Control": "no-cache, max-age=600"], .zero),
        Row(
            "no-cache of one field is no matter",
            ["Cache-Control": "no-cache=\"Set-Cookie\", max-age=600"], .seconds(600)),
        Row("no-store is stale", ["Cache-Control": "max-age=600, no-store"], .zero),
        Row("s-maxage is for others", ["Cache-Control": "s-maxage=600"], nil),
        Row(
            "two headers are one", ["Cache-Control": "public", "cache-control": "max-age=60"],
            .seconds(60)),
        Row("Expires counts from now", ["Expires": "Mon, 23 Nov 2026 00:10:00 GMT"], .minutes(10)),
        Row(
            "Expires counts from the server's own date",
            ["Expires": "Mon, 23 Nov 2026 00:10:00 GMT", "Date": "Mon, 23 Nov 2026 00:05:00 GMT"],
            .minutes(5)),
        Row(
            "an Expires that is past is stale", ["Expires": "Mon, 23 Nov 2020 00:10:00 GMT"], .zero),
        Row("Expires: 0 is past", ["Expires": "0"], .zero),
        Row(
            "an Expires far away is a day", ["Expires": "Mon, 23 Nov 2037 00:10:00 GMT"], .hours(24)
        ),
        Row(
            "max-age goes before Expires",
            ["Expires": "Mon, 23 Nov 2026 00:10:00 GMT", "Cache-Control": "max-age=60"],
            .seconds(60)),
    ])
    func lifetime(_ row: Row) {
        #expect(Freshness(row.headers, now: Self.now).lifetime == row.lifetime)
    }
}
