/// What an HTML element does to the text around it.
enum HTMLElement {
    /// Ends a line.
    case block
    /// Ends a line, and shows empty lines inside.
    case preformatted
    /// Stands between words: a picture, a button.
    case replaced
    /// What it holds is not text.
    case hidden
    case inline
    case unknown

    init(_ name: Bytes) {
        self = name.count > 10 ? .unknown : Self.named(Self.key(name))
    }

    /// Elements that have no end tag.
    static func isVoid(_ name: Bytes) -> Bool {
        name.count <= 8 && voidNames.contains(key(name))
    }

    /// The name's letters in lower case, in one number: the names here have ten letters at most.
    private static func key(_ name: some Sequence<UInt8>) -> UInt128 {
        name.reduce(0) { $0 << 8 | UInt128($1.lowercased) }
    }

    /// By bisection: a dictionary takes longer to hash the key than this to find it.
    private static func named(_ key: UInt128) -> HTMLElement {
        var (low, high) = (0, byName.count)
        while low < high {
            let middle = (low + high) / 2
            if byName[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < byName.count && byName[low].key == key ? byName[low].element : .unknown
    }

    /// In order of their keys.
    private static let byName: [(key: UInt128, element: HTMLElement)] = {
        let names: [(HTMLElement, String)] = [
            (
                .block,
                """
                address article aside blockquote body br caption center dd details dialog dir div dl \
                dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header \
                hgroup hr html legend li main menu nav ol optgroup option p section select \
                summary table tbody td tfoot th thead title tr ul noscript col colgroup
                """
            ),
            (.replaced, "img iframe object embed input button video audio canvas map svg source"),
            (.preformatted, "pre textarea"),
            (.hidden, "script style template"),
            (
                .inline,
                """
                a abbr acronym area b base basefont bdi bdo big cite code data del dfn em font i \
                image ins kbd label link mark meta nobr param picture q rp rt ruby s samp small \
                span strike strong sub sup time track tt u var wbr
                """
            ),
        ]
        let table = names.flatMap { element, list in
            list.split(separator: " ").map { (key: key($0.utf8), element: element) }
        }
        return table.sorted { $0.key < $1.key }
    }()

    private static let voidNames = Set(
        [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
            "source", "track", "wbr",
        ].map { key($0.utf8) })
}

/// Where a tag's name and the tag itself end.
enum HTMLTagScanner {
    static func name(in html: Bytes, at start: Int) -> Bytes {
        var end = start
        while end < html.count,
            html[end].isLetter || html[end].isDigit || html[end] == 0x2D
                || html[end] == 0x3A
        {
            end += 1
        }
        return html.part(min(start, end)..<end)
    }

    /// One past the `>` that ends a tag; quoted values may hold a `>`, unless the quote never closes.
    static func end(of html: Bytes, from start: Int) -> Int? {
        var position = start
        while position < html.count {
            switch html[position] {
            case UInt8(ascii: ">"): return position + 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                // A quote opens a value only after `=`; elsewhere it is litter.
                guard follows(equalsBefore: position, in: html, from: start),
                    let close = html.firstIndex(of: html[position], from: position + 1)
                else {
                    position += 1
                    continue
                }
                position = close + 1
            default: position += 1
            }
        }
        return html.firstIndex(of: UInt8(ascii: ">"), from: start).map { $0 + 1 }
    }

    private static func follows(equalsBefore quote: Int, in html: Bytes, from start: Int) -> Bool {
        var position = quote - 1
        while position >= start, html[position].isSpace { position -= 1 }
        return position >= start && html[position] == UInt8(ascii: "=")
    }
}

/// Whether a text that calls itself plain is HTML after all.
enum LooksLikeHTML {
    /// A closing tag of a known element, or a known element that needs none.
    static func hasKnownTag(_ text: Bytes) -> Bool {
        var position = 0
        while let start = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
            position = start + 1
            guard position < text.count else { return false }
            let isEnd = text[position] == UInt8(ascii: "/")
            let name = HTMLTagScanner.name(in: text, at: isEnd ? position + 1 : position)
            guard !name.isEmpty, HTMLElement(name) != .unknown else { continue }
            if isEnd || HTMLElement.isVoid(name) { return true }
        }
        return false
    }

    static func hasReference(_ text: Bytes) -> Bool {
        var position = 0
        while let start = text.firstIndex(of: UInt8(ascii: "&"), from: position) {
            if let found = Entities.reference(in: text, at: start),
                text[start + found.length - 1] == UInt8(ascii: ";")
            {
                return true
            }
            position = start + 1
        }
        return false
    }
}
