import ArgumentParser
import Daemon
import Glibc

/// The command line: one file a command, one exit code an error.
@main
struct Feedwatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedwatch",
        abstract:
            "Polls feeds politely, finds every item that mentions what you watch, and tells you once.",
        discussion: """
            Try it:   feedwatch check && feedwatch run --once
            The config is looked up: --config, $FEEDWATCH_CONFIG, ./feedwatch.yaml, /etc/feedwatch/feedwatch.yaml.
            Answers go to stdout, logs and progress to stderr. Exit codes are those of sysexits.h.
            """,
        version: "feedwatch \(FeedwatchVersion.number)",
        groupedSubcommands: [
            CommandGroup(name: "Watching:", subcommands: [Run.self, Check.self]),
            CommandGroup(
                name: "Looking:",
                subcommands: [Feeds.self, Mentions.self, Deliveries.self, Redeliver.self]),
            CommandGroup(
                name: "Trying out:",
                subcommands: [
                    Parse.self, Match.self, Backtest.self, Simulate.self, Discover.self,
                ]),
            CommandGroup(
                name: "Caring:", subcommands: [DoctorCommand.self, Backup.self]),
            CommandGroup(name: "Feed lists:", subcommands: [Import.self, Export.self]),
        ])

    static func main() async {
        StandardStream.fillGaps()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let commands =
            configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
        if let unknown = UnknownCommand(in: arguments, among: commands) {
            exit(withError: ExitStatus.usage.saying(unknown.sentence))
        }
        await main(arguments)
    }
}
