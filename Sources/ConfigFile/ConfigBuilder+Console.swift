extension ConfigBuilder {
    func consoleAddress(_ scalar: RawScalar) -> ListenAddress? {
        guard let address = listenAddress(scalar) else { return nil }
        if case .tcp(let host, _) = address, !WebAddress.isLoopback(host: host) {
            log.warning(
                scalar,
                "The console asks for no password: whoever reaches this address can read it.")
        }
        return address
    }

    /// `127.0.0.1:7373`, `[::1]:7373`, `localhost:7373` or `unix:PATH`.
    func listenAddress(_ scalar: RawScalar) -> ListenAddress? {
        guard let text = values.word(scalar) else { return nil }
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard !path.isEmpty else {
                log.error(scalar, "unix: needs a path behind it.")
                return nil
            }
            let whole = absolute(path, from: values.directory)
            // sockaddr_un has 108 bytes, the last of them a zero.
            guard whole.utf8.count <= 107 else {
                log.error(scalar, "The path of a socket has at most 107 bytes; this has more.")
                return nil
            }
            return .unix(path: whole)
        }
        guard let address = WebAddress("http://\(text)"), let port = address.port,
            address.rest == "/", !address.hasUserInfo, !text.hasSuffix("/")
        else {
            log.error(
                scalar,
                "\(values.shown(scalar)) is not HOST:PORT, as in 127.0.0.1:7373, nor unix:PATH.")
            return nil
        }
        return .tcp(host: address.host, port: port)
    }
}
