import FeedModel
import Fetching
import Glibc
import Matching
import Testing

@testable import ConfigFile

struct LocatingTests {
    @Test("the flag goes before the variable, that before this folder, that before /etc")
    func order() throws {
        let environment = ["FEEDWATCH_CONFIG": "named.yaml"]
        let both = try ConfigFile.locate(flag: "a.yaml", environment: environment) { _ in true }
        #expect(both == "a.yaml")
        let named = try ConfigFile.locate(flag: nil, environment: environment) { _ in true }
        #expect(named == "named.yaml")
        let here = try ConfigFile.locate(flag: nil, environment: [:]) { _ in true }
        #expect(here == "feedwatch.yaml")
        let system = try ConfigFile.locate(flag: nil, environment: ["FEEDWATCH_CONFIG": ""]) {
            $0.hasPrefix("/etc/")
        }
        #expect(system == "/etc/feedwatch/feedwatch.yaml")
    }

    @Test("where there is none the sentence says where it was looked for")
    func none() {
        let error = #expect(throws: ConfigError.self) {
            try ConfigFile.locate(flag: nil, environment: [:]) { _ in false }
        }
        #expect(error?.kind == "not-found")
        #expect(error?.description.contains("/etc/feedwatch/feedwatch.yaml") == true)
    }

    @Test("a file that is not there, a folder and a file too large are told apart")
    func unreadable() throws {
        func load(_ path: String) -> ConfigProblems? {
            #expect(throws: ConfigProblems.self) {
                try ConfigFile.load(path: path, environment: [:], version: "1") { _ in [] }
            }
        }
        #expect(load(Fixture.folder + "/no-such.yaml")?.kind == .missing)
        #expect(load(Fixture.folder)?.kind == .unreadable)
        #expect(load("/dev/zero")?.kind == .unreadable)
        #expect(load("/dev/zero")?.description.contains("16MiB") == true)
        #expect(load("/dev/null")?.kind == .invalid)
    }

    @Test("a relative config's folder is made absolute")
    func relative() throws {
        let text = "watches: []\nfeeds: [file:a.xml]\n"
        let config = try ConfigFile.parse(
            Array(text.utf8), path: "sub/feedwatch.yaml", environment: [:], version: "1"
        ) { _ in [] }
        #expect(config.feeds.first?.url.hasPrefix("file:///") == true)
        #expect(config.feeds.first?.url.hasSuffix("/sub/a.xml") == true)
        #expect(config.storeLocation.hasPrefix("/"))
        #expect(config.storeLocation.hasSuffix("/sub/feedwatch.db"))
    }

    @Test("a folder with odd characters is encoded in a file: URL, and not in a path")
    func oddFolder() throws {
        let text = "watches: []\nfeeds: [file:a%20b.xml]\nsinks: [{type: file, path: m.jsonl}]\n"
        let config = try ConfigFile.parse(
            Array(text.utf8), path: "/srv/100% new#1/feedwatch.yaml", environment: [:], version: "1"
        ) { _ in [] }
        #expect(config.feeds.map(\.url) == ["file:///srv/100%25%20new%231/a%20b.xml"])
        #expect(config.storeLocation == "/srv/100% new#1/feedwatch.db")
    }

    @Test("under systemd the store is in the first state directory")
    func stateDirectory() throws {
        func location(_ text: String) throws -> String {
            try ConfigFile.parse(
                Array(text.utf8), path: "/etc/feedwatch/feedwatch.yaml",
                environment: ["STATE_DIRECTORY": "/var/lib/feedwatch:/var/lib/other"], version: "1"
            ) { _ in [] }.storeLocation
        }
        #expect(try location("watches: []\n") == "/var/lib/feedwatch/feedwatch.db")
        #expect(try location("store: own.db\n") == "/etc/feedwatch/own.db")
        #expect(try location("store: /data/own.db\n") == "/data/own.db")
    }
}

struct SecretFileTests {
    @Test("a secret that others can read is a warning, unless systemd handed it over")
    func worldReadable() throws {
        let folder = try temporaryFolder()
        defer { remove(folder) }
        let path = folder + "/press.password"
        Fixture.write("  hunter2 \r\nsecond line\n", to: path)
        defer { unlink(path) }
        func load(_ name: String, _ environment: [String: String]) throws -> Config {
            let text = """
                watches: [{name: a, query: Leica}]
                feeds: [{url: "https://one.example/", username: op, password_file: "\(name)"}]
                """
            return try ConfigFile.parse(
                Array(text.utf8), path: folder + "/feedwatch.yaml", environment: environment,
                version: "1"
            ) { _ in [] }
        }
        chmod(path, 0o644)
        let open = try load("press.password", [:])
        #expect(
            open.warnings.map(\.sentence) == [
                "Anyone on this machine can read \(path): chmod 600 makes it yours."
            ])
        #expect(open.feeds.first?.request.password == Secret("hunter2"))
        let handed = try load("press.password", ["CREDENTIALS_DIRECTORY": folder])
        #expect(handed.warnings.isEmpty)
        chmod(path, 0o600)
        #expect(try load("press.password", [:]).warnings.isEmpty)
        #expect(try load(path, ["CREDENTIALS_DIRECTORY": "/nowhere"]).warnings.isEmpty)
    }

    @Test("no problem of a config full of secrets has one of them in it")
    func neverShown() {
        let secret = "t0psecret"
        let texts = [
            "sinks: [{type: webhook, url: 'https://h.example/\(secret)', nope: 1}]",
            "sinks:\n  - type: webhook\n    url: >-\n      https://h.example/\n      \(secret)\n    x: 1\n",
            "sinks:\n  - url: https://h.example/\(secret)\n    type: wobhook\n",
            "sinks: https://h.example/\(secret)",
            "sinks: [[https://h.example/\(secret)]]",
            "feeds: [{url: 'https://a.example/', headers: {K: '\(secret)', : }}]",
            "feeds:\n- url: https://a.example/\n  headers:\n    K: \"\(secret)\n      more\"\n  x: 1\n",
            "feeds:\n- url: https://a.example/\n  headers: {K: \(secret)\n",
            "feeds:\n- url: https://a.example/\n  headers:\n    - \(secret)\n",
            "feeds: ['https://op:\(secret)@a.example/feed']",
            "feeds: [https://op:\(secret)@a.example/feed: x]",
            "feeds: [{url: 'https://a.example/', password: \(secret), api_key: \(secret)}]",
            "feeds:\n  - url: https://a.example/\n    password: \(secret): x\n",
            "sinks:\n  - type: webhook\n    secret: '\(secret)\n",
            "sinks:\n  - {type: webhook, url: https://h.example/\(secret): x}\n",
            "store: postgres://op:\(secret)@db.example/x",
            "sinks:\n  - type: webhook\n    url: &u https://h.example/\(secret)\n    name: *u\n    x: 1\n",
            "token: \(secret)",
        ]
        for text in texts {
            let problems = #expect(throws: ConfigProblems.self, "\(text)") {
                try Fixture.parse("watches: [{name: a, query: Leica}]\n" + text)
            }
            let answer = problems?.description ?? ""
            #expect(!answer.isEmpty && !answer.contains(secret), "\(text)")
        }
    }

    private func temporaryFolder() throws -> String {
        var template = Array("/tmp/feedwatch-config-XXXXXX".utf8CString)
        let made = mkdtemp(&template)
        try #require(made != nil)
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

struct SuggestionTests {
    @Test(
        "the word that was meant is found, and none where nothing is near",
        arguments: [
            ("first_pol", "first_poll"), ("wachtes", "watches"), ("Feeds", "feeds"),
            ("feed", "feeds"), ("sincs", "sinks"), ("consle", "console"), ("xyzzy", nil),
            ("", nil), ("s", nil), ("keeep", "keep"), ("retry", "retries"),
        ])
    func nearest(_ word: String, _ meant: String?) {
        let words = [
            "store", "watches", "feeds", "sinks", "polling", "first_poll", "keep", "log",
            "console", "retries",
        ]
        #expect(Suggestion.nearest(to: word, among: words) == meant)
    }

    @Test("neighbours that are swapped are one slip")
    func distance() {
        func distance(_ a: String, _ b: String) -> Int {
            Suggestion.distance(Array(a.unicodeScalars), Array(b.unicodeScalars))
        }
        #expect(distance("lieca", "leica") == 1)
        #expect(distance("", "abc") == 3)
        #expect(distance("abc", "") == 3)
        #expect(distance("kitten", "sitting") == 3)
        #expect(distance("same", "same") == 0)
    }
}
