import Testing

@testable import Console

@Suite struct ConsoleAddressTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let claim: String
        let text: String
        let address: ConsoleAddress?
        var testDescription: String { claim }

        init(_ claim: String, _ text: String, _ address: ConsoleAddress?) {
            (self.claim, self.text, self.address) = (claim, text, address)
        }
    }

    @Test(arguments: [
        Row("an IPv4 address and a port", "127.0.0.1:7373", .tcp(host: "127.0.0.1", port: 7373)),
        Row("a name and a port", "localhost:80", .tcp(host: "localhost", port: 80)),
        Row("an IPv6 address stands in brackets", "[::1]:7373", .tcp(host: "::1", port: 7373)),
        Row("an IPv6 address without brackets has no clear port", "::1:7373", nil),
        Row("port 0 lets the system choose", "127.0.0.1:0", .tcp(host: "127.0.0.1", port: 0)),
        Row("a port is needed", "127.0.0.1", nil),
        Row("a port has an end", "127.0.0.1:65536", nil),
        Row("a host is needed", ":7373", nil),
        Row("a socket has a path", "unix:/run/x", .unix(path: "/run/x")),
        Row("a socket without a path is none", "unix:", nil),
    ]) func reads(_ row: Row) {
        #expect(ConsoleAddress(row.text) == row.address)
    }

    @Test(arguments: ["127.0.0.1:7373", "[::1]:7373", "localhost:80", "unix:/run/x"])
    func printsAsItWasRead(_ text: String) {
        #expect(ConsoleAddress(text)?.description == text)
    }

    @Test func onlyThisMachineIsLoopback() {
        #expect(ConsoleAddress.standard.isLoopback)
        #expect(ConsoleAddress.tcp(host: "::1", port: 1).isLoopback)
        #expect(!ConsoleAddress.tcp(host: "0.0.0.0", port: 1).isLoopback)
        #expect(!ConsoleAddress.tcp(host: "192.0.2.7", port: 1).isLoopback)
    }
}
