import Foundation
import Synchronization

/// The built binary as a user runs it: a process of its own, with its output as lines.
package final class FeedwatchProcess: Sendable {
    /// How a process ended, with all that it said.
    package struct Finished: Sendable {
        /// The exit code; a signal's number with a minus where it was killed.
        package var status: Int32
        package var output: String
        package var errors: String

        package var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Beside the test bundle, where the build puts both; or what `FEEDWATCH_BINARY` names, such as a release build.
    package static var binary: String {
        if let path = ProcessInfo.processInfo.environment["FEEDWATCH_BINARY"] { return path }
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0])
        return bundle.deletingLastPathComponent().appendingPathComponent("feedwatch").path
    }

    package let processID: Int32
    /// Lines of stdout, as they come.
    package let outputLines: AsyncStream<String>
    /// Lines of stderr, as they come.
    package let errorLines: AsyncStream<String>
    private let exit: AsyncStream<Int32>

    /// Starts `feedwatch ARGUMENTS` in `folder`; nothing of this process's environment but `PATH` reaches it.
    package init(
        _ arguments: [String], in folder: String, environment: [String: String] = [:],
        input: String? = nil
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = try Self.file(holding: input)
        let (exits, exited) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            let status = process.terminationStatus
            exited.yield(process.terminationReason == .uncaughtSignal ? -status : status)
            exited.finish()
        }
        exit = exits
        try process.run()
        processID = process.processIdentifier
        outputLines = Self.lines(of: output.fileHandleForReading)
        errorLines = Self.lines(of: errors.fileHandleForReading)
    }

    /// Runs `feedwatch ARGUMENTS` to its end.
    package static func run(
        _ arguments: [String], in folder: String, environment: [String: String] = [:],
        input: String? = nil
    ) async throws -> Finished {
        let process = try FeedwatchProcess(
            arguments, in: folder, environment: environment, input: input)
        async let output = process.outputLines.reduce(into: "") { $0 += $1 + "\n" }
        async let errors = process.errorLines.reduce(into: "") { $0 += $1 + "\n" }
        let status = await process.waitForExit()
        return await Finished(status: status, output: output, errors: errors)
    }

    package func waitForExit() async -> Int32 {
        for await status in exit { return status }
        return -1
    }

    package func send(_ signal: Int32) { kill(processID, signal) }

    /// The next line of stderr that holds `text`; `nil` where the process ended without one.
    package func errorLine(holding text: String) async -> String? {
        for await line in errorLines where line.contains(text) { return line }
        return nil
    }

    /// The next line of stdout; `nil` where the process ended without one.
    package func outputLine() async -> String? {
        for await line in outputLines { return line }
        return nil
    }
}

extension FeedwatchProcess {
    private static func file(holding input: String?) throws -> FileHandle {
        guard let input else { return .nullDevice }
        let path = NSTemporaryDirectory() + "/feedwatch-input-\(UInt64.random(in: 0 ... .max))"
        try Data(input.utf8).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        return try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    }

    /// Read by a thread of its own, so that a full pipe never stops the process under test.
    private static func lines(of handle: FileHandle) -> AsyncStream<String> {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        Thread.detachNewThread {
            var rest = Data()
            while true {
                let chunk = handle.availableData
                if chunk.isEmpty { break }
                rest.append(chunk)
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    continuation.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
                    rest = Data(rest[(end + 1)...])
                }
            }
            if !rest.isEmpty { continuation.yield(String(decoding: rest, as: UTF8.self)) }
            continuation.finish()
        }
        return lines
    }
}
