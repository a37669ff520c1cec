import ArgumentParser
import ConfigFile
import Glibc
import Storage

/// What the process says when it ends, after sysexits.h.
enum ExitStatus: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case bug = 70
    case cantCreate = 73
    case inputOutput = 74
    case held = 75
    case config = 78

    var code: ExitCode { ExitCode(rawValue) }

    /// Says the sentence on stderr; the caller throws what comes back.
    func saying(_ sentence: String) -> ExitCode {
        StandardError.print("feedwatch: \(sentence)")
        return code
    }
}

extension StoreError {
    var exitStatus: ExitStatus {
        switch self {
        case .held: .held
        case .cannotOpen, .notBackedUp: .cantCreate
        case .missing: .noInput
        case .newer, .notAStore, .corrupt: .badData
        case .full, .inputOutput: .inputOutput
        }
    }

    var exit: ExitCode { exitStatus.saying(description) }
}
