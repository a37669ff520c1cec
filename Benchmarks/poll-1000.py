#!/usr/bin/env python3
"""1,000 feeds of 30 items, about 97 KB each, polled over loopback by the release build: cold, then with nothing new.

Prints CPU (user + system) and peak memory of the feedwatch process alone, as the kernel accounts them (wait4), and the
wall clock. Parsing, matching, storing with fsync and the file sink are all included; the server is another process.

    make build && python3 Benchmarks/poll-1000.py [--feeds 1000] [--binary PATH] [--rounds 3] [--keep FOLDER]
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ITEMS_PER_FEED = 30
BYTES_PER_ITEM = 3_200  # 30 of them and the head make about 97 KB
WORDS = (
    "aperture shutter lens mount sensor light harbour morning reader camera street film grain print colour shadow "
    "river market window letter train evening notes field travel portrait studio paper focus frame story bridge"
).split()


def paragraph(chance: random.Random, size: int) -> str:
    words = []
    length = 0
    while length < size:
        word = chance.choice(WORDS)
        words.append(word)
        length += len(word) + 1
    return " ".join(words)


def item(chance: random.Random, feed: int, number: int) -> str:
    brand = "Leica" if (feed * ITEMS_PER_FEED + number) % 100 == 0 else "nobody"
    title = f"{paragraph(chance, 40)} {feed}-{number}"
    body = "".join(f"<p>{paragraph(chance, 240)} <a href=\"/tag/{n}\">more</a></p>\n" for n in range(10))
    body = f"<p>A note on {brand}.</p>\n{body}"[: BYTES_PER_ITEM - 500]
    link = f"https://feed-{feed}.example/2026/11/{number}"
    return (
        f"<item><title>{title}</title><link>{link}</link><guid isPermaLink=\"true\">{link}</guid>"
        f"<dc:creator>Desk {feed}</dc:creator><category>notes</category>"
        f"<pubDate>Sun, 22 Nov 2026 {number % 24:02}:{feed % 60:02}:00 +0000</pubDate>"
        f"<description>{paragraph(chance, 150)}</description>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
    )


def document(feed: int) -> str:
    chance = random.Random(feed)
    items = "".join(item(chance, feed, number) for number in range(ITEMS_PER_FEED))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Feed {feed}</title><link>https://feed-{feed}.example/</link>"
        f"<description>Generated</description>\n{items}</channel></rss>\n"
    )


def write_config(folder: Path, port: int, feeds: int) -> Path:
    lines = [
        "store: bench.db",
        "watches:",
        "  - {name: leica, query: Leica}",
        "  - {name: lumix, query: Lumix OR \"L² Technology\"}",
        "feeds:",
        *(f"  - http://127.0.0.1:{port}/{feed}.xml" for feed in range(feeds)),
        "sinks:",
        "  - {type: file, path: mentions.jsonl}",
        # One host serves them all: its limits are not what is measured.
        "polling: {concurrency: 64, per_host: 64, min: 1s}",
        "first_poll: all",
    ]
    config = folder / "bench.yaml"
    config.write_text("\n".join(lines) + "\n")
    return config


def run_once(binary: Path, config: Path, log: Path) -> dict:
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(binary), "run", "--once", "--config", str(config)], stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"feedwatch ended with {process.returncode}: {log.read_text(errors='replace')[-2000:]}")
    return {
        "cpu": round(usage.ru_utime + usage.ru_stime, 3), "user": round(usage.ru_utime, 3),
        "system": round(usage.ru_stime, 3), "wall": round(time.monotonic() - started, 3),
        "rss_mib": round(usage.ru_maxrss / 1024, 1),
    }


def measure(arguments, work: Path, server: Path) -> list:
    feeds = work / "feeds"
    feeds.mkdir()
    size = sum((feeds / f"{feed}.xml").write_text(document(feed)) for feed in range(arguments.feeds))
    print(f"{arguments.feeds} feeds, {size / arguments.feeds / 1000:.1f} KB each", flush=True)
    rows = []
    for round_number in range(arguments.rounds):
        folder = work / f"round-{round_number}"
        folder.mkdir()
        process = subprocess.Popen(
            [str(server), str(feeds), str(arguments.feeds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        config = write_config(folder, int(process.stdout.readline()), arguments.feeds)
        cold = run_once(arguments.binary, config, folder / "cold.log")
        quiet = run_once(arguments.binary, config, folder / "quiet.log")
        whole, not_modified = map(int, process.communicate()[0].split())
        mentions = sum(1 for _ in (folder / "mentions.jsonl").open())
        rows.append({"cold": cold, "nothing_new": quiet, "200s": whole, "304s": not_modified, "mentions": mentions})
        print(json.dumps(rows[-1]), flush=True)
        expected = (arguments.feeds * ITEMS_PER_FEED + 99) // 100
        if (whole, not_modified, mentions) != (arguments.feeds, arguments.feeds, expected):
            sys.exit(f"expected {arguments.feeds} 200s, as many 304s and {expected} mentions")
        if not arguments.keep:
            shutil.rmtree(folder)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/feedwatch")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    arguments = parser.parse_args()
    if not arguments.binary.exists():
        sys.exit(f"{arguments.binary} is not there; make build makes it")
    work = arguments.keep or Path(tempfile.mkdtemp(prefix="feedwatch-bench-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        server = work / "loopback-server"
        subprocess.run(
            [os.environ.get("CC", "cc"), "-O2", "-o", str(server), str(ROOT / "Benchmarks/loopback-server.c")], check=True)
        rows = measure(arguments, work, server)
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)
    best = {name: min(rows, key=lambda row: row[name]["cpu"])[name] for name in ("cold", "nothing_new")}
    print(json.dumps({"best": best}))


if __name__ == "__main__":
    main()
