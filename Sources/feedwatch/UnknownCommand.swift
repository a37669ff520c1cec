import ArgumentParser
import ConfigFile
import FeedModel

/// A first word that is no command, and the one that was meant.
struct UnknownCommand {
    private let word: String
    private let names: [String]

    /// `nil` where the first argument is a command or an option, or where there is none.
    init?(in arguments: some Collection<String>, among commands: [any ParsableCommand.Type]) {
        let names = commands.map { $0._commandName } + ["help"]
        guard let word = arguments.first, !word.hasPrefix("-"), !names.contains(word) else {
            return nil
        }
        (self.word, self.names) = (word, names)
    }

    var sentence: String {
        let shown = VisibleText(word, limit: 60)
        guard let nearest = Suggestion.nearest(to: word, among: names) else {
            return "there is no command '\(shown)'. 'feedwatch --help' lists them all."
        }
        return "there is no command '\(shown)'. Did you mean '\(nearest)'?"
    }
}
