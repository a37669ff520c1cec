import FeedModel
import Glibc

/// Reads an operator's template. It is read once, when the sink is made, as the config is.
enum TemplateFile {
    private static let sizeLimit = 1 << 20

    static func read(
        _ path: String?, of sink: SinkName
    ) throws(SinkError) -> TemplateMessage {
        guard let path else {
            throw .badTemplate(sink, path: "", problem: "format: template needs template: PATH")
        }
        do {
            return try TemplateMessage(path: path, text: try text(path))
        } catch let error as MessageError {
            throw .badTemplate(sink, path: path, problem: error.description)
        } catch {
            throw .badTemplate(sink, path: path, problem: "\(error)")
        }
    }

    private static func text(_ path: String) throws -> String {
        let operations = FileOperations.system
        let descriptor = try operations.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
        defer { operations.close(descriptor) }
        let bytes = try operations.read(descriptor, sizeLimit, 0)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MessageError(description: "it is not UTF-8")
        }
        return text
    }
}
