import FeedModel
import Testing

@testable import Parsing

struct DateRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    /// RFC 3339 in UTC, or `nil` for no date.
    var expected: String?

    init(_ claim: String, _ text: String, _ expected: String?) {
        (testDescription, self.text, self.expected) = (claim, text, expected)
    }
}

@Suite struct DateParserTests {
    @Test(arguments: [
        DateRow(
            "RFC 822 as it should be", "Mon, 02 Nov 2026 10:00:00 +0000", "2026-11-02T10:00:00Z"),
        DateRow("a one-digit day", "Mon, 2 Nov 2026 10:00:00 GMT", "2026-11-02T10:00:00Z"),
        DateRow("a half-hour zone", "Mon, 02 Nov 2026 10:00:00 +0530", "2026-11-02T04:30:00Z"),
        DateRow("no weekday and no seconds", "2 Nov 2026 10:00 EST", "2026-11-02T15:00:00Z"),
        DateRow(
            "a wrong weekday means nothing", "Fri, 02 Nov 2026 10:00:00 PDT", "2026-11-02T17:00:00Z"
        ),
        DateRow("a year of two digits", "Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        DateRow(
            "a year of two digits in the last century", "01 Jan 97 00:00:00 GMT",
            "1997-01-01T00:00:00Z"),
        DateRow(
            "a military zone has RFC 822's sign", "2 Nov 2026 10:00:00 B", "2026-11-02T12:00:00Z"),
        DateRow(
            "zone letters before an offset", "2 Nov 2026 10:00:00 GMT+0200", "2026-11-02T08:00:00Z"),
        DateRow("an unknown zone is none", "2 Nov 2026 10:00:00 XQT", "2026-11-02T10:00:00Z"),
        DateRow(
            "one-digit parts everywhere", "Mon, 2 Nov 2026 1:2:3 +0000", "2026-11-02T01:02:03Z"),
        DateRow(
            "a full month name and a comma", "November 2, 2026 4:05 pm", "2026-11-02T16:05:00Z"),
        DateRow(
            "twelve in the morning is midnight", "Nov 2, 2026 12:30 AM", "2026-11-02T00:30:00Z"),
        DateRow("an ordinal ending", "2nd November 2026", "2026-11-02T00:00:00Z"),
        DateRow("ctime", "Mon Nov  2 10:00:00 2026", "2026-11-02T10:00:00Z"),
        DateRow("ctime with a zone", "Mon Nov 02 10:00:00 CET 2026", "2026-11-02T09:00:00Z"),
        DateRow("slashes, year first", "Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
        DateRow("slashes, month first", "11/02/2026 10:00", "2026-11-02T10:00:00Z"),
        DateRow("slashes, day first where it must be", "22/11/2026", "2026-11-22T00:00:00Z"),
        DateRow("dots, day first", "02.11.2026 10:00", "2026-11-02T10:00:00Z"),
        DateRow(
            "dots in a.m. are no zone", "Nov. 2, 2026, 10:57 a.m.", "2026-11-02T10:57:00Z"),
        DateRow("dots in p.m.", "Nov. 2, 2026, 12:37 p.m. EST", "2026-11-02T17:37:00Z"),
        DateRow(
            "an offset repeats its zone", "2 Nov 2026 15:04:05 MST-07:00", "2026-11-02T22:04:05Z"),
        DateRow("at is no zone", "2026-11-02 at 15:04:05", "2026-11-02T15:04:05Z"),
        DateRow(
            "JavaScript", "Mon Nov 02 2026 17:00:00 GMT+0100 (Central European Standard Time)",
            "2026-11-02T16:00:00Z"),
    ]) func mail(_ row: DateRow) { check(row) }

    @Test(arguments: [
        DateRow("a place in winter", "2026-01-15T12:00:00 Europe/Paris", "2026-01-15T11:00:00Z"),
        DateRow("a place in summer", "15 Jul 2026 12:00 Europe/Paris", "2026-07-15T10:00:00Z"),
        DateRow(
            "the last minute of winter", "2026-03-29 01:59:59 Europe/Berlin", "2026-03-29T00:59:59Z"
        ),
        DateRow(
            "the first minute of summer", "2026-03-29 03:00 Europe/Berlin", "2026-03-29T01:00:00Z"),
        DateRow(
            "an hour that comes twice is the first", "2026-10-25 02:30 Europe/Berlin",
            "2026-10-25T00:30:00Z"),
        DateRow(
            "an ocean away", "Mon, 02 Nov 2026 10:00:00 America/New_York", "2026-11-02T15:00:00Z"),
        DateRow("a day before that", "2026-10-31 10:00 AMERICA/NEW_YORK", "2026-10-31T14:00:00Z"),
        DateRow(
            "summer around New Year", "2026-01-15 12:00 Australia/Sydney", "2026-01-15T01:00:00Z"),
        DateRow("and winter in July", "2026-07-15 12:00 Australia/Sydney", "2026-07-15T02:00:00Z"),
        DateRow(
            "winter that is the exception", "2026-01-15 12:00 Europe/Dublin", "2026-01-15T12:00:00Z"
        ),
        DateRow("half hours, always", "2026-07-15 12:00 Asia/Kolkata", "2026-07-15T06:30:00Z"),
        DateRow(
            "a place with a dash", "2026-01-15 12:00 America/Port-au-Prince", "2026-01-15T17:00:00Z"
        ),
        DateRow("a sign turned round", "2026-07-15 12:00 Etc/GMT+5", "2026-07-15T17:00:00Z"),
        DateRow("inside ctime", "Mon Nov 02 10:00:00 Asia/Tokyo 2026", "2026-11-02T01:00:00Z"),
        DateRow(
            "the offset beside it wins", "2026-07-15T12:00:00-04:00[Europe/Paris]",
            "2026-07-15T16:00:00Z"),
        DateRow("an unknown place is none", "2026-07-15 12:00 Luna/Base", "2026-07-15T12:00:00Z"),
        DateRow("a month between slashes", "02/Nov/2026 10:00", "2026-11-02T10:00:00Z"),
        DateRow(
            "a Polish Friday is not Pacific time", "pt., 14 cze 2024 10:11:12 +0200",
            "2024-06-14T08:11:12Z"),
        DateRow(
            "a Serbian Thursday is not in Central Europe", "cet, 13 jun 2024 10:11:12 +0000",
            "2024-06-13T10:11:12Z"),
        DateRow("a week that the year has not", "2024-W53-1", nil),
        DateRow("a week that the year has", "2026-W53-1", "2026-12-28T00:00:00Z"),
        DateRow("two leap seconds at once", "2016-12-31T23:59:61Z", nil),
        DateRow("a short March", "15 Mrz 2026 10:00", "2026-03-15T10:00:00Z"),
        DateRow("a short February with a dot", "15 февр. 2026 10:00", "2026-02-15T10:00:00Z"),
        DateRow("a month in Chinese", "15 十一月 2026 10:00", "2026-11-15T10:00:00Z"),
    ]) func places(_ row: DateRow) { check(row) }

    @Test(arguments: [
        DateRow("RFC 3339", "2026-11-02T10:00:00Z", "2026-11-02T10:00:00Z"),
        DateRow(
            "a fraction and an offset", "2026-11-02T10:00:00.75+01:00", "2026-11-02T09:00:00.750Z"),
        DateRow(
            "a comma before the fraction", "2026-11-02T10:00:00,5Z", "2026-11-02T10:00:00.500Z"),
        DateRow("no seconds", "2026-11-02T10:00Z", "2026-11-02T10:00:00Z"),
        DateRow("a blank for the T", "2026-11-02 10:00:00 -0500", "2026-11-02T15:00:00Z"),
        DateRow("a day", "2026-11-02", "2026-11-02T00:00:00Z"),
        DateRow("a month", "2026-11", "2026-11-01T00:00:00Z"),
        DateRow("a year", "2026", "2026-01-01T00:00:00Z"),
        DateRow("the basic form", "20261102T100000Z", "2026-11-02T10:00:00Z"),
        DateRow("eight digits", "20261102", "2026-11-02T00:00:00Z"),
        DateRow("a week", "2026-W45", "2026-11-02T00:00:00Z"),
        DateRow("a day of a week", "2026-W45-3", "2026-11-04T00:00:00Z"),
        DateRow("a week that begins in the year before", "2026-W01-1", "2025-12-29T00:00:00Z"),
        DateRow("a day of the year", "2026-306", "2026-11-02T00:00:00Z"),
        DateRow("a day of the year without a dash", "2026306", "2026-11-02T00:00:00Z"),
        DateRow("24:00 is the next day", "2026-11-02T24:00:00Z", "2026-11-03T00:00:00Z"),
        DateRow("a leap second stays in its day", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        DateRow("a fraction of a minute", "2026-11-02T18:14,5Z", "2026-11-02T18:14:30Z"),
        DateRow("a typesetter's minus", "2026-11-02T10:00:00\u{2212}04:00", "2026-11-02T14:00:00Z"),
        DateRow("29 February in a leap year", "2024-02-29", "2024-02-29T00:00:00Z"),
    ]) func iso(_ row: DateRow) { check(row) }

    @Test(arguments: [
        DateRow("German", "Mo, 2. März 2026 10:00:00 +0100", "2026-03-02T09:00:00Z"),
        DateRow("French", "lun., 2 févr. 2026 10:00:00 +0000", "2026-02-02T10:00:00Z"),
        DateRow(
            "Spanish Tuesday is not March", "mar, 06 ene 2026 10:00:00 +0000",
            "2026-01-06T10:00:00Z"),
        DateRow("Russian", "Пн, 02 ноя 2026 10:00:00 +0300", "2026-11-02T07:00:00Z"),
        DateRow("Greek", "Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
        DateRow("Hungarian", "2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"),
        DateRow("Korean", "2004년 05월 28일  01:31:15", "2004-05-28T01:31:15Z"),
        DateRow("Korean afternoon", "2004-05-25 오후 11:23:17", "2004-05-25T23:23:17Z"),
        DateRow("Japanese", "2026年11月2日 10:00", "2026-11-02T10:00:00Z"),
        DateRow("Chinese afternoon", "2026年11月2日 下午3:05", "2026-11-02T15:05:00Z"),
        DateRow("Ukrainian", "Пн, 02 лис 2026 10:00:00 +0200", "2026-11-02T08:00:00Z"),
        DateRow("Bulgarian", "02 ноември 2026", "2026-11-02T00:00:00Z"),
        DateRow("Serbian", "02 новембар 2026 10:00", "2026-11-02T10:00:00Z"),
        DateRow("Croatian", "2. svibnja 2026 10:00", "2026-05-02T10:00:00Z"),
        DateRow("Slovak", "2. januára 2026", "2026-01-02T00:00:00Z"),
        DateRow("Romanian", "2 ianuarie 2026 10:00", "2026-01-02T10:00:00Z"),
        DateRow("Lithuanian", "2 gegužės 2026", "2026-05-02T00:00:00Z"),
        DateRow("Latvian", "2. maijs 2026", "2026-05-02T00:00:00Z"),
        DateRow("Estonian", "2. jaanuar 2026", "2026-01-02T00:00:00Z"),
        DateRow("Catalan", "2 de gener de 2026", "2026-01-02T00:00:00Z"),
        DateRow("Icelandic", "2. júní 2026 10:00", "2026-06-02T10:00:00Z"),
        DateRow("Indonesian", "Min, 02 Agustus 2026 10:00 WIB", "2026-08-02T03:00:00Z"),
        DateRow("Arabic", "الأحد, 02 مايو 2026 10:00:00 +0000", "2026-05-02T10:00:00Z"),
        DateRow("Hebrew", "2 במאי 2026 10:00", "2026-05-02T10:00:00Z"),
    ]) func localised(_ row: DateRow) { check(row) }

    @Test(arguments: [
        DateRow("seconds since 1970", "1793613600", "2026-11-02T10:00:00Z"),
        DateRow("milliseconds since 1970", "1793613600250", "2026-11-02T10:00:00.250Z"),
        DateRow("31 February is no date", "2026-02-31", nil),
        DateRow("29 February in a common year is no date", "Sun, 29 Feb 2026 10:00:00 GMT", nil),
        DateRow("a thirteenth month is no date", "2026-13-01T00:00:00Z", nil),
        DateRow("25 o'clock is no time", "2026-11-02T25:00:00Z", nil),
        DateRow("24:01 is no time", "2026-11-02T24:01:00Z", nil),
        DateRow("words are no date", "yesterday at noon", nil),
        DateRow("nothing is no date", "  ", nil),
        DateRow("a time alone is no date", "10:00:00", nil),
        DateRow("a time in a month without a day is no date", "Dec x 2026 11:47:32 GMT", nil),
        DateRow("the year 1 is a database's null", "0001-01-01T00:00:00Z", nil),
        DateRow("a negative year is a database's null", "Mon, 30 Nov -0001 00:00:00 +0000", nil),
        DateRow("zeros are no date", "0000-00-00 00:00:00", nil),
    ]) func edges(_ row: DateRow) { check(row) }

    private func check(_ row: DateRow) {
        let date = DateParser.parse(row.text)
        let written = date.map {
            $0.milliseconds % 1000 == 0 ? $0.rfc3339(withMilliseconds: false) : "\($0)"
        }
        #expect(written == row.expected, "\(row.text)")
    }
}
