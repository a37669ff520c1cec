import Glibc

extension FileOperations {
    /// The real ones. Each is repeated where a signal interrupts it.
    package static let system = FileOperations(
        open: { path, flags, mode throws(SystemCallError) in
            try check("open") { Glibc.open(path, flags, mode) }
        },
        close: { _ = Glibc.close($0) },
        status: { descriptor throws(SystemCallError) in
            var status = stat()
            try check("fstat") { fstat(descriptor, &status) }
            return Status(status)
        },
        read: { descriptor, count, offset throws(SystemCallError) in
            var bytes = [UInt8](repeating: 0, count: count)
            let result = bytes.withUnsafeMutableBytes { buffer in
                retrying { pread(descriptor, buffer.baseAddress, count, off_t(offset)) }
            }
            guard result >= 0 else { throw SystemCallError(call: "pread") }
            bytes.removeLast(count - result)
            return bytes
        },
        write: { descriptor, bytes throws(SystemCallError) in
            let result = retrying { Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
            guard result >= 0 else { throw SystemCallError(call: "write") }
            return result
        },
        truncate: { descriptor, size throws(SystemCallError) in
            try check("ftruncate") { ftruncate(descriptor, off_t(size)) }
        },
        sync: { descriptor throws(SystemCallError) in
            try check("fsync") { fsync(descriptor) }
        },
        list: names)
}

extension FileOperations.Status {
    fileprivate init(_ status: stat) {
        self.init(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            linkCount: Int(status.st_nlink), isRegular: status.st_mode & S_IFMT == S_IFREG)
    }
}

private func names(in folder: String) throws(SystemCallError) -> [String] {
    guard let stream = opendir(folder) else { throw SystemCallError(call: "opendir") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        names.append(name)
    }
    return names
}

private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        guard result < 0, errno == EINTR else { return result }
    }
}

@discardableResult
private func check(_ name: String, _ call: () -> Int32) throws(SystemCallError) -> Int32 {
    let result = retrying(call)
    guard result >= 0 else { throw SystemCallError(call: name) }
    return result
}
