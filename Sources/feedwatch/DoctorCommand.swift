import ArgumentParser
import ConfigFile
import Daemon
import FeedModel
import Storage

/// `feedwatch doctor`: looks at the store and what is around it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Looks at store, disk, permissions, daemon, clock, feeds and sinks, and says what to do.",
        discussion: """
            Example: sudo feedwatch doctor

            It changes nothing, and may be used while the daemon runs. Exit code 0: nothing is wrong, or only worth a
            look; 65: the store is damaged; 69: something else needs you.
            """)

    @OptionGroup var options: ConfigOptions
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        let config = try options.load()
        let health: StoreHealth
        do throws(StoreError) {
            health = try StoreReader(path: config.storeLocation).health()
        } catch {
            throw error.exit
        }
        let findings = Doctor(
            config: config, store: health, site: StoreSite(config),
            now: Surroundings.live(environment: [:]).now()
        ).findings
        show(findings)
        if !health.problems.isEmpty { throw ExitStatus.badData.code }
        if findings.contains(where: { $0.level == .bad }) { throw ExitStatus.unavailable.code }
    }

    private func show(_ findings: [Doctor.Finding]) {
        for finding in findings {
            guard !json else {
                StandardOutput.print(finding.json)
                continue
            }
            let mark =
                finding.level == .ok ? "ok     " : finding.level == .bad ? "BAD    " : "look at"
            StandardOutput.print("\(mark)  \(finding.subject): \(VisibleText(finding.says))")
            if let advice = finding.advice {
                StandardOutput.print("         \(VisibleText(advice))")
            }
        }
    }
}

extension Doctor.Finding {
    fileprivate var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("level", level.rawValue)
            writer.field("subject", subject)
            writer.field("says", says)
            writer.field("advice", advice)
        }
        return writer.text
    }
}
