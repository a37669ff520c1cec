import ArgumentParser
import ConfigFile
import Daemon
import Delivering
import FeedModel
import Glibc
import Logging
import Storage

/// `feedwatch run`: the daemon, or one round of it.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Polls, matches and delivers until SIGTERM; with --once one round only.",
        discussion: """
            Example: feedwatch run --once --config feedwatch.yaml

            SIGHUP reloads the config and opens log files anew. SIGTERM and SIGINT end it within 10 s.
            """)

    @OptionGroup var options: ConfigOptions
    @Flag(help: "Polls every feed once, delivers what is due, and ends.") var once = false

    func run() async throws {
        let source = try options.source()
        let config = try options.load(areSecretsRead: true)
        signal(SIGPIPE, SIG_IGN)
        let environment = ConfigOptions.environment
        let surroundings = Surroundings.live(environment: environment)
        let logger = Log.make(config.log, environment: environment, isQuiet: once)
        for warning in config.warnings {
            logger.warning("config", metadata: ["detail": "\(warning.headline)"])
        }
        do throws(DaemonError) {
            if once {
                try await runOnce(config, surroundings, logger)
            } else {
                try await DaemonRun(
                    source: source, config: config, surroundings: surroundings,
                    isColourWanted: Terminal.isColourWanted, logger: logger
                ).run()
            }
        } catch {
            throw error.exit
        }
    }

    private func runOnce(
        _ config: Config, _ surroundings: Surroundings, _ logger: Logger
    ) async throws(DaemonError) {
        let progress = ProgressLine()
        let report = try await OnceRun(
            config: config, surroundings: surroundings, isColourWanted: Terminal.isColourWanted,
            logger: logger
        ) { done, total in
            progress.show("polled \(done) of \(total) feeds")
        }.run()
        progress.end()
        OnceReportPrinter(report: report).print()
        if let code = OnceReportPrinter(report: report).exitCode { Self.exit(withError: code) }
    }
}

extension DaemonError {
    var exit: ExitCode {
        switch self {
        case .store(let error): error.exit
        case .sink(let error): ExitStatus.config.saying(error.description)
        case .console(let reason): ExitStatus.unavailable.saying(reason)
        case .part(let reason):
            ExitStatus.bug.saying("A part of the daemon ended: \(VisibleText(reason))")
        }
    }
}

/// What `run --once` says on stderr when it ends.
struct OnceReportPrinter {
    let report: OnceRun.Report

    func print() {
        for failure in report.failures {
            let name = VisibleText(failure.name, limit: 120)
            StandardError.print("feedwatch: \(name): \(failure.kind): \(failure.detail)")
        }
        for (sink, problem) in report.sinkProblems.sorted(by: { $0.key < $1.key }) {
            StandardError.print("feedwatch: sink \(sink): \(problem)")
        }
        StandardError.print("feedwatch: \(summary)")
    }

    /// 69 where every feed failed, 74 where a sink could not write; else success.
    var exitCode: ExitCode? {
        if report.feedCount > 0, report.failures.count == report.feedCount {
            return ExitStatus.unavailable.code
        }
        return nil
    }

    private var summary: String {
        var parts = [
            "\(Counted(report.feedCount, "feed")) polled",
            "\(Counted(report.eventCount, "new event"))",
        ]
        if !report.failures.isEmpty { parts.append("\(report.failures.count) failed") }
        if report.waitingCount > 0 {
            parts.append("\(report.waitingCount) left alone because their servers asked for it")
        }
        return parts.joined(separator: ", ") + "."
    }
}

enum Terminal {
    /// On a terminal, unless `NO_COLOR` is set to anything. <https://no-color.org>
    static var isColourWanted: Bool {
        StandardOutput.isTerminal && (ConfigOptions.environment["NO_COLOR"] ?? "").isEmpty
    }
}

enum Log {
    /// The logger of the config; `isQuiet`: warnings and worse only, unless the config asks for more than `info`.
    static func make(
        _ settings: LogSettings, environment: [String: String], isQuiet: Bool
    ) -> Logger {
        var level = Logger.Level(rawValue: settings.level.rawValue) ?? .info
        if isQuiet, level == .info { level = .error }
        let isJournal = environment["JOURNAL_STREAM"] != nil && isatty(STDERR_FILENO) == 0
        let form: LineLogHandler.Form =
            settings.format == .json ? .json : isJournal ? .journal : .text
        return Logger(label: "feedwatch") { _ in LineLogHandler(form: form, level: level) }
    }
}
