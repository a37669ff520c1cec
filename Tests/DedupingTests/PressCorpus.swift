import Deduping
import FeedModel
import TestSupport

/// News in English, German and Japanese with known truth, made of sentences rather than of words: told on by editors who
/// rewrite headlines, move paragraphs, reword who said it, cut, and add where they are; and posts from templates, which
/// look alike and are not. The same for the same seed.
struct PressCorpus {
    private(set) var entries: [StoryCorpus.Entry] = []
    private var random: SeededWords
    private var nextTruth = 0

    init(seed: UInt64, stories: Int) {
        random = SeededWords(seed: seed &* 77 &+ 5)
        for number in 0..<stories {
            switch number % 4 {
            case 0, 1: addStory(.english)
            case 2: addStory(.german)
            default: addJapaneseStory()
            }
        }
        for _ in 0..<max(1, stories / 12) { addTemplates() }
        entries.sort { $0.candidate.seen < $1.candidate.seen }
    }
}

extension PressCorpus {
    private mutating func addStory(_ language: PressLanguage) {
        let truth = newTruth()
        let subject = name()
        let headline = fill(pick(language.headlines), subject, language)
        let paragraphs = (0..<Int.random(in: 5...11, using: &random)).map { index in
            let count = Int.random(in: 1...3, using: &random)
            let plain = (0..<count).map { _ in fill(pick(language.sentences), subject, language) }
            let isQuote = index > 0 && index % 3 == 2
            return isQuote
                ? fill(pick(language.quotes), subject, language) : plain.joined(separator: " ")
        }
        var sources = Array(1...60 as ClosedRange<Int64>).shuffled(using: &random)
        let hour = Int64.random(in: 0...72, using: &random)
        add(truth, "original", sources.removeLast(), headline, paragraphs, hour: hour)
        for kind in ["headline", "reordered", "quotes", "regional", "lead", "condensed"]
        where Int.random(in: 0..<5, using: &random) > 1 {
            let later = hour + Int64.random(in: 1...60, using: &random)
            let (title, text) = retell(kind, headline, paragraphs, language, subject)
            add(truth, kind, sources.removeLast(), title, text, hour: later)
        }
    }

    private mutating func retell(
        _ kind: String, _ headline: String, _ paragraphs: [String], _ language: PressLanguage,
        _ subject: String
    ) -> (String, [String]) {
        switch kind {
        case "headline":
            return (fill(pick(language.headlines), subject, language), paragraphs)
        case "reordered":
            return (headline, [paragraphs[0]] + paragraphs.dropFirst().shuffled(using: &random))
        case "quotes":
            let text = paragraphs.map { paragraph in
                paragraph.replacing(language.said.0, with: language.said.1)
                    .replacing("“", with: "\"").replacing("”", with: "\"")
            }
            return (headline, text)
        case "regional":
            let place = pick(language.places)
            return (
                "\(headline) | \(place) \(language.paper)",
                ["\(place.uppercased()) (\(name())) – \(paragraphs[0])"] + paragraphs.dropFirst()
                    + [fill(pick(language.sentences), subject, language)]
            )
        case "lead":
            let words = paragraphs.prefix(3).joined(separator: " ").split(separator: " ")
            return (headline, [words.prefix(45).joined(separator: " ") + " …"])
        default:
            let kept = paragraphs.enumerated().filter { $0.offset < 2 || $0.offset % 2 == 0 }
            return (headline, kept.map(\.element))
        }
    }

    private mutating func addJapaneseStory() {
        let truth = newTruth()
        let sentences = (0..<Int.random(in: 5...9, using: &random)).map { _ in japanese(7) + "。" }
        let title = japanese(4)
        var sources = Array(1...60 as ClosedRange<Int64>).shuffled(using: &random)
        let hour = Int64.random(in: 0...72, using: &random)
        add(truth, "ja original", sources.removeLast(), title, [sentences.joined()], hour: hour)
        add(
            truth, "ja retitled", sources.removeLast(), "【速報】" + japanese(3),
            ["【東京】" + sentences.joined() + "(記者)"], hour: hour + 3)
        add(
            truth, "ja cut", sources.removeLast(), title + "｜新聞",
            [sentences.prefix(3).joined()], hour: hour + 5)
    }

    private mutating func newTruth() -> Int {
        nextTruth += 1
        return nextTruth
    }

    private mutating func add(
        _ truth: Int, _ kind: String, _ source: Int64, _ title: String, _ paragraphs: [String],
        hour: Int64
    ) {
        entries.append(
            StoryCorpus.Entry(
                candidate: candidate(
                    "p\(entries.count)", feed: source,
                    url: "https://p\(source).example/\(entries.count)", title: title,
                    body: paragraphs.joined(separator: "\n"), hour: hour), truth: truth, kind: kind)
        )
    }
}

extension PressCorpus {
    /// Posts that a program writes: alike in all but what they are about.
    private mutating func addTemplates() {
        let start = Int64.random(in: 0...60, using: &random)
        let source = Int64.random(in: 61...90, using: &random)
        addDeals(source, start)
        addWeather(source + 100, start)
        addNotices(source + 200, start)
        addReleases(source + 300, start)
        addJobs(source + 400, start)
        addProducts(source + 500, start)
        addMatches(source + 600, start)
        addDigest(source + 700, start)
        addOpenings(source + 800, start)
    }

    /// A shop's words around a few of the maker's own, copied by dealers.
    private mutating func addProducts(_ source: Int64, _ start: Int64) {
        for dealer in 0..<4 as Range<Int64> {
            let product = name()
            add(
                newTruth(), "product", source + dealer,
                "\(product) \(pick(PressLanguage.english.objects)) \(number()) now in stock",
                [
                    "The \(product) is \(pick(PressLanguage.english.adjectives)) and weighs \(number())\(number()) grams.",
                    "Free shipping on orders over 50 euros. Returns within 30 days. All products are checked by our team before they are sent. Order before noon and your parcel leaves the same day. Two years of warranty on all parts.",
                ], hour: start + dealer)
        }
    }

    private mutating func addMatches(_ source: Int64, _ start: Int64) {
        for paper in 0..<4 as Range<Int64> {
            let (home, guest) = (name(), name())
            let (goals, others) = (number() % 6, number() % 6)
            add(
                newTruth(), "match", source + paper, "\(home) \(goals)-\(others) \(guest)",
                [
                    "\(home) met \(guest) on Saturday before a crowd of \(number())\(number())\(number()) and the match ended \(goals) to \(others). \(name()) scored in the \(number())th minute after a corner by \(name()).",
                    "\(guest) had the better chances in the second half but could not find the net. \(name()), the coach of \(home), said his team had deserved more. The next match is at home against \(name()).",
                ], hour: start + paper)
        }
    }

    /// A letter that quotes the beginnings of others' news is none of them.
    private mutating func addDigest(_ source: Int64, _ start: Int64) {
        let leads = (0..<5).map { _ in
            let subject = name()
            return fill(pick(PressLanguage.english.sentences), subject, .english) + " "
                + (0..<40).map { _ in random.word() + random.word() }.joined(separator: " ")
        }
        for (index, lead) in leads.enumerated().dropFirst(2) {
            add(
                newTruth(), "quoted", source + Int64(index), "\(name()) and \(name())", [lead],
                hour: start + Int64(index))
        }
        add(
            newTruth(), "digest", source, "\(name()): the week in five stories", leads,
            hour: start + 20)
    }

    /// Releases of one company, each of which opens with the same paragraph.
    private mutating func addOpenings(_ source: Int64, _ start: Int64) {
        let company = name()
        let opening = (0..<3).map { _ in
            fill(pick(PressLanguage.english.sentences), company, .english)
        }.joined(separator: " ")
        for paper in 0..<4 as Range<Int64> {
            let own = (0..<Int.random(in: 4...8, using: &random)).map { _ in
                (0..<12).map { _ in random.word() + random.word() }.joined(separator: " ")
            }
            add(
                newTruth(), "opening", source + paper,
                fill(pick(PressLanguage.english.headlines), company, .english), [opening] + own,
                hour: start + paper)
        }
    }

    private mutating func addDeals(_ source: Int64, _ start: Int64) {
        for (day, name) in ["Monday", "Tuesday", "Wednesday", "Thursday"].enumerated() {
            let goods = (0..<6).map { _ in "\(self.name()) \(number()) now for $\(number())" }
            add(
                newTruth(), "deals", source, "Daily deals for \(name)",
                ["Our editors pick the best offers each day. Prices may change at any time."]
                    + goods + ["We may earn a commission when you buy through our links."],
                hour: start + Int64(day) * 24)
        }
    }

    private mutating func addWeather(_ source: Int64, _ start: Int64) {
        for town in ["Cologne", "Bonn", "Wetzlar", "Jena", "Dresden"] {
            add(
                newTruth(), "weather", source, "Weather in \(town) today",
                [
                    "The weather in \(town) today: \(number()) degrees at noon and \(number()) at night, wind from the west at \(number()) km/h, with a chance of rain of \(number()) percent.",
                    "Tomorrow it stays mild in the region. Sunrise is at 7:\(number()) and sunset at 16:\(number()). The next report follows in the evening.",
                ], hour: start)
        }
    }

    private mutating func addNotices(_ source: Int64, _ start: Int64) {
        for _ in 0..<4 {
            let company = "\(name()) plc"
            add(
                newTruth(), "notice", source + Int64.random(in: 0...1, using: &random),
                "\(company): Transaction in Own Shares",
                [
                    "\(company) (the Company) announces that on \(number()) November it purchased \(number())\(number()) ordinary shares of \(number()) pence each on the London Stock Exchange from its broker, at a highest price of \(number()).\(number()) and a lowest price of \(number()).\(number()) pence per share.",
                    "The Company intends to cancel the purchased shares. Following the purchase, it holds \(number())\(number()) ordinary shares in treasury and has \(number())\(number())\(number()) ordinary shares in issue, which shareholders may use as the denominator for calculations under the Disclosure Guidance and Transparency Rules.",
                    "This announcement is made in accordance with the Market Abuse Regulation. A full breakdown of the individual trades is attached.",
                ], hour: start + Int64.random(in: 0...20, using: &random))
        }
    }

    private mutating func addReleases(_ source: Int64, _ start: Int64) {
        let project = name()
        let upgrade = (0..<4).map { _ in
            fill(pick(PressLanguage.english.sentences), project, .english)
        }
        for version in ["1.2", "1.3", "1.3.1", "2.0"] {
            let fixes = (0..<3).map { _ in
                fill(pick(PressLanguage.english.sentences), project, .english)
            }
            add(
                newTruth(), "release", source, "\(project) v\(version) released",
                ["\(project) v\(version) is out. Thanks to everyone who took part."] + fixes
                    + upgrade,
                hour: start + Int64.random(in: 0...30, using: &random))
        }
    }

    private mutating func addJobs(_ source: Int64, _ start: Int64) {
        let role = pick(["Backend Engineer", "Optics Designer", "Sales Manager"])
        let company = name()
        for town in ["Berlin", "Hamburg", "Munich", "Vienna"] {
            add(
                newTruth(), "job", source, "\(company): \(role) (m/f/d) in \(town)",
                [
                    "\(company) is looking for a \(role) to join its team in \(town) as soon as possible.",
                    "You work closely with product and design, take part in planning, write code that others like to read and care for what you ship. You have several years of experience, speak English well and enjoy working with people.",
                    "We offer flexible hours, a fair salary, thirty days of leave, a budget for training and a good coffee machine. Send your application with your earliest start date to our team.",
                ], hour: start)
        }
    }
}

extension PressCorpus {
    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: choices.indices, using: &random)]
    }

    private mutating func name() -> String {
        let name = random.word() + random.word()
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    private mutating func number() -> Int { Int.random(in: 10...99, using: &random) }

    /// `{s}` is the subject, `{n}` a number, `{p}` a place, `{m}` a name, `{a}` and `{o}` words of the language.
    private mutating func fill(
        _ template: String, _ subject: String, _ language: PressLanguage
    ) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            let code = rest[rest.index(after: open)]
            switch code {
            case "s": text += subject
            case "n": text += "\(number())"
            case "p": text += pick(language.places)
            case "m": text += name()
            case "a": text += pick(language.adjectives)
            default: text += pick(language.objects)
            }
            rest = rest[rest.index(open, offsetBy: 3)...]
        }
        return text + rest
    }

    private mutating func japanese(_ phrases: Int) -> String {
        let words = [
            "新型", "写真", "会社", "発表", "協業", "技術", "開発", "東京", "来年", "価格", "販売", "画像", "処理", "光学",
            "市場", "需要", "工場",
            "生産", "拡大", "減少", "社長", "会見", "計画", "投資", "海外", "国内", "店舗", "顧客", "調査", "結果", "夏季",
            "秋季", "提携", "契約",
            "部品", "供給", "不足", "改善", "環境", "電池", "性能", "軽量", "防水", "動画", "撮影", "記録", "更新", "無料",
            "予約", "開始",
        ]
        let joints = ["の", "は", "を", "が", "に", "と", "で", "から", "まで", "による", "について", "した", "している"]
        return (0..<phrases).map { _ in pick(words) + pick(words) + pick(joints) }.joined()
    }
}

/// What a language's press is made of.
struct PressLanguage {
    var headlines: [String]
    var sentences: [String]
    var quotes: [String]
    var said: (String, String)
    var places: [String]
    var adjectives: [String]
    var objects: [String]
    var paper: String

    static let english = PressLanguage(
        headlines: [
            "{s} unveils {a} {o} in {p}", "{a} {o} from {s} surprises {p}",
            "Why {s} bets on {a} {o}",
            "{s} to build {o} near {p}, sources say", "{p} welcomes {s} and its {a} {o}",
        ],
        sentences: [
            "The {a} {o} was shown in {p} on Tuesday before {n} guests, {m} among them.",
            "{s} expects to sell {n},000 units by spring, mostly in {p} and {p}.",
            "Analysts at {m} called the {o} {a}, though some doubted whether the {o} could be made in time.",
            "Shares of {m} rose {n} cents after the news, while those of {m} fell.",
            "In {p}, where {s} has a {a} plant, the {o} will be assembled by hand.",
            "The price has not been set; observers in {p} speak of {n}0 dollars.",
            "It is the third {o} that the company has brought out since {m} took over.",
            "A first version had failed a {a} test in {p} when its {o} overheated.",
            "Customers who ordered a {a} {o} last year are to receive theirs before {m} does.",
            "For {m}, a rival from {p}, that is bad news: its own {o} is {a} at best.",
            "The {o} weighs {n} grams, has a {a} {o} and can be repaired without tools.",
            "Critics point to {p}, where a {a} {o} was withdrawn after {n} complaints.",
        ],
        quotes: [
            "“We have waited {n} years for this {a} {o},” said {m}, who leads the team in {p}.",
            "“Nobody in {p} needs another {o},” said {m}, an engineer. “But everybody wants a {a} one.”",
        ],
        said: ("said", "told reporters, according to"),
        places: [
            "Boston", "Osaka", "Lyon", "Wetzlar", "Leeds", "Tampere", "Porto", "Graz", "Turin",
        ],
        adjectives: [
            "quiet", "rugged", "costly", "modest", "radical", "compact", "bright", "frail",
            "clever",
            "slow", "bold", "plain", "curious", "sturdy",
        ],
        objects: [
            "lens", "sensor", "shutter", "tripod", "viewfinder", "battery", "flash", "drone",
            "projector",
            "microscope", "printer", "scanner", "telescope", "gimbal",
        ], paper: "Herald")

    static let german = PressLanguage(
        headlines: [
            "{s} stellt {a} {o} in {p} vor", "Warum {s} auf {a} {o} setzt",
            "{p}: {s} überrascht mit {o}",
            "{s} baut {o} künftig bei {p}",
        ],
        sentences: [
            "Das Unternehmen zeigte die {o} am Dienstag in {p} vor {n} Gästen, darunter {m}.",
            "Bis zum Frühjahr will {s} {n}.000 Stück verkaufen, die meisten davon in {p} und {p}.",
            "Fachleute von {m} nannten die {o} {a}, zweifelten aber, ob sie rechtzeitig fertig wird.",
            "Die Aktie von {m} stieg nach der Nachricht um {n} Cent, während jene von {m} nachgab.",
            "In {p}, wo {s} ein {a} gelegenes Werk betreibt, wird die {o} von Hand montiert.",
            "Ein Preis steht noch nicht fest; Beobachter in {p} rechnen mit {n}0 Euro.",
            "Es ist bereits die dritte {o}, die seit dem Amtsantritt von {m} erscheint.",
            "Eine frühere Fassung war in {p} durchgefallen, weil die {o} zu heiß wurde.",
            "Für den Rivalen {m} aus {p} ist das keine gute Nachricht: Seine {o} gilt als {a}.",
            "Die {o} wiegt {n} Gramm und lässt sich ohne Werkzeug öffnen, was {m} freuen dürfte.",
        ],
        quotes: [
            "„Auf diese {o} haben wir {n} Jahre gewartet“, sagte {m}, der die Gruppe in {p} leitet.",
            "„In {p} braucht niemand noch eine {o}“, sagte {m}. „Aber alle wollen eine, die {a} ist.“",
        ],
        said: ("sagte", "erklärte laut Mitteilung"),
        places: ["Köln", "Jena", "Graz", "Bern", "Wetzlar", "Görlitz", "Linz", "Kiel", "Ulm"],
        adjectives: [
            "leise", "robust", "teuer", "schlicht", "kompakt", "hell", "klug", "langsam", "mutig",
            "günstig", "leicht", "abseits",
        ],
        objects: [
            "Kamera", "Linse", "Batterie", "Drohne", "Lampe", "Leinwand", "Optik", "Brille", "Lupe",
            "Uhr", "Maschine", "Anlage",
        ], paper: "Anzeiger")
}
