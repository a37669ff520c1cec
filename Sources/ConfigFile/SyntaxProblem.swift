import FeedModel
import Yams

/// What libyaml says of a text that is no YAML, in words that say what to do.
struct SyntaxProblem {
    private let position: SourcePosition
    private let sentence: String

    /// What Yams threw at a text of ours.
    static func translated(from error: any Error, in source: SourceText) -> SyntaxProblem {
        let start = SourcePosition(line: 1, column: 1)
        if source.text.first(where: { !$0.isWhitespace }) == "<" {
            return SyntaxProblem(
                position: start,
                sentence: "This is a web page or XML, not YAML: is it the right file?")
        }
        switch error {
        case YamlError.scanner(let context, let problem, let mark, yaml: _),
            YamlError.parser(let context, let problem, let mark, yaml: _),
            YamlError.composer(let context, let problem, let mark, yaml: _):
            return translated(context, problem, mark, source)
        default:
            // Bytes that libyaml's reader refuses have been found before, with their place.
            return SyntaxProblem(
                position: start,
                sentence: "This cannot be read as YAML: \(VisibleText("\(error)", limit: 200)).")
        }
    }

    private static func translated(
        _ context: YamlError.Context?, _ problem: String, _ mark: Mark, _ source: SourceText
    ) -> SyntaxProblem {
        let place = SourcePosition(line: mark.line, column: mark.column)
        if let key = keyWithoutColon(problem, above: place, in: source) {
            return SyntaxProblem(position: key, sentence: "A colon is missing here: KEY: VALUE.")
        }
        if let context {
            let opened = SourcePosition(line: context.mark.line, column: context.mark.column)
            if context.text.contains("quoted scalar") { return quote(opened, problem) }
            if context.text.contains("flow "), problem.hasPrefix("did not find expected ',' or") {
                return SyntaxProblem(
                    position: opened,
                    sentence:
                        "This bracket is not closed, or a comma is missing before line \(place.line)."
                )
            }
        }
        if let quote = quoteThatGoesOn(before: place, in: source) {
            return SyntaxProblem(
                position: quote,
                sentence:
                    "The value goes on after its closing quote: put single quotes around the whole of it."
            )
        }
        return SyntaxProblem(
            position: place.line > source.lineCount ? source.end : place,
            sentence: sentence(for: problem, at: place, in: source))
    }

    func report(to log: ProblemLog) { log.error(at: position, "", sentence) }
}

extension SyntaxProblem {
    private static func quote(_ opened: SourcePosition, _ problem: String) -> SyntaxProblem {
        let sentence =
            problem.contains("escape")
            ? "Within double quotes a \\ begins an escape such as \\n: use single quotes, or \\\\."
            : "This quote is not closed."
        return SyntaxProblem(position: opened, sentence: sentence)
    }

    /// The line above, where a colon comes as a surprise because that line has none.
    private static func keyWithoutColon(
        _ problem: String, above place: SourcePosition, in source: SourceText
    ) -> SourcePosition? {
        guard problem.hasPrefix("mapping values are not allowed"), place.line > 1 else {
            return nil
        }
        let (above, here) = (source.line(place.line - 1), source.line(place.line))
        let margin = above.prefix { $0 == " " || $0 == "-" }.count
        guard FeedListPlace.isContent(above), !above.contains(":"), margin < above.count,
            margin == here.prefix(while: { $0 == " " || $0 == "-" }).count
        else { return nil }
        return SourcePosition(line: place.line - 1, column: margin + 1)
    }

    /// The start of `"a" OR b`: YAML takes the quotes for its own, and the rest for a mistake.
    private static func quoteThatGoesOn(before place: SourcePosition, in source: SourceText)
        -> SourcePosition?
    {
        for number in [place.line, place.line - 1] {
            let line = Array(source.line(number))
            guard let colon = line.firstIndex(of: ":"), colon + 2 < line.count,
                let start = line[(colon + 1)...].firstIndex(where: { $0 != " " }),
                line[start] == "\"" || line[start] == "'",
                let end = line[(start + 1)...].firstIndex(of: line[start]),
                let next = line[(end + 1)...].first(where: { $0 != " " }),
                !"#,:]}".unicodeScalars.contains(next)
            else { continue }
            return SourcePosition(line: number, column: start + 1)
        }
        return nil
    }

    private static func sentence(
        for problem: String, at place: SourcePosition, in source: SourceText
    ) -> String {
        let scalar = source.line(place.line).dropFirst(place.column - 1).first
        let isIndentedByTab = source.line(place.line).prefix { $0 == " " || $0 == "\t" }
            .contains("\t")
        switch problem {
        case _ where isIndentedByTab && (problem.contains("token") || problem.contains("tab")):
            return "A tab indents this line: YAML takes spaces only."
        case "found character that cannot start any token":
            let shown = scalar.map { quoted(String($0)) } ?? "this"
            return "A value cannot begin with \(shown): put quotes around it."
        case "mapping values are not allowed in this context":
            return
                "A colon and a space make a key, which cannot stand here: put quotes around the value, or mend the indentation."
        case "found undefined alias":
            return
                "A value that begins with * is an alias, and no anchor has this name: put quotes around the value."
        case "did not find expected alphabetic or numeric character":
            return "A value cannot begin with * or & unless it is quoted."
        case "but found another document":
            return "A second document begins here (---): a config is one."
        case "did not find expected key", "did not find expected '-' indicator",
            "block sequence entries are not allowed in this context":
            return
                "The indentation does not fit the lines above: keys of one mapping, and dashes of one list, stand below each other."
        case "did not find expected node content":
            return "A value is missing here, or a bracket above is not closed."
        case "could not find expected ':'":
            return "A key without a value: a colon and a space are missing."
        case _ where problem.contains("nesting level"):
            return "This is nested deeper than any config needs to be."
        default:
            return "This is not YAML: \(problem)."
        }
    }
}
