import ArgumentParser
import ConfigFile
import FeedModel
import Storage

/// `feedwatch backup FILE`: a whole copy of the store, while the daemon runs or not.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copies the store to a file, also while the daemon runs.",
        discussion: """
            Example: feedwatch backup /var/backups/feedwatch.db

            The copy is checked, and takes the place of an older one only when it is whole and on the disk.
            """)

    @Argument(help: "The file to make. An older backup is replaced; any other file is left alone.")
    var file: String
    @OptionGroup var options: ConfigOptions

    func run() async throws {
        let config = try options.load()
        do throws(StoreError) {
            try StoreReader(path: config.storeLocation).backUp(to: file)
        } catch {
            throw error.exit
        }
        StandardOutput.print(
            "\(VisibleText(config.storeLocation)) is copied to \(VisibleText(file)).")
    }
}
