import CLibXML2

/// Well-formed documents, read by libxml2's push parser straight into a builder.
///
/// libxml2 decides what is well-formed, nothing more: it never sees an internal DTD subset, loads nothing, expands
/// nothing but XML's own five entities, and gives up at the first error, after which the salvage scanner starts over.
/// The only file that touches libxml2, and the unsafe pointers stay in it.
struct LibXMLReader: ~Copyable {
    private let session: UnsafeMutablePointer<LibXMLSession>

    /// The builder must stay where it is for as long as the reader lives.
    init(_ builder: UnsafeMutablePointer<FeedBuilder>) {
        session = .allocate(capacity: 1)
        session.initialize(to: LibXMLSession(builder))
    }

    deinit {
        session.deinitialize(count: 1)
        session.deallocate()
    }

    /// Bytes handed to libxml2 at once: enough that it seldom stops inside a text, little beside a large document.
    private static let chunkSize = 256 << 10

    /// What went wrong, in libxml2's words; `nil` where the document is well-formed.
    ///
    /// `longTexts` are given to the builder directly, where libxml2 stands between two tags and has read all before.
    func read(_ text: Bytes, from start: Int, _ longTexts: [LongText]) -> String? {
        // libxml2 would take them for UTF-16 or UTF-32, and tell the standard error how it fails.
        guard !text.part(start..<min(start + 4, text.count)).contains(0) else {
            return "zeros at the start"
        }
        Self.startLibrary
        var handler = xmlSAXHandler.forFeeds
        guard let context = xmlCreatePushParserCtxt(&handler, session, nil, 0, nil) else {
            return "out of memory"
        }
        defer { xmlFreeParserCtxt(context) }
        // NOENT is what makes `&amp;` in an attribute an ampersand; other entities never get that far.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
            | XML_PARSE_NOENT.rawValue
        xmlCtxtUseOptions(context, Int32(options))
        session.pointee.context = context
        var position = start
        for longText in longTexts where longText.skipped.lowerBound > position {
            push(context, text, position..<longText.skipped.lowerBound)
            guard isGoing else { break }
            position = longText.skipped.lowerBound
            if isBetweenTags(context), longText.add(from: text, to: session.pointee.text) {
                position = longText.skipped.upperBound
            }
        }
        push(context, text, position..<text.count)
        if isGoing { feed(context, Bytes(start: nil, count: 0), isLast: true) }
        if session.pointee.problem == nil, context.pointee.wellFormed == 0 {
            return "not well-formed"
        }
        return session.pointee.problem
    }

    private var isGoing: Bool {
        session.pointee.problem == nil && session.pointee.builder.pointee.failure == nil
    }

    /// libxml2 has read all that it was given, and stands in an element's content.
    private func isBetweenTags(_ context: xmlParserCtxtPtr) -> Bool {
        guard let input = context.pointee.input, context.pointee.instate == XML_PARSER_CONTENT
        else {
            return false
        }
        return input.pointee.cur == input.pointee.end
    }

    private func push(_ context: xmlParserCtxtPtr, _ text: Bytes, _ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound, isGoing {
            let length = min(Self.chunkSize, range.upperBound - position)
            feed(context, text.part(position..<position + length), isLast: false)
            position += length
        }
    }

    private func feed(_ context: xmlParserCtxtPtr, _ bytes: Bytes, isLast: Bool) {
        bytes.withMemoryRebound(to: CChar.self) { characters in
            _ = xmlParseChunk(
                context, characters.baseAddress, Int32(characters.count), isLast ? 1 : 0)
        }
    }

    /// libxml2 wants to be started once, by one thread.
    private static let startLibrary: Void = xmlInitParser()
}

/// What the callbacks know of the parse that they belong to.
struct LibXMLSession {
    let builder: UnsafeMutablePointer<FeedBuilder>
    let text: UnsafeMutablePointer<TextSink>
    var names = NameCache()
    var attributes: [Attribute] = []
    var context: xmlParserCtxtPtr?
    var problem: String?

    init(_ builder: UnsafeMutablePointer<FeedBuilder>) {
        self.builder = builder
        text = builder.pointee.text
        attributes.reserveCapacity(16)
    }

    mutating func stop(_ reason: String) {
        if problem == nil { problem = reason }
        if let context { xmlStopParser(context) }
    }
}

extension xmlSAXHandler {
    /// Elements, text and errors; no DTD, no comments, no instructions.
    fileprivate static var forFeeds: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { context, name, prefix, uri, _, _, count, _, attributes in
            guard let session = LibXMLSession.from(context), let name else { return }
            session.pointee.start(name, prefix, uri, attributes, Int(count))
        }
        handler.endElementNs = { context, name, _, _ in
            guard let session = LibXMLSession.from(context), let name else { return }
            session.pointee.end(name)
        }
        handler.characters = { context, bytes, count in
            guard let session = LibXMLSession.from(context), let bytes else { return }
            session.pointee.add(bytes, Int(count))
        }
        handler.cdataBlock = handler.characters
        handler.ignorableWhitespace = handler.characters
        // An entity that is not XML's own: HTML's names and a DTD's are for the salvage scanner.
        handler.getEntity = { context, _ in
            LibXMLSession.from(context)?.pointee.stop("a reference to an entity")
            return nil
        }
        handler.serror = { context, error in
            guard let session = LibXMLSession.from(context), let error else { return }
            session.pointee.note(error.pointee)
        }
        return handler
    }
}

extension LibXMLSession {
    fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<
        LibXMLSession
    >? {
        context?.assumingMemoryBound(to: LibXMLSession.self)
    }

    /// Text from libxml2. `&#146;` is windows-1252's apostrophe wherever it is written; XML has a control there.
    fileprivate mutating func add(_ bytes: UnsafePointer<xmlChar>, _ count: Int) {
        if count == 2, bytes[0] == 0xC2, bytes[1] < 0xA0 {
            var character: [UInt8] = []
            character.append(scalar: UInt32(Windows1252.scalar(for: bytes[1])))
            character.withUnsafeBufferPointer { text.pointee.add($0) }
        } else {
            text.pointee.add(bytes, count: count)
        }
    }

    fileprivate mutating func note(_ error: xmlError) {
        // Prefixes without a declaration and odd namespace URIs break nothing.
        if error.domain == Int32(XML_FROM_NAMESPACE.rawValue) || error.level == XML_ERR_WARNING {
            return
        }
        let message = error.message.map { String(cString: $0) } ?? "an error"
        stop("line \(error.line): \(message)")
    }

    fileprivate mutating func start(
        _ name: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?,
        _ uri: UnsafePointer<xmlChar>?, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
        _ count: Int
    ) {
        let entry = names.element(name, prefix, uri)
        if uri == nil, prefix != nil { builder.pointee.undeclaredPrefixCount += 1 }
        if count > 0 || !attributes.isEmpty { readAttributes(values, count) }
        builder.pointee.start(
            entry.tag, entry.namespace, name: entry.name, attributes: attributes)
        if builder.pointee.failure != nil, let context { xmlStopParser(context) }
    }

    fileprivate mutating func end(_ name: UnsafePointer<xmlChar>) {
        let isMarkup = builder.pointee.markup.depth > 0
        builder.pointee.end(name: Bytes(start: name, count: isMarkup ? Int(xmlStrlen(name)) : 0))
    }

    private mutating func readAttributes(
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int
    ) {
        attributes.removeAll(keepingCapacity: true)
        guard let values else { return }
        for index in 0..<count {
            let field = values + index * 5
            guard let name = field[0], let start = field[3], let end = field[4] else { continue }
            let entry = names.attribute(name, field[1], field[2])
            attributes.append(
                Attribute(
                    name: entry.attribute, localName: entry.name,
                    value: Bytes(start: start, count: end - start)))
        }
    }
}
