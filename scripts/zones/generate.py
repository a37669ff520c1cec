#!/usr/bin/env python3
"""Writes the table of places and their zones from the compiled time zone database:

    scripts/zones/generate.py /usr/share/zoneinfo > Sources/Parsing/PlaceZones.swift

A zone's file ends in the rule that holds from now on, in POSIX's notation; places with one rule share a line.
"""
import collections
import re
import sys
import textwrap
import zoneinfo
from pathlib import Path

NAME = r"(?:<[^>]+>|[A-Za-z]+)"
OFFSET = r"([+-]?\d+(?::\d+)?)"
CHANGE = r"M(\d+)\.(\d)\.(\d)(?:/([-+]?\d+(?::\d+)?))?"
RULE = re.compile(f"{NAME}{OFFSET}(?:{NAME}{OFFSET}?,{CHANGE},{CHANGE})?$")


def minutes(text):
    sign = -1 if text.startswith("-") else 1
    hour, _, minute = text.lstrip("+-").partition(":")
    return sign * (int(hour) * 60 + int(minute or 0))


def rule(text):
    """Minutes east of Greenwich, in summer too, and when summer begins and ends: month, week, weekday, minute."""
    found = RULE.match(text)
    if not found:
        return None
    standard, summer, *changes = found.groups()
    east = -minutes(standard)
    if changes[0] is None:
        return str(east)
    begins, ends = (f"{' '.join(part[:3])} {minutes(part[3] or '2')}" for part in (changes[:4], changes[4:]))
    return f"{east} {-minutes(summer) if summer else east + 60} {begins} {ends}"


def main():
    root = Path(sys.argv[1])
    places = collections.defaultdict(list)
    for name in sorted(zoneinfo.available_timezones()):
        if "/" in name and (root / name).is_file():
            footer = (root / name).read_bytes().rstrip(b"\n").rsplit(b"\n", 1)[-1].decode("latin1")
            if found := rule(footer):
                places[found].append(name.lower())
    version = (root / "tzdata.zi").read_text(encoding="utf-8").split("\n")[0].removeprefix("# version ")
    print("// swift-format-ignore-file")
    print(f"// Made by scripts/zones/generate.py from version {version} of the IANA time zone database. Not edited by hand:")
    print("//     scripts/zones/generate.py /usr/share/zoneinfo > Sources/Parsing/PlaceZones.swift\n")
    print("/// Which places keep which time: a rule, a colon, the places. `PlaceZone` reads it.")
    print('enum PlaceZones {\n    static let table = """')
    for found, names in sorted(places.items(), key=lambda pair: [int(part) for part in pair[0].split()]):
        lines = textwrap.wrap(f"{found}: {' '.join(names)}", 110, break_on_hyphens=False, break_long_words=False)
        print(" \\\n".join("        " + line for line in lines))
    print('        """\n}')


if __name__ == "__main__":
    main()
