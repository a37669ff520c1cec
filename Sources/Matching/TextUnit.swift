/// The smallest piece of a text at which a match may begin or end: a run of letters and digits, one character
/// of a script without spaces, one Hangul syllable, or an `&`.
struct TextUnit: BitwiseCopyable {
    enum Kind: UInt8 {
        case word, ideograph, katakana, hangul, ampersand
    }

    /// What stands before a unit.
    enum Boundary: UInt8 {
        /// The block begins here.
        case start
        /// Nothing, but a token begins here: 新型|Leica.
        case nothing
        /// Nothing, inside a token: Leica|의. A match may end before it, none begins after it.
        case glue
        /// One hyphen, apostrophe, full stop or the like: e-mail.
        case joiner
        /// White space, whatever else.
        case space
        /// Other characters than space: a comma, a bracket, two hyphens.
        case sign

        /// A term that is written joined does not reach over it.
        var isWide: Bool { rawValue >= Boundary.space.rawValue }
        var isVisible: Bool { rawValue >= Boundary.joiner.rawValue }
    }

    /// Where the unit begins in the folded bytes; it ends where the next one begins.
    var start: UInt32
    /// Where it stands in the field's UTF-8.
    var utf8Start: UInt32
    var utf8End: UInt32
    /// The number of its token in the field: units of one token share it.
    var token: UInt32
    var boundary: Boundary
    var kind: Kind
}
