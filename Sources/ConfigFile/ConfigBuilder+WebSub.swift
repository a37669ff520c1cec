extension ConfigBuilder {
    /// Both keys or nothing: a hub must be told where it can call back.
    func webSub(_ raw: RawWebSub) -> WebSubSettings? {
        guard let listen = raw.listen, let publicURL = raw.publicURL else {
            if !log.hasProblem(below: raw.path) {
                log.error(
                    at: raw.position, raw.path,
                    "This needs listen: (an address of this machine) and public_url: (where hubs reach it from outside)."
                )
            }
            return nil
        }
        // Both are looked at, whatever is wrong with the first.
        let (address, url) = (listenAddress(listen), callbackBase(publicURL))
        guard let address, let url else { return nil }
        return WebSubSettings(listen: address, publicURL: url)
    }

    /// Ends in `/`, for a callback's own name is put behind it.
    private func callbackBase(_ scalar: RawScalar) -> String? {
        guard let text = values.word(scalar) else { return nil }
        guard let address = WebAddress(text), address.isWeb, !address.hasUserInfo,
            !text.contains("?"), !text.contains("#")
        else {
            log.error(
                scalar,
                "\(values.shown(scalar)) is not a URL that callbacks can begin with, as in https://feeds.example/push/."
            )
            return nil
        }
        if address.isLoopback {
            log.warning(scalar, "Hubs on other machines cannot reach this address.")
        } else if address.scheme == "http" {
            log.warning(
                scalar, "Whoever is on the way can read callbacks over http: use https.")
        }
        return text.hasSuffix("/") ? text : text + "/"
    }
}
