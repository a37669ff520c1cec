/// Start tags: their attributes, the elements that they end by beginning, and what their prefixes mean.
extension SalvageScanner {
    /// An attribute as ranges: of the name in the document, of the value in `values`.
    private struct Found {
        var name: Bytes
        var value: Range<Int>
    }

    mutating func readStartTag() {
        var end = position + 1
        while end < text.count, text[end].isNameByte { end += 1 }
        let name = text.part(position + 1..<end)
        var values: [UInt8] = []
        var found: [Found] = []
        guard let isEmpty = readAttributes(from: end, &found, &values) else {
            note(.brokenOff)
            position = text.count
            return
        }
        if found.count > limits.attributeCountLimit || values.count > limits.attributeByteLimit {
            builder.failure = .attributesTooLarge(limit: limits.attributeCountLimit)
            return
        }
        values.withUnsafeBufferPointer { bytes in
            begin(name, found.map { ($0.name, bytes.part($0.value)) }, isEmpty: isEmpty)
        }
    }

    /// `true` for `/>`, `false` for `>`, `nil` where the document ends inside the tag.
    private mutating func readAttributes(
        from start: Int, _ found: inout [Found], _ values: inout [UInt8]
    ) -> Bool? {
        position = start
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: ">") {
                position += 1
                return false
            }
            if byte == UInt8(ascii: "<") {
                note(.crossedTags)
                return false
            }
            if byte == UInt8(ascii: "/"), position + 1 < text.count,
                text[position + 1] == UInt8(ascii: ">")
            {
                position += 2
                return true
            }
            guard byte.isNameStart else {
                position += 1
                continue
            }
            readAttribute(&found, &values)
            guard found.count <= limits.attributeCountLimit else { return false }
        }
        return nil
    }

    private mutating func readAttribute(_ found: inout [Found], _ values: inout [UInt8]) {
        let nameStart = position
        while position < text.count, text[position].isNameByte { position += 1 }
        let name = text.part(nameStart..<position)
        skipSpaces()
        let valueStart = values.count
        if position < text.count, text[position] == UInt8(ascii: "=") {
            position += 1
            skipSpaces()
            append(text.part(valueRange()), to: &values)
        } else {
            note(.attribute)
        }
        guard !found.contains(where: { Self.isSame($0.name, name) }) else {
            return note(.attribute)
        }
        found.append(Found(name: name, value: valueStart..<values.count))
    }

    private mutating func skipSpaces() {
        while position < text.count, text[position].isSpace { position += 1 }
    }

    /// The value that begins here; a quote that swallows the rest of the tag and more was never closed.
    private mutating func valueRange() -> Range<Int> {
        guard position < text.count else { return position..<position }
        let quote = text[position]
        let start = position + 1
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let close = closingQuote(quote, from: start), isPlausible(start..<close)
        {
            position = close + 1
            return start..<close
        }
        note(.attribute)
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        let bareStart = isQuoted ? start : position
        position = bareStart
        while position < text.count, !text[position].isSpace || isQuoted,
            text[position] != UInt8(ascii: ">"), text[position] != UInt8(ascii: "<")
        {
            position += 1
        }
        return bareStart..<position
    }

    private mutating func closingQuote(_ quote: UInt8, from start: Int) -> Int? {
        quote == UInt8(ascii: "'")
            ? singleQuote.index(in: text, from: start) : doubleQuote.index(in: text, from: start)
    }

    private mutating func isPlausible(_ range: Range<Int>) -> Bool {
        guard range.count <= limits.attributeByteLimit else { return false }
        guard let close = tagEnd.index(in: text, from: range.lowerBound), close < range.upperBound
        else { return true }
        return text.part(range).firstIndex(of: UInt8(ascii: "<"), from: close - range.lowerBound)
            == nil
    }

    private mutating func append(_ value: Bytes, to values: inout [UInt8]) {
        var start = 0
        while let ampersand = value.firstIndex(of: UInt8(ascii: "&"), from: start) {
            Self.append(raw: value.part(start..<ampersand), to: &values)
            let (bytes, length) = resolve(value, at: ampersand)
            values.append(contentsOf: bytes)
            start = ampersand + length
        }
        Self.append(raw: value.part(start..<value.count), to: &values)
    }

    /// XML has no line ends in attributes: each becomes a space.
    private static func append(raw value: Bytes, to values: inout [UInt8]) {
        for (index, byte) in value.enumerated() {
            let isHalfOfEnd = byte == 0x0A && index > 0 && value[index - 1] == 0x0D
            if !isHalfOfEnd { values.append(byte.isSpace ? 0x20 : byte) }
        }
    }

    private mutating func begin(_ name: Bytes, _ written: [(Bytes, Bytes)], isEmpty: Bool) {
        let outerCount = bindings.count
        for (name, value) in written { bind(name, value) }
        let localName = Self.localName(name)
        let namespace = namespace(of: name, isAttribute: false)
        let tag = Tag(namespace, local: localName.string)
        noteBehindRoot(tag)
        // The element's own bindings step aside while those of the elements it ends are taken off.
        let own = bindings[outerCount...]
        bindings.removeLast(own.count)
        closeImplied(by: tag, name)
        let bindingCount = bindings.count
        bindings += own
        let isMarkup = builder.markup.depth > 0 || builder.top?.kind.takesMarkup == true
        let attributes = written.compactMap { name, value -> Attribute? in
            guard !name.equals("xmlns"), !name.has("xmlns:", at: 0) else { return nil }
            let local = Self.localName(name)
            let space = self.namespace(of: name, isAttribute: true)
            return Attribute(
                name: AttributeName(space, local: local.string), localName: local, value: value)
        }
        builder.start(tag, namespace, name: localName, attributes: attributes)
        open.append(
            OpenElement(
                localName: localName, name: name, tag: tag, isMarkup: isMarkup,
                bindingCount: bindingCount))
        if isEmpty || isMarkup && HTMLElement.isVoid(localName) { closeTop() }
    }

    private mutating func bind(_ name: Bytes, _ value: Bytes) {
        guard name.has("xmlns", at: 0) else { return }
        if name.count == 5 {
            bindings.append(("", Namespace(uri: value.string)))
        } else if name[5] == UInt8(ascii: ":") {
            let prefix = name.part(6..<name.count).string
            bindings.append((prefix, Namespace(uri: value.string, prefix: prefix)))
        }
    }

    private mutating func namespace(of name: Bytes, isAttribute: Bool) -> Namespace {
        guard let colon = name.lastIndex(of: UInt8(ascii: ":")) else {
            if isAttribute { return .core }
            let bound = bindings.last { $0.prefix.isEmpty }?.namespace ?? .core
            // A default namespace that nobody knows on a feed of ours: it is the feed's own.
            return bound == .unknown ? .core : bound
        }
        let prefix = name.part(0..<colon).string
        if prefix == "xml" { return .xml }
        if let bound = bindings.last(where: { $0.prefix == prefix }) { return bound.namespace }
        note(.prefix)
        return Namespace(undeclaredPrefix: prefix)
    }

    /// Ends what the new element cannot stand in.
    private mutating func closeImplied(by tag: Tag, _ name: Bytes) {
        if tag == .item, nestsItems { return closeField() }
        if tag == .item {
            guard let index = open.lastIndex(where: { $0.tag == .item && !$0.isMarkup }) else {
                return closeField()
            }
            note(.crossedTags)
            while open.count > index { closeTop() }
            return
        }
        if let last = open.last, last.isMarkup, Self.isSame(last.name, name),
            Self.closesItself(name)
        {
            closeTop()
        }
        guard let field = open.lastIndex(where: { !$0.isMarkup }), Self.endsField(tag) else {
            return
        }
        let isMarkupOpen = open.count - 1 > field
        let isEnded =
            Self.isField(open[field].tag) || Self.isPerson(open[field].tag) && tag != .title
        guard isEnded, !isMarkupOpen || !Self.isHTMLToo(tag) else { return }
        note(.crossedTags)
        while open.count > field { closeTop() }
    }

    private mutating func closeField() {
        guard let field = open.lastIndex(where: { !$0.isMarkup }), Self.isField(open[field].tag)
        else {
            return
        }
        note(.crossedTags)
        while open.count > field { closeTop() }
    }
}

extension SalvageScanner {
    /// Elements that hold text and no element of a feed.
    private static func isField(_ tag: Tag) -> Bool {
        switch tag {
        case .title, .link, .description, .summary, .content, .subtitle, .contentEncoded, .guid,
            .id,
            .language, .published, .created, .updated, .category, .ttl, .dcTitle, .dcCreator,
            .dcDate,
            .dcDescription, .dcSubject, .dcLanguage, .dcIdentifier, .dcModified, .mediaTitle,
            .mediaDescription, .itunesTitle, .itunesAuthor, .itunesSummary, .itunesSubtitle,
            .originalLink:
            true
        default: false
        }
    }

    private static func isPerson(_ tag: Tag) -> Bool {
        tag == .author || tag == .contributor || tag == .managingEditor || tag == .itunesOwner
    }

    private static func endsField(_ tag: Tag) -> Bool {
        isField(tag) || tag == .enclosure || tag == .author || tag == .channel
    }

    /// Names that HTML has as well: inside markup they are HTML's.
    private static func isHTMLToo(_ tag: Tag) -> Bool {
        tag == .title || tag == .link || tag == .summary
    }

    /// Elements that HTML writers do not close.
    private static func closesItself(_ name: Bytes) -> Bool {
        name.equals("p") || name.equals("li") || name.equals("dt") || name.equals("dd")
            || name.equals("td") || name.equals("tr") || name.equals("option")
    }
}
