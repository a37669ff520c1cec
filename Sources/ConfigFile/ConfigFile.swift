import FeedModel
import Fetching
import Glibc

/// From the file as written to the `Config` as meant: finds it, reads it, and says all that is wrong with it at once.
package enum ConfigFile {
    /// What feedwatch calls itself unless the config says otherwise; `VERSION` is filled in by `load`.
    package static let defaultUserAgent =
        "feedwatch/VERSION (+https://github.com/feedwatch/feedwatch)"

    /// A config of ten thousand watches is a few megabytes.
    package static let sizeLimit = 16 << 20

    /// The config's path: `--config`, `$FEEDWATCH_CONFIG`, `./feedwatch.yaml`, `/etc/feedwatch/feedwatch.yaml`.
    ///
    /// A path that was named is returned whether it exists or not: `load` says what is wrong with it.
    package static func locate(
        flag: String?, environment: [String: String],
        exists: (String) -> Bool = { access($0, F_OK) == 0 }
    ) throws(ConfigError) -> String {
        if let flag { return flag }
        if let named = environment["FEEDWATCH_CONFIG"], !named.isEmpty { return named }
        let places = ["feedwatch.yaml", "/etc/feedwatch/feedwatch.yaml"]
        guard let found = places.first(where: exists) else {
            throw .notFound(places: places)
        }
        return found
    }

    /// The config at `path`.
    ///
    /// `readOPML` is given the absolute path of each `opml:` entry and may throw an error whose description says why not.
    /// Without `areSecretsRead` no secret file is opened: who only looks at the store need not be able to.
    package static func load(
        path: String, environment: [String: String], version: String, areSecretsRead: Bool = true,
        readOPML: (_ path: String) throws -> [SubscribedFeed]
    ) throws(ConfigProblems) -> Config {
        let file: FileBytes
        do {
            file = try FileBytes(path: path, limit: sizeLimit)
        } catch {
            throw unreadable(path, error)
        }
        return try parse(
            file.bytes, path: path, environment: environment, version: version,
            areSecretsRead: areSecretsRead, readOPML: readOPML)
    }

    /// The config in `bytes`, which stand in the file at `path`; relative paths begin in its folder.
    package static func parse(
        _ bytes: [UInt8], path: String, environment: [String: String], version: String,
        areSecretsRead: Bool = true, readOPML: (_ path: String) throws -> [SubscribedFeed]
    ) throws(ConfigProblems) -> Config {
        let text = try ConfigText.decode(bytes, file: path)
        let log = ProblemLog(file: path, source: SourceText(text))
        guard let root = YAMLDocument.root(of: log) else {
            throw ConfigProblems(kind: .invalid, problems: log.problems)
        }
        let raw = RawConfig(root, log: log)
        let values = ValueReader(
            log: log, environment: environment, directory: folder(of: path),
            areSecretsRead: areSecretsRead)
        var config = ConfigBuilder(values: values).build(
            raw, path: path, version: version, readOPML: readOPML)
        let problems = ConfigProblems(kind: .invalid, problems: log.problems)
        guard problems.errorCount == 0 else { throw problems }
        config.warnings = problems.problems
        return config
    }
}

extension ConfigFile {
    private static func unreadable(_ path: String, _ fault: FileBytes.Fault) -> ConfigProblems {
        let advice =
            switch fault {
            case .missing: " Name it with --config PATH or $FEEDWATCH_CONFIG."
            case .tooLarge: " The most is \(sizeLimit >> 20)MiB."
            case .isDirectory, .unreadable: ""
            }
        let problem = ConfigProblem(
            severity: .error, file: path, position: SourcePosition(line: 1, column: 1), path: "",
            sentence: "The config cannot be read: \(fault.reason).\(advice)")
        return ConfigProblems(
            kind: fault == .missing ? .missing : .unreadable, problems: [problem])
    }

    /// The absolute path of the folder that a file is in.
    private static func folder(of path: String) -> String {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { path[..<$0] }.map(String.init) ?? "."
        if path.hasPrefix("/") { return folder.isEmpty ? "/" : folder }
        guard let buffer = getcwd(nil, 0) else { return folder }
        defer { free(buffer) }
        let here = String(cString: buffer)
        return folder == "." ? here : absolute(folder, from: here)
    }
}
