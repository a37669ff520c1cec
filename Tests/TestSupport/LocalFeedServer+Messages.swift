extension LocalFeedServer {
    /// A request as it was read.
    package struct Request: Sendable {
        package var method: String
        /// Path and query, as sent.
        package var target: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]
        /// 1 for the first connection that was accepted.
        package var connection: Int

        package var path: String { String(target.prefix { $0 != "?" }) }

        /// The first value of that name, whatever its case.
        package subscript(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What is written in answer to a request.
    package struct Response: Sendable {
        package enum Delivery: Sendable {
            /// With a `Content-Length`.
            case whole
            /// Chunked: so many bytes at a time, with a wait before each.
            case trickled(bytes: Int, every: Duration)
            /// Chunked: the body again and again, until the other side has enough.
            case endless
            /// Announces more than the body and then says nothing more.
            case stalled
            /// Announces more than the body and closes the connection.
            case cutShort
            /// No head: the body holds all bytes of the answer, written as `trickled` does; then closed.
            case raw(bytes: Int, every: Duration)
            /// Nothing is ever written.
            case never
            /// The connection is reset.
            case reset
        }

        package var status: Int
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]
        package var delivery: Delivery

        package init(
            _ status: Int, _ headers: [(name: String, value: String)] = [], body: [UInt8] = [],
            delivery: Delivery = .whole
        ) {
            (self.status, self.headers, self.body) = (status, headers, body)
            self.delivery = delivery
        }

        package static func text(
            _ text: String, type: String = "application/rss+xml",
            headers: [(name: String, value: String)] = []
        ) -> Response {
            Response(200, [("Content-Type", type)] + headers, body: Array(text.utf8))
        }

        package static func redirect(_ status: Int = 302, to location: String) -> Response {
            Response(status, [("Location", location)])
        }

        package static let notModified = Response(304)
        package static let notFound = Response(404)
        package static let never = Response(0, delivery: .never)
        package static let reset = Response(0, delivery: .reset)

        /// The very bytes of an answer, then the connection is closed.
        package static func raw(_ text: String) -> Response {
            Response(0, body: Array(text.utf8), delivery: .raw(bytes: .max, every: .zero))
        }

        /// Head and framing, as far as `delivery` has one.
        var head: [UInt8] {
            var text = "HTTP/1.1 \(status) Scripted\r\n"
            for header in headers { text += "\(header.name): \(header.value)\r\n" }
            if let framing { text += "\(framing)\r\n" }
            return Array((text + "\r\n").utf8)
        }

        private var framing: String? {
            switch delivery {
            case .whole: status == 304 || status == 204 ? nil : "Content-Length: \(body.count)"
            case .trickled, .endless: "Transfer-Encoding: chunked"
            case .stalled, .cutShort: "Content-Length: \(body.count + 1000)"
            case .raw, .never, .reset: nil
            }
        }
    }
}
