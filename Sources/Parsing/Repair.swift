/// What the salvage scanner had to do, as the sentence that becomes a warning.
enum Repair: CaseIterable {
    case brokenOff, crossedTags, strayEndTag, bareBracket, bareAmpersand, namedEntity, control
    case attribute, prefix, secondRoot, junkBehind, encodedTwice

    func sentence(_ count: Int) -> String {
        let times = count == 1 ? "once" : "\(count) times"
        return switch self {
        case .brokenOff: "The document breaks off; what was open was closed."
        case .crossedTags:
            "Tags were not closed or crossed each other (\(times)); they were closed where they must end."
        case .strayEndTag: "An end tag without a start tag was ignored (\(times))."
        case .bareBracket: "A \"<\" that begins no tag was read as text (\(times))."
        case .bareAmpersand: "A \"&\" that begins no reference was read as text (\(times))."
        case .namedEntity: "A named HTML entity was used without being declared (\(times))."
        case .control: "A control character that XML forbids was dropped (\(times))."
        case .attribute: "An attribute was not written as XML wants it (\(times))."
        case .prefix: "A namespace prefix was used without being declared (\(times))."
        case .encodedTwice:
            "A text was encoded twice, or windows-1252 in part (\(times)); it was read as it was meant."
        case .secondRoot: "A second document follows the first; it was read too."
        case .junkBehind:
            "Something that is no feed follows the end of the document; it was ignored."
        }
    }
}
