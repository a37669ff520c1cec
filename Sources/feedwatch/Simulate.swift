import ArgumentParser
import Daemon
import FeedModel
import Glibc
import Scheduling

/// `feedwatch simulate`: the scheduler in simulated time, over publication times as they were.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replays publication times through the scheduler and says how long items waited.",
        discussion: """
            Example: feedwatch simulate trace.csv --polls-per-day 24 --min 15m

            A trace has a line `feed,epoch_seconds[,host]` for each item, in any order, without a header.
            The first half is for learning, the second is scored; delays are in seconds.
            """)

    /// Larger is no trace; it would not fit into memory several times over.
    private static let sizeLimit = 1 << 30

    @Argument(help: ArgumentHelp("The trace; `-` is stdin.", valueName: "trace.csv"))
    var trace: String
    @Option(help: "The budget: polls of a feed in a day, on average.")
    var pollsPerDay: Double
    @Option(help: "No two polls of a feed are closer: 90s, 15m, 6h, 2d.")
    var min: DurationArgument = DurationArgument(duration: PollingSettings().min)
    @Option(help: "No two polls of a feed are farther apart.")
    var max: DurationArgument = DurationArgument(duration: PollingSettings().max)
    @Option(help: "adaptive or fixed.")
    var pace: PollingSettings.Pace = .adaptive
    @Option(help: "The most polls of one host in any hour; off unless given.")
    var perHostHour: Int?
    @Option(help: "Writes all polls there, a line `feed,epoch_seconds` each.")
    var pollsOut: String?

    func validate() throws {
        guard pollsPerDay.isFinite, pollsPerDay > 0, pollsPerDay <= 86_400 else {
            throw ValidationError("--polls-per-day takes a number above 0, at most 86400.")
        }
        guard min.duration <= max.duration else {
            throw ValidationError("--min is longer than --max.")
        }
        guard (perHostHour ?? 1) >= 1 else {
            throw ValidationError("--per-host-hour takes a number of at least 1.")
        }
        let every = Duration.seconds(86_400 / pollsPerDay)
        guard every >= min.duration, every <= max.duration else {
            throw ValidationError(
                "--polls-per-day \(pollsPerDay) cannot be had: one every \(Int(every.inSeconds)) s is outside of --min and --max."
            )
        }
    }

    func run() throws {
        let trace = try readTrace()
        let out = try pollsOut.map(openOutput)
        var simulation = Simulation(trace, settings: settings)
        let polls = simulation.run()
        if let out { try write(polls, of: trace, to: out) }
        StandardOutput.print(SimulationReport(trace, polls: polls).json)
    }
}

extension Simulate {
    private var settings: PollingSettings {
        var settings = PollingSettings()
        settings.every = .seconds(86_400 / pollsPerDay)
        settings.pace = pace
        (settings.min, settings.max) = (min.duration, max.duration)
        settings.hourlyLimitPerHost = perHostHour
        return settings
    }

    private func readTrace() throws -> Trace {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try WholeFile.read(trace, limit: Self.sizeLimit)
        } catch {
            throw ExitStatus.noInput.saying(error.description)
        }
        do throws(TraceError) {
            return try Trace(csv: bytes)
        } catch {
            throw ExitStatus.badData.saying("\(VisibleText(trace)): \(error.description)")
        }
    }

    /// Opened before the work is done, so that a path that cannot be written costs no waiting.
    private func openOutput(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw ExitStatus.cantCreate.saying(
                "\(VisibleText(path)) cannot be written: \(reason).")
        }
        return descriptor
    }

    private func write(
        _ polls: [Simulation.Poll], of trace: Trace, to descriptor: Int32
    ) throws {
        let names = trace.feeds.map { Array($0.name.utf8) }
        var bytes: [UInt8] = []
        for poll in polls {
            bytes += names[poll.feed]
            bytes.append(UInt8(ascii: ","))
            bytes += String(poll.time.seconds).utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        let isWritten = StandardStream.write(bytes, to: descriptor)
        let reason = String(cString: strerror(errno))
        guard close(descriptor) == 0, isWritten else {
            throw ExitStatus.inputOutput.saying("The polls cannot be written: \(reason).")
        }
    }
}

extension PollingSettings.Pace: ExpressibleByArgument {}

/// A duration as in the config: `90s`, `15m`, `6h`, `2d`.
struct DurationArgument: ExpressibleByArgument {
    /// A slip of the hand is likelier than a century.
    private static let limit: Duration = .days(36_500)

    let duration: Duration

    init(duration: Duration) { self.duration = duration }

    init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = argument.last, let factor = units[unit],
            let count = Int(argument.dropLast()), count > 0, count <= 1_000_000_000,
            .seconds(count * factor) <= Self.limit
        else { return nil }
        duration = .seconds(count * factor)
    }

    var defaultValueDescription: String {
        let seconds = Int(duration.inSeconds)
        for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60)]
        where seconds % length == 0 && seconds / length > 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}
