import FeedModel
import Transport

/// For how long a server calls its answer fresh: `Cache-Control: max-age`, else `Expires`, less its age (RFC 9111, section 4.2).
struct Freshness {
    /// A silly value cannot silence a feed for longer.
    static let limit = Duration.hours(24)

    /// From now; zero where the answer is stale already, `nil` where nothing is said.
    let lifetime: Duration?

    init(_ headers: HeaderList, now: Timestamp) {
        let whole = Self.maxAge(headers) ?? Self.expiry(headers, now: now)
        guard let whole else {
            lifetime = nil
            return
        }
        let age = headers["Age"].flatMap(Self.seconds) ?? .zero
        lifetime = min(max(whole - age, .zero), Self.limit)
    }

    /// `.zero` where the answer must not be reused unasked.
    private static func maxAge(_ headers: HeaderList) -> Duration? {
        var age: Duration?
        for directive in headers.values(of: "Cache-Control").joined(separator: ",").split(
            separator: ",")
        {
            let parts = directive.split(separator: "=", maxSplits: 1)
            guard let name = parts.first?.filter({ $0 != " " && $0 != "\t" }).lowercased() else {
                continue
            }
            switch name {
            case "no-cache" where parts.count == 1, "no-store": return .zero
            case "max-age" where parts.count == 2: age = seconds(String(parts[1])) ?? age
            default: break
            }
        }
        return age
    }

    private static func expiry(_ headers: HeaderList, now: Timestamp) -> Duration? {
        guard let text = headers["Expires"] else { return nil }
        // A date that is none means "already expired" (RFC 9111, section 5.3).
        guard let expires = HTTPDate.parse(text, now: now) else { return .zero }
        let date = headers["Date"].flatMap { HTTPDate.parse($0, now: now) } ?? now
        return expires - date
    }

    /// A number of seconds, quoted or not; too large a one is very large.
    private static func seconds(_ text: String) -> Duration? {
        let digits = text.filter { $0 != " " && $0 != "\"" && $0 != "\t" }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return .seconds(min(Int64(digits) ?? .max, 1 << 31))
    }
}
