import Delivering
import FeedModel
import Testing

@Suite struct EventRendererTests {
    @Test func aMentionHasTheKeysOfTheSchemaInTheirOrder() {
        let json = String(decoding: EventRenderer.json(EventFixtures.mention(42)), as: UTF8.self)
        #expect(
            json
                == #"{"schema":"feedwatch/1","seq":42,"id":"msg_42","type":"mention.new","time":"2026-11-23T00:31:36.120Z","#
                + #""watches":["leica","lumix"],"item":{"id":"guid-1","url":"https://example.com/s9","title":"Lumix S9 is here","#
                + #""published":"2026-11-22T23:26:40Z","authors":["A. Writer"],"tags":["cameras"],"language":"en"},"#
                + #""feed":{"name":"Example","url":"https://example.com/feed.xml"},"#
                + #""snippet":"The new Lumix S9 was shown by Panasonic and Leica.","#
                + #""matches":[{"watch":"lumix","term":"Lumix","field":"title","text":"Lumix","start":0,"end":5}],"#
                + #""story":{"id":"s-1","sources":2,"also":[{"feed":"Other","url":"https://other.example/s9"}]}}"#
        )
    }

    @Test func aHealthEventHasAReasonAndADetail() {
        let json = String(decoding: EventRenderer.json(EventFixtures.failing), as: UTF8.self)
        #expect(
            json
                == #"{"schema":"feedwatch/1","seq":7,"id":"msg_h","type":"feed.failing","time":"2026-11-23T00:31:36.000Z","#
                + #""feed":{"name":"Example","url":"https://example.com/feed.xml"},"reason":"timeout","#
                + #""detail":"example.com did not answer within 30 seconds."}"#)
    }

    @Test func theTextLineIsTimeWatchesTitleFeedURL() {
        #expect(
            EventRenderer.line(EventFixtures.mention(1))
                == "2026-11-23T00:31:36Z  leica,lumix  Lumix S9 is here — Example  https://example.com/s9"
        )
        #expect(
            EventRenderer.line(EventFixtures.failing)
                == "2026-11-23T00:31:36Z  feed.failing  example.com did not answer within 30 seconds. — Example  "
                + "https://example.com/feed.xml")
    }

    @Test func whatAFeedSaysCannotLeaveItsLine() {
        let evil = EventFixtures.mention(
            1, title: "a\nb\u{1B}[31mred\u{202E}txet\u{2028}c\u{0}",
            url: "https://example.com/\u{7}\n", feed: "F\r\nG")
        let line = EventRenderer.line(evil)
        #expect(
            line.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0 != "\u{202E}" && $0 != "\u{2028}"
            })
        let json = EventRenderer.json(evil)
        #expect(!json.contains { $0 < 0x20 })
        #expect(EventReader.mark(json[...])?.sequence == 1)
    }

    @Test func colourIsOnlyAddedWhereItIsWanted() {
        #expect(!EventRenderer.line(EventFixtures.mention(1)).contains("\u{1B}"))
        #expect(
            EventRenderer.line(EventFixtures.mention(1), inColour: true).contains(
                "\u{1B}[1;36mleica,lumix\u{1B}[0m"))
    }
}

@Suite struct EventReaderTests {
    @Test func aRenderedLineIsRecognised() {
        let line = EventRenderer.json(EventFixtures.mention(43, id: "msg_abc"))
        #expect(
            EventReader.mark(line[...]) == EventReader.Mark(sequence: 43, id: EventID("msg_abc")))
    }

    @Test func noPartOfALineIsTakenForTheWhole() {
        let line = EventRenderer.json(EventFixtures.mention(43))
        for length in 0..<line.count {
            #expect(EventReader.mark(line[..<length]) == nil)
        }
        for length in 1..<line.count { #expect(EventReader.isOurs(line[..<length])) }
    }

    @Test(arguments: [
        "", "{}", "hello", #"{"seq":1}"#, #"{"schema":"feedwatch/2","seq":1,"id":"a"}"#,
    ])
    func anotherLineIsNotOurs(_ text: String) {
        #expect(EventReader.mark(Array(text.utf8)[...]) == nil)
    }
}
