import CLibXML2

/// The same libxml2 as the product's, pushed the same bytes, with callbacks that do nothing: what cannot be beaten
/// by a parser that uses it. The callbacks are C functions; nothing of Swift runs in them.
enum Baseline {
    static func run(_ bytes: [UInt8]) {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { _, _, _, _, _, _, _, _, _ in }
        handler.endElementNs = { _, _, _, _ in }
        handler.characters = { _, _, _ in }
        handler.cdataBlock = { _, _, _ in }
        handler.ignorableWhitespace = { _, _, _ in }
        guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else { return }
        defer { xmlFreeParserCtxt(context) }
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_RECOVER.rawValue
        xmlCtxtUseOptions(context, Int32(options))
        bytes.withUnsafeBytes { buffer in
            let characters = buffer.bindMemory(to: CChar.self)
            var position = 0
            while position < characters.count {
                let length = min(256 << 10, characters.count - position)
                xmlParseChunk(
                    context, characters.baseAddress.map { $0 + position }, Int32(length), 0)
                position += length
            }
            xmlParseChunk(context, nil, 0, 1)
        }
    }
}
