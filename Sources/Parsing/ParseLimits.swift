/// The bounds of what one document may cost. A feed is hostile input: nothing in it may grow without a limit here.
package struct ParseLimits: Sendable {
    /// Bytes of a document, before and after decoding.
    package var documentByteLimit = 128 << 20
    /// Open elements, or open brackets in JSON.
    package var depthLimit = 512
    /// Items in one document.
    package var itemLimit = 200_000
    /// Attributes of one element.
    package var attributeCountLimit = 1000
    /// Bytes of one attribute's value.
    package var attributeByteLimit = 4 << 20
    /// Bytes that references to entities declared in the document may expand to, all in all.
    package var expansionByteLimit = 1 << 20

    package init() {}
}
