import Glibc

/// The feeds of a folder (not of the folders in it), in memory, so that the disk is not measured. JSON Feeds are left out: libxml2 has no say there.
enum Folder {
    struct Unreadable: Error, CustomStringConvertible {
        var description: String
    }

    static func files(_ path: String) throws -> [[UInt8]] {
        guard let folder = opendir(path) else {
            throw Unreadable(description: "\(path) cannot be opened")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            if !isFolder, !name.hasPrefix("."), !name.hasSuffix(".json") { names.append(name) }
        }
        return try names.sorted().map { try file("\(path)/\($0)") }
    }

    private static func file(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else {
            throw Unreadable(description: "\(path) cannot be opened")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }
}
