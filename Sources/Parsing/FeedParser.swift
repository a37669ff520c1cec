package import FeedModel

/// Bytes become a feed here and nowhere else.
///
/// Promises: a document that a good reader reads gives a feed, with a warning for each kind of repair; anything else
/// ends in a `ParseError` within time and memory in proportion to the document. Never loads, fetches or runs anything.
package struct FeedParser: Sendable {
    /// Raised when the same bytes would give other items than before: what vouched for the old ones is then forgotten.
    package static let version = 3

    private let limits: ParseLimits

    package init(limits: ParseLimits = .init()) { self.limits = limits }

    /// `url` is where the document was found, `contentType` and `contentLocation` what HTTP said of it.
    package func parse(
        _ bytes: [UInt8], url: String? = nil, contentType: String? = nil,
        contentLocation: String? = nil
    ) throws(ParseError) -> ParsedFeed {
        guard bytes.count <= limits.documentByteLimit else {
            throw .tooLarge(limit: limits.documentByteLimit)
        }
        let location = DocumentLocation(url: url, contentLocation: contentLocation)
        var feed = try read(bytes, contentType, location)
        if let contentType, let type = MediaType.otherThanAFeeds(contentType) {
            feed.warnings.append("HTTP calls the document \(type), which is no type of a feed.")
        }
        return feed
    }
}

extension FeedParser {
    private func read(_ bytes: [UInt8], _ contentType: String?, _ location: DocumentLocation)
        throws(ParseError) -> ParsedFeed
    {
        let text = decode(bytes, contentType, isTrusting: true)
        let head = text.bytes.withUnsafeBufferPointer(DocumentHead.init)
        switch head.kind {
        case .empty: throw .empty
        case .json: return try readJSON(checked(text, bytes, contentType), location)
        case .page:
            throw .webPage(
                alternates: text.bytes.withUnsafeBufferPointer { bytes in
                    AlternateFeeds.links(in: bytes, base: location.base)
                })
        case .other(let found): throw .notAFeed(found: found)
        case .xml(let format):
            let damage: String?
            switch try readWellFormed(text, head, format, location) {
            case .read(let feed): return feed
            case .damaged(let problem): damage = problem
            }
            return try salvage(checked(text, bytes, contentType), location, damage)
        }
    }

    /// The text, in an encoding under which it is valid.
    private func checked(_ text: DecodedText, _ bytes: [UInt8], _ contentType: String?)
        -> DecodedText
    {
        text.isChecked ? text : decode(bytes, contentType, isTrusting: false)
    }

    private func decode(_ bytes: [UInt8], _ contentType: String?, isTrusting: Bool) -> DecodedText {
        bytes.withUnsafeBufferPointer {
            TextDecoding($0, of: bytes, contentType: contentType).decode(isTrusting: isTrusting)
        }
    }

    private func readJSON(_ text: DecodedText, _ location: DocumentLocation) throws(ParseError)
        -> ParsedFeed
    {
        var feed = try JSONFeedReader(limits: limits, location: location).feed(in: text.bytes)
        feed.encoding = text.encoding
        feed.warnings = text.warnings + feed.warnings
        return feed
    }

    private enum Reading {
        case read(ParsedFeed)
        /// In libxml2's words; `nil` where it was never asked.
        case damaged(String?)
    }

    /// The document as libxml2 reads it, where that finds nothing wrong.
    private func readWellFormed(
        _ text: DecodedText, _ head: DocumentHead, _ format: FeedFormat,
        _ location: DocumentLocation
    ) throws(ParseError) -> Reading {
        guard !head.hasInternalSubset else { return .damaged(nil) }
        let scan = text.bytes.withUnsafeBufferPointer { DocumentScan($0, head, format, limits) }
        if scan.hasOversizedTag { throw .attributesTooLarge(limit: limits.attributeCountLimit) }
        var builder = FeedBuilder(limits: limits, location: location, format: format)
        let problem = text.bytes.withUnsafeBufferPointer { bytes in
            withUnsafeMutablePointer(to: &builder) { builder in
                LibXMLReader(builder).read(bytes, from: head.start, scan.longTexts)
            }
        }
        // Items that nobody closed stand in each other for libxml2, but not for salvage.
        if case .tooDeep? = builder.failure { return .damaged(nil) }
        if let failure = builder.failure { throw failure }
        if let problem { return .damaged(problem) }
        return .read(finished(&builder, text, head, itemsInSource: scan.itemCount))
    }

    private func salvage(
        _ text: DecodedText, _ location: DocumentLocation, _ damage: String?
    ) throws(ParseError) -> ParsedFeed {
        let head = text.bytes.withUnsafeBufferPointer(DocumentHead.init)
        guard case .xml(let format) = head.kind else {
            throw .notAFeed(found: "damaged beyond reading")
        }
        let scan = text.bytes.withUnsafeBufferPointer { DocumentScan($0, head, format, limits) }
        return try text.bytes.withUnsafeBufferPointer { (bytes) throws(ParseError) in
            let builder = FeedBuilder(limits: limits, location: location, format: format)
            var scanner = SalvageScanner(bytes.part(head.start..<bytes.count), builder, limits)
            var repairs = scanner.run()
            if repairs.isEmpty, text.warnings.isEmpty, let damage {
                repairs = ["The document is not well-formed: \(VisibleText(damage, limit: 200))."]
            }
            if let failure = scanner.builder.failure { throw failure }
            var feed = finished(&scanner.builder, text, head, itemsInSource: scan.itemCount)
            feed.warnings.insert(contentsOf: repairs, at: text.warnings.count)
            feed.isSalvaged = feed.isSalvaged || !repairs.isEmpty
            feed.isBrokenOff = scanner.repairs[.brokenOff] != nil
            return feed
        }
    }

    private func finished(
        _ builder: inout FeedBuilder, _ text: DecodedText, _ head: DocumentHead, itemsInSource: Int
    ) -> ParsedFeed {
        var feed = builder.finishDocument()
        feed.encoding = text.encoding
        feed.isSalvaged = !text.warnings.isEmpty || head.hasJunkBefore || head.hasLateDeclaration
        var warnings = text.warnings
        if head.hasJunkBefore {
            warnings.append("Something that is no XML stands before the document; it was skipped.")
        } else if head.hasLateDeclaration {
            warnings.append("The XML declaration does not stand at the very start.")
        }
        if builder.undeclaredPrefixCount > 0 {
            warnings.append(Repair.prefix.sentence(builder.undeclaredPrefixCount))
            feed.isSalvaged = true
        }
        if builder.mendedTextCount > 0 {
            warnings.append(Repair.encodedTwice.sentence(builder.mendedTextCount))
            feed.isSalvaged = true
        }
        feed.itemsInSource = itemsInSource
        if feed.itemsInSource != feed.items.count {
            warnings.append(
                "The bytes have \(feed.itemsInSource) item starts, but \(feed.items.count) items were read."
            )
        }
        feed.warnings = warnings + feed.warnings
        return feed
    }
}
