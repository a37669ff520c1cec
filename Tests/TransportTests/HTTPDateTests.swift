import FeedModel
import Testing
import Transport

/// The dates of HTTP headers.
@Suite struct HTTPDateTests {
    static let now = CivilDate(year: 2026, month: 11, day: 23).timestamp

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"),
        ("Friday, 01-Jan-27 00:00:00 GMT", "2027-01-01T00:00:00Z"),
        ("Saturday, 01-Jan-76 00:00:00 GMT", "2076-01-01T00:00:00Z"),
        ("Saturday, 01-Jan-77 00:00:00 GMT", "1977-01-01T00:00:00Z"),
        ("Mon, 29 Feb 2028 23:59:60 GMT", "2028-02-29T23:59:59Z"),
        ("06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("sun, 06 nov 1994 08:49:37 gmt", "1994-11-06T08:49:37Z"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    ])
    func isRead(_ text: String, _ expected: String) {
        #expect(HTTPDate.parse(text, now: Self.now)?.rfc3339(withMilliseconds: false) == expected)
    }

    @Test(arguments: [
        "", "0", "-1", "now", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 2026 00:00:00 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 99999 08:49:37 GMT", "Sun Sun Sun Sun Sun",
        "Sun, 06 Nov 19941994199419941994 08:49:37 GMT",
    ])
    func isNone(_ text: String) {
        #expect(HTTPDate.parse(text, now: Self.now) == nil)
    }

    @Test(
        arguments: [
            ("120", Duration.seconds(120)), (" 120 ", .seconds(120)), ("0", .zero),
            ("99999999999999999999999", .days(7)), ("604801", .days(7)),
            ("Mon, 23 Nov 2026 00:10:00 GMT", .minutes(10)),
            ("Mon, 23 Nov 2020 00:10:00 GMT", .zero),
            ("Fri, 23 Nov 2096 00:10:00 GMT", .days(7)), ("soon", nil), ("", nil), ("-5", nil),
            ("1.5", nil),
        ] as [(String, Duration?)])
    func retryAfter(_ value: String, _ expected: Duration?) {
        #expect(RetryAfter(value, now: Self.now)?.wait == expected)
    }
}
