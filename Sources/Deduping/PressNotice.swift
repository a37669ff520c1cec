/// The part of a press release that is the same in all of them: "About the company", contacts.
///
/// It is cut off before texts are compared, so that two releases of one company are not taken for one. Only
/// where it comes after a good part of the text, and where a block begins with it.
enum PressNotice {
    static func removed(from text: String) -> String {
        let blocks = text.split(separator: "\n", omittingEmptySubsequences: true)
        let total = blocks.reduce(0) { $0 + $1.utf8.count }
        var before = 0
        for (index, block) in blocks.enumerated() {
            if before * 4 >= total, isNotice(block) {
                return blocks[..<index].joined(separator: "\n")
            }
            before += block.utf8.count
        }
        return text
    }

    private static func isNotice(_ block: Substring) -> Bool {
        let start = block.drop { $0 == " " || $0 == "#" || $0 == "*" }.prefix(24).lowercased()
        return openings.contains { start.hasPrefix($0) }
    }

    private static let openings = [
        "about ", "über ", "ueber ", "à propos", "a propos", "acerca de", "sobre ",
        "informazioni su",
        "media contact", "press contact", "contact:", "contacts:", "pressekontakt",
        "forward-looking statement", "safe harbor", "for more information",
        "notes to editors", "note to editors",
    ]
}
