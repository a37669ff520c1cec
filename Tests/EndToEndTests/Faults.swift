import Foundation
import TestSupport
import Testing

/// Faults of the disk and the clock for one daemon, turned on and off while it runs: `Fixtures/fault-shim.c`, compiled
/// here.
struct Faults {
    private let folder: TemporaryFolder

    init(source: String = #filePath) throws {
        folder = try TemporaryFolder()
        try folder.write("", to: "rules")
        let shim = URL(fileURLWithPath: source).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/fault-shim.c")
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/bin/sh")
        compiler.arguments = [
            "-c", "if command -v cc >/dev/null; then cc \"$@\"; else clang \"$@\"; fi", "cc",
            "-shared", "-fPIC", "-O1", "-o", folder.file("shim.so"), shim.path,
        ]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "the shim was not compiled")
    }

    var environment: [String: String] {
        ["LD_PRELOAD": folder.file("shim.so"), "FAULT_RULES": folder.file("rules")]
    }

    /// One rule a line, as the shim reads them; none: all is well again.
    func set(_ rules: String = "") throws {
        // Swapped in whole: the shim reads it at any moment.
        try Data((rules + "\n").utf8).write(
            to: URL(fileURLWithPath: folder.file("rules")), options: .atomic)
    }
}
