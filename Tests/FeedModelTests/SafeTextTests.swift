import FeedModel
import Testing

@Suite("Text from a feed is safe where it is shown")
struct SafeTextTests {
    @Test(arguments: [
        ("a\u{1B}[31mred", "a [31mred"), ("one\r\ntwo\tthree", "one two three"),
        ("\u{202E}gnp.exe", "gnp.exe"), ("\u{9B}31mC1", "31mC1"), ("a\u{2028}b", "a b"),
        ("  spaces  ", "spaces"), ("zero\u{200B}width", "zerowidth"), ("ライカ 📷", "ライカ 📷"),
        ("so\u{AD}ft\u{3164}fill\u{115F}\u{2800}ers", "soft fill ers"),
        ("va\u{E0101}ri\u{180E}a\u{1D173}nt\u{FFFE}\u{1FFFF}", "variant"),
        ("❤\u{FE0F}", "❤\u{FE0F}"),
    ])
    func visible(_ raw: String, _ shown: String) {
        #expect(VisibleText(raw).description == shown)
    }

    @Test func `long text is cut with a mark`() {
        #expect(VisibleText("abcdef", limit: 3).description == "abc…")
    }

    @Test(arguments: [
        ("\"quoted\" \\ back", #""\"quoted\" \\ back""#), ("line\nbreak", #""line\nbreak""#),
        ("\u{1B}\u{7F}", #""\u001b\u007f""#), ("\u{85}", #""\u0085""#),
        ("\u{2028}\u{202E}", #""\u2028\u202e""#), ("L² ライカ é", #""L² ライカ é""#),
    ])
    func json(_ raw: String, _ written: String) {
        var writer = JSONWriter()
        writer.value(raw)
        #expect(writer.text == written)
    }

    @Test func `objects and arrays nest, with commas where they belong`() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("a", 1)
            writer.field("absent", nil as String?)
            writer.field("list", ["x", "y"])
            writer.key("inner")
            writer.object { $0.field("flag", true) }
        }
        #expect(writer.text == #"{"a":1,"list":["x","y"],"inner":{"flag":true}}"#)
    }

    @Test func `a secret shows nothing of itself, however it is printed`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped]
        {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.reveal() == "hunter2")
    }
}
