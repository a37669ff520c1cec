#!/usr/bin/env python3
"""Writes Sources/Matching/UnicodeTables.swift from the Unicode Character Database.

    scripts/unicode/generate.py /usr/share/unicode > Sources/Matching/UnicodeTables.swift

The folder is that of Debian's package unicode-data (or any copy of UCD.zip). Python 3, standard library only.

Three tables come out, each a base64 text of variable-length integers:
  classes   runs of scalars with the same class (what the tokenizer does with it)
  folded    what a scalar becomes where case does not count
  cased     what it becomes where case does count
Folding is NFKD, case folding, no accents on Latin, Greek and Cyrillic letters, and the letters of LETTERS below. The
engine composes Hangul and drops the accents that a text writes as scalars of their own.
"""
import base64
import sys
import textwrap
from pathlib import Path

(SEPARATOR, SPACE, LETTER, DIGIT, IDEOGRAPH, KATAKANA, HANGUL, MARK, IGNORED, DASH, APOSTROPHE, STOP, JOINER,
 NUMBER_SEPARATOR, AMPERSAND, NEWLINE) = range(16)
STRIPS_ACCENTS = 16          # added to LETTER: Latin, Greek, Cyrillic

# Letters without a decomposition that people type as another letter.
LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe",
           "Œ": "OE", "ı": "i"}
# Signs that stand beside a name and are no part of it, whatever their compatibility mapping says.
SIGNS = "™℠®©"
APOSTROPHES = "'`´‘’‛ʼ＇"
JOINERS = "/·‧・／･׳״"
TASHKEEL = [(0x610, 0x61A), (0x640, 0x640), (0x64B, 0x652), (0x656, 0x65F), (0x670, 0x670), (0x6D6, 0x6DC),
            (0x6DF, 0x6E4), (0x6E7, 0x6E8), (0x6EA, 0x6ED), (0x8D3, 0x8E1), (0x8E3, 0x8FF)]
NIQQUD = [(0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x5C7, 0x5C7)]
RUN_SCRIPTS = {"Han", "Hiragana", "Bopomofo"}
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)


class Database:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.category, self.decomposition, self.combining = {}, {}, {}
        self.read_unicode_data()
        self.word_break = self.property("auxiliary/WordBreakProperty.txt")
        self.line_break = self.property("LineBreak.txt")
        self.script = self.property("Scripts.txt")
        self.white_space = self.members("PropList.txt", "White_Space")
        self.ignorable = self.members("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
        self.case_folding = {}
        for code, status, mapping, *_ in self.rows("CaseFolding.txt"):
            if status in "CF":
                self.case_folding[int(code, 16)] = [int(c, 16) for c in mapping.split()]

    def rows(self, name):
        for line in (self.folder / name).read_text(encoding="utf-8").splitlines():
            line = line.split("#")[0].strip()
            if line:
                yield [part.strip() for part in line.split(";")]

    def property(self, name):
        values = {}
        for codes, value, *_ in self.rows(name):
            first, _, last = codes.partition("..")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                values[code] = value
        return values

    def members(self, name, wanted):
        found = set()
        for codes, value, *_ in self.rows(name):
            first, _, last = codes.partition("..")
            if value == wanted:
                found.update(range(int(first, 16), int(last or first, 16) + 1))
        return found

    def read_unicode_data(self):
        first = None
        for row in self.rows("UnicodeData.txt"):
            code, name, category, combining, decomposition = int(row[0], 16), row[1], row[2], row[3], row[5]
            if name.endswith(", First>"):
                first = code
                continue
            for each in range(first if name.endswith(", Last>") else code, code + 1):
                self.category[each] = category
                self.combining[each] = int(combining)
            if decomposition:
                parts = decomposition.split()
                self.decomposition[code] = [int(c, 16) for c in parts if not c.startswith("<")]


class Folding:
    def __init__(self, data):
        self.data = data
        self.cased_memo, self.folded_memo = {}, {}

    def classify(self, code):
        data, text = self.data, chr(code)
        category, script = data.category.get(code, "Cn"), data.script.get(code)
        if text == "\n":
            return NEWLINE
        if code in data.white_space:
            return SPACE
        if text in SIGNS:
            return SEPARATOR
        if text in APOSTROPHES:
            return APOSTROPHE
        if text == "&":
            return AMPERSAND
        if text == ".":
            return STOP
        if text in JOINERS:
            return JOINER
        if any(a <= code <= b for a, b in TASHKEEL + NIQQUD):
            return IGNORED
        if category == "Pc" or category == "Pd" or text == "−":
            return DASH
        if category == "Cf" or code in data.ignorable:
            return IGNORED
        if category in ("Mn", "Mc", "Me"):
            return MARK
        if script == "Hangul" and category[0] == "L":
            return HANGUL
        if data.word_break.get(code) == "Katakana" and category[0] != "P":
            return KATAKANA
        if script in RUN_SCRIPTS and category[0] in "LN":
            return IDEOGRAPH
        if data.line_break.get(code) == "SA" and category[0] in "LN":
            return IDEOGRAPH
        if data.word_break.get(code) == "Numeric" or category == "Nd":
            return DIGIT
        if data.word_break.get(code) in ("ALetter", "Hebrew_Letter") or category[0] == "L":
            return LETTER + (STRIPS_ACCENTS if script in ("Latin", "Greek", "Cyrillic") else 0)
        if data.word_break.get(code) in ("MidNum", "MidNumLet"):
            return NUMBER_SEPARATOR
        return SEPARATOR

    def cased(self, code):
        """NFKD with the letters above replaced and accents dropped."""
        if code not in self.cased_memo:
            self.cased_memo[code] = self.without_accents(self.decompose(code))
        return self.cased_memo[code]

    def folded(self, code):
        if code not in self.folded_memo:
            self.folded_memo[code] = self.fold(code)
        return self.folded_memo[code]

    def decompose(self, code):
        text = chr(code)
        if text in SIGNS or code in HANGUL_SYLLABLES or text in APOSTROPHES:
            return [ord("'")] if text in APOSTROPHES else [code]
        if text in LETTERS:
            return [ord(c) for c in LETTERS[text]]
        if code in self.data.decomposition:
            return [d for part in self.data.decomposition[code] for d in self.decompose(part)]
        return [code]

    def without_accents(self, codes):
        kept, strips = [], False
        for code in codes:
            if self.classify(code) == MARK and strips:
                continue
            strips = bool(self.classify(code) & STRIPS_ACCENTS)
            kept.append(code)
        return compose_hangul(kept)

    def fold(self, code):
        codes = self.cased(code)
        while True:
            lower = [d for c in codes for d in self.data.case_folding.get(c, [c])]
            lower = self.without_accents([e for d in lower for e in self.cased(d)])
            if lower == codes:
                return codes
            codes = lower


def compose_hangul(codes):
    kept = []
    for code in codes:
        if kept and 0x1161 <= code <= 0x1175 and 0x1100 <= kept[-1] <= 0x1112:
            kept[-1] = 0xAC00 + ((kept[-1] - 0x1100) * 21 + code - 0x1161) * 28
        elif kept and 0x11A8 <= code <= 0x11C2 and kept[-1] in HANGUL_SYLLABLES and (kept[-1] - 0xAC00) % 28 == 0:
            kept[-1] += code - 0x11A7
        else:
            kept.append(code)
    return kept


def integer(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value):
    return integer(value * 2 if value >= 0 else -value * 2 - 1)


def class_runs(folding):
    """(length, class, combining class of marks) runs over all scalars."""
    out, previous, length = b"", None, 0
    for code in range(0x110000):
        kind = folding.classify(code)
        key = (kind, folding.data.combining.get(code, 0) if kind == MARK else 0)
        if key == previous:
            length += 1
            continue
        if previous is not None:
            out += integer(length) + integer(previous[0]) + integer(previous[1])
        previous, length = key, 1
    return out + integer(length) + integer(previous[0]) + integer(previous[1])


def mapping_runs(mapping):
    """Runs of scalars that map to one scalar at the same distance; then single ones that map to many."""
    changed = [(code, to) for code in range(0x110000) if (to := mapping(code)) != [code]]
    runs = []
    for code, to in changed:
        if runs and len(to) == 1 and len(runs[-1][2]) == 1 and runs[-1][0] + runs[-1][1] == code \
                and runs[-1][2][0] - runs[-1][0] == to[0] - code:
            runs[-1][1] += 1
        else:
            runs.append([code, 1, to])
    out, last, target = b"", 0, 0
    for code, length, to in runs:
        out += integer(code - last) + integer(length) + integer(len(to))
        for each in to:
            out += signed(each - target)
            target = each
        last = code
    return out


def literal(name, comment, data):
    body = "\\\n".join("        " + line for line in textwrap.wrap(base64.b64encode(data).decode(), 480))
    return f'    /// {comment}\n    static let {name} = """\n{body}\n        """\n'


def main():
    folding = Folding(Database(sys.argv[1]))
    version = (Path(sys.argv[1]) / "DerivedCoreProperties.txt").read_text(encoding="utf-8").split("\n")[0]
    print("// swift-format-ignore-file")
    print("// Made by scripts/unicode/generate.py from version " + version.split("-")[1].removesuffix(".txt")
          + " of the Unicode Character Database. Not edited by hand:")
    print("//     scripts/unicode/generate.py /usr/share/unicode > Sources/Matching/UnicodeTables.swift\n")
    print("/// What Unicode says of each scalar, packed; `ScalarTable` unpacks it.")
    print("enum UnicodeTables {")
    print(literal("classes", "Runs of scalars: length, class, combining class.", class_runs(folding)))
    print(literal("folded", "Runs that change when case does not count.", mapping_runs(folding.folded)))
    print(literal("cased", "Runs that change when case counts.", mapping_runs(folding.cased)), end="")
    print("}")


if __name__ == "__main__":
    main()
