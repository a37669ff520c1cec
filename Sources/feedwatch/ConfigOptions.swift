import ArgumentParser
import ConfigFile
import Daemon
import Glibc

/// `--config`, and what every command that needs the config does with it.
struct ConfigOptions: ParsableArguments {
    @Option(
        name: .long,
        help:
            "The config. Default: $FEEDWATCH_CONFIG, ./feedwatch.yaml, /etc/feedwatch/feedwatch.yaml."
    )
    var config: String?

    static var environment: [String: String] { ProcessEnvironment.all }

    func source() throws -> ConfigSource {
        do throws(ConfigError) {
            let path = try ConfigFile.locate(flag: config, environment: Self.environment)
            return ConfigSource(path: path, environment: Self.environment)
        } catch {
            throw ExitStatus.config.saying(error.description)
        }
    }

    /// The config, or all that is wrong with it on stderr and exit code 78.
    /// `areSecretsRead`: no, where a command only looks: its user may not be allowed to see them.
    func load(areSecretsRead: Bool = false) throws -> Config {
        let source = try source()
        do throws(ConfigProblems) {
            return try source.load(areSecretsRead: areSecretsRead)
        } catch {
            StandardError.print(error.description)
            throw ExitStatus.config.code
        }
    }
}

enum ProcessEnvironment {
    static var all: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }
}
