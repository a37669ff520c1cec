/// What libFuzzer calls for every input; it answers 0.
package typealias FuzzTarget = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ target: FuzzTarget
) -> CInt

/// Hands the process to libFuzzer, with the command line it was started with.
///
/// Ours rather than libFuzzer's own `main`, because SwiftPM wants to name the entry point of an executable.
package func fuzz(_ target: FuzzTarget) -> CInt {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    return runDriver(&count, &arguments, target)
}
