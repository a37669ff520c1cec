import ArgumentParser
import ConfigFile
import Daemon
import FeedModel
import Glibc
import Parsing

/// `feedwatch import`: OPML feeds into the config, which keeps its comments.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Adds the feeds of an OPML file to the config; comments and order are kept.",
        discussion: "Example: feedwatch import subscriptions.opml --dry-run")

    @Argument(help: "The OPML file; - is stdin.") var file: String
    @OptionGroup var options: ConfigOptions
    @Flag(help: "Prints the new config instead of writing it.") var dryRun = false

    /// Largest OPML file and config that are read.
    private static let sizeLimit = 16 << 20

    func run() throws {
        let source = try options.source()
        let feeds = try subscriptions()
        let before = try read(source.path)
        let edit: ConfigEditor.Edit
        do throws(ConfigProblems) {
            edit = try ConfigEditor(text: before, file: source.path).adding(feeds)
        } catch {
            StandardError.print(error.description)
            throw ExitStatus.config.code
        }
        if dryRun {
            StandardOutput.write(Array(edit.text.utf8))
        } else if !edit.added.isEmpty {
            try AtomicFile.write(edit.text, to: source.path)
        }
        for url in edit.refusedURLs {
            StandardError.print("feedwatch: left out, no address that can be polled: \(url)")
        }
        StandardError.print(
            "feedwatch: \(edit.added.count) feeds added\(dryRun ? " (dry run)" : ""), \(edit.knownCount) there already."
        )
    }

    private func subscriptions() throws -> [SubscribedFeed] {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try WholeFile.read(file, limit: Self.sizeLimit)
        } catch {
            throw ExitStatus.noInput.saying(error.description)
        }
        do throws(ParseError) {
            return try OPML.feeds(in: bytes).map {
                // An export puts the URL where a feed has no name.
                SubscribedFeed(
                    url: $0.url, name: $0.title == $0.url ? nil : $0.title, tags: $0.tags)
            }
        } catch {
            throw ExitStatus.badData.saying(error.description)
        }
    }

    private func read(_ path: String) throws -> String {
        do throws(UnreadableFile) {
            return String(
                decoding: try WholeFile.read(path, limit: Self.sizeLimit), as: UTF8.self)
        } catch {
            throw ExitStatus.config.saying(error.description)
        }
    }
}

/// Writes a file whole or not at all: beside it, then renamed over it; permissions and owner are kept.
enum AtomicFile {
    static func write(_ text: String, to path: String) throws {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let target =
            realpath(path, &buffer) == nil
            ? path : String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        let temporary = target + ".feedwatch-new"
        var old = stat()
        let mode = stat(target, &old) == 0 ? old.st_mode & 0o7777 : 0o640
        let descriptor = open(
            temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw failure(temporary) }
        let isWritten =
            StandardStream.write(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
        _ = fchown(descriptor, old.st_uid, old.st_gid)
        close(descriptor)
        guard isWritten, rename(temporary, target) == 0 else {
            let error = failure(target)
            unlink(temporary)
            throw error
        }
    }

    private static func failure(_ path: String) -> ExitCode {
        let reason = String(cString: strerror(errno))
        return ExitStatus.cantCreate.saying(
            "\(path) cannot be written: \(reason). Nothing was changed.")
    }
}
