import FeedModel

/// Reads `secret_file:` and `password_file:`: relative to `$CREDENTIALS_DIRECTORY` where that is set.
struct SecretFile {
    static let sizeLimit = 64 << 10

    let reader: ValueReader

    /// The lines that are not empty, in order; a problem and `nil` where there is none.
    func lines(_ scalar: RawScalar) -> [Secret]? {
        guard let name = reader.word(scalar), reader.areSecretsRead else { return nil }
        let credentials = reader.environment["CREDENTIALS_DIRECTORY"].flatMap {
            $0.isEmpty ? nil : $0
        }
        let path = absolute(name, from: credentials ?? reader.directory)
        do {
            let file = try FileBytes(path: path, limit: Self.sizeLimit)
            // A credential of systemd is in a folder that is closed to others, whatever its own mode says.
            if file.isWorldReadable, credentials == nil || name.hasPrefix("/") {
                reader.log.warning(
                    scalar, "Anyone on this machine can read \(path): chmod 600 makes it yours.")
            }
            return lines(of: file, path: path, scalar)
        } catch {
            let place =
                credentials == nil || name.hasPrefix("/")
                ? "" : " It is looked for in $CREDENTIALS_DIRECTORY."
            reader.log.error(scalar, "\(path) cannot be read: \(error.reason).\(place)")
            return nil
        }
    }

    private func lines(of file: FileBytes, path: String, _ scalar: RawScalar) -> [Secret]? {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            reader.log.error(scalar, "\(path) is not text (UTF-8).")
            return nil
        }
        let lines = text.split { $0.isNewline }.map { line in
            String(line.trimming { $0 == " " || $0 == "\t" })
        }.filter { !$0.isEmpty }
        guard !lines.isEmpty else {
            reader.log.error(scalar, "\(path) is empty: write the secret into it, on one line.")
            return nil
        }
        return lines.map { Secret($0) }
    }
}

extension Substring {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var text = self
        while let first = text.first, isTrimmed(first) { text.removeFirst() }
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}
