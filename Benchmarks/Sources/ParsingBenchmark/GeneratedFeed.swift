/// A feed with full content as blogs serve it, about 97 KB in 30 items, the same on every run.
struct GeneratedFeed {
    enum Style: String, CaseIterable { case cdata, escaped }

    private static let words = """
        camera lens sensor light image raw video autofocus mount body review launch price new firmware update compact \
        mirrorless street portrait landscape battery button dial viewfinder screen colour detail sharp contrast film \
        grain quick small large heavy metal leather classic modern brand story the a of and to in is with for on
        """.split(separator: " ")

    private let style: Style
    private var state: UInt64 = 20_261_123

    init(_ style: Style) { self.style = style }

    mutating func bytes(itemCount: Int = 30) -> [UInt8] {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" \
            xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
            <channel><title>Generated</title><link>https://www.example.com/</link>
            <atom:link href="https://www.example.com/feed/" rel="self" type="application/rss+xml"/>
            <description>Full content</description><language>en</language>
            <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>

            """
        for number in 0..<itemCount { text += item(number) }
        return Array((text + "</channel></rss>\n").utf8)
    }

    private mutating func item(_ number: Int) -> String {
        """
        <item><title>\(sentence(7))</title>
        <link>https://www.example.com/2026/11/\(number)/</link>
        <dc:creator>\(wrapped(sentence(2)))</dc:creator>
        <pubDate>Mon, 02 Nov 2026 10:\(10 + number % 50):00 +0000</pubDate>
        <category>\(wrapped(sentence(1)))</category><category>\(wrapped(sentence(2)))</category>
        <guid isPermaLink="false">https://www.example.com/?p=\(number)</guid>
        <description>\(wrapped(sentence(30)))</description>
        <content:encoded>\(wrapped(article()))</content:encoded></item>

        """
    }

    private mutating func article() -> String {
        var out = ""
        for part in 0..<7 {
            out +=
                "<p>\(sentence(20)) <a href=\"https://www.example.com/tag/\(part)/\">\(sentence(3))</a> "
            out += "\(sentence(20)) <em>\(sentence(2))</em>.</p>\n"
            if part % 3 == 1 {
                out +=
                    "<figure><img src=\"https://img.example.com/\(part).jpg\" alt=\"\(sentence(4))\" "
                out += "width=\"1200\" height=\"800\" /></figure>\n"
            }
        }
        return out
    }

    private mutating func sentence(_ count: Int) -> String {
        (0..<count).map { _ in String(Self.words[next(Self.words.count)]) }.joined(separator: " ")
    }

    private func wrapped(_ html: String) -> String {
        if style == .cdata { return "<![CDATA[\(html)]]>" }
        var out = ""
        for character in html {
            switch character {
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "&": out += "&amp;"
            default: out.append(character)
            }
        }
        return out
    }

    /// Knuth's linear congruential generator: any will do, as long as it is the same one tomorrow.
    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
