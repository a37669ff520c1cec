/// Where a document came from: what relative links in it are relative to.
struct DocumentLocation {
    /// The Content-Location, else the URL that was asked for.
    let base: String?

    init(url: String?, contentLocation: String?) {
        let url = url?.trimmedOrNil
        guard let location = contentLocation?.trimmedOrNil else {
            base = url
            return
        }
        let resolved = URLReference.resolve(location, against: url)
        base = URLReference.isAbsolute(resolved) ? resolved : url
    }
}
