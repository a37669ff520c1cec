import ConfigFile
import Glibc
import LibFuzzer

/// Any bytes are a config or have problems, which can be printed; a feed that is added is there, and nothing else is new.
let target: FuzzTarget = { start, count in
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let before = feedCount(bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else { return 0 }
    do throws(ConfigProblems) {
        let added = SubscribedFeed(url: "https://added.example/", name: "Added: #1", tags: ["a, b"])
        let edit = try ConfigEditor(text: text, file: "fuzz.yaml").adding([added])
        guard let before, !edit.added.isEmpty else { return 0 }
        let after = feedCount(Array(edit.text.utf8))
        precondition(
            after == before + 1,
            "a config of \(before) feeds has \(after ?? -1) after one was added")
    } catch {
        check(error)
    }
    return 0
}

/// The number of feeds; `nil` where there are problems.
func feedCount(_ bytes: [UInt8]) -> Int? {
    do throws(ConfigProblems) {
        let config = try ConfigFile.parse(
            bytes, path: "/srv/fuzz.yaml", environment: ["NAME": "value"], version: "1"
        ) { _ in [SubscribedFeed(url: "https://opml.example/")] }
        return config.feeds.count
    } catch {
        check(error)
        return nil
    }
}

func check(_ problems: ConfigProblems) {
    precondition(!problems.problems.isEmpty, "a refusal names a problem")
    for scalar in problems.description.unicodeScalars where scalar != "\n" {
        precondition(scalar.properties.generalCategory != .control, "a control character is shown")
    }
}

exit(fuzz(target))
