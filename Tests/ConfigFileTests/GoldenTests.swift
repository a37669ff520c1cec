import Glibc
import Testing

@testable import ConfigFile

/// `NAME.yaml` and what is said of it, `NAME.expected.txt`; recorded anew with `FEEDWATCH_RECORD=1 swift test --filter GoldenTests`.
struct GoldenTests {
    @Test(
        "each config gets the answer that was recorded",
        arguments: Fixture.names(endingWith: ".yaml"))
    func answer(_ name: String) throws {
        let answer = Fixture.answer(
            to: try Fixture.contents("\(Fixture.folder)/\(name)"), name: name)
        let path = "\(Fixture.folder)/\(name.dropLast(5)).expected.txt"
        if getenv("FEEDWATCH_RECORD") != nil { Fixture.write(answer, to: path) }
        let expected = String(decoding: try Fixture.contents(path), as: UTF8.self)
        #expect(answer == expected)
    }

    @Test("there are fixtures, and none has an answer without a question")
    func pairs() {
        let configs = Fixture.names(endingWith: ".yaml").map { $0.dropLast(5) }
        let answers = Fixture.names(endingWith: ".expected.txt").map { $0.dropLast(13) }
        #expect(configs.count > 30)
        #expect(configs == answers)
    }
}
