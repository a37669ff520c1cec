#!/usr/bin/env python3
"""100,000 feeds of which none is due: how soon the daemon stands, and what each feed costs it in memory.

Makes a config and lets `run` list its feeds in a store; then writes into the store that each was polled an hour ago and
is due in days. Starts the daemon twice, with one feed and with all, waits until its health check answers, and prints the
seconds until then, the resident memory of both, and the difference for each feed. No server is asked anything that it hears.

    make build && python3 Benchmarks/idle-feeds.py [--feeds 100000] [--binary PATH]
"""
import argparse
import json
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAY = 86_400_000


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def host(number: int) -> str:
    """Two feeds each; all of them are this machine."""
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


def write_config(folder: Path, feeds: int, port: int) -> Path:
    lines = [
        "store: idle.db",
        "watches: [{name: leica, query: Leica}]",
        "sinks: [{type: file, path: mentions.jsonl}]",
        f"console: {{listen: '127.0.0.1:{port}'}}",
        # Until the store says otherwise, each is due at once: nothing listens there.
        "polling: {concurrency: 1, timeout: 1s}",
        "feeds:",
        *(f"  - http://{host(feed // 2)}:9/blog/category/feed-{feed}.xml" for feed in range(feeds)),
    ]
    config = folder / "idle.yaml"
    config.write_text("\n".join(lines) + "\n")
    return config


def start(binary: Path, config: Path, port: int):
    """The daemon, and the seconds until it answers."""
    started = time.monotonic()
    with (config.parent / "log").open("ab") as log:
        process = subprocess.Popen([str(binary), "run", "--config", str(config)], stdout=log, stderr=log)
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
            return process, time.monotonic() - started
        except urllib.error.HTTPError:
            return process, time.monotonic() - started
        except OSError:
            time.sleep(0.02)
    sys.exit(f"feedwatch ended with {process.returncode}: {(config.parent / 'log').read_text(errors='replace')[-2000:]}")


def resident(process: subprocess.Popen) -> int:
    """KiB, once nothing moves any more."""
    before = -1
    while True:
        status = Path(f"/proc/{process.pid}/status").read_text()
        now = int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
        if now == before:
            return now
        before = now
        time.sleep(2)


def stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait()


def put_to_rest(store: Path) -> None:
    """Each feed was polled an hour ago, and is due in one to two days."""
    now = int(time.time() * 1000)
    with sqlite3.connect(store) as database:
        database.execute(
            "UPDATE feed SET lastPoll = ?, lastSuccess = ?, lastDocument = ?, nextPoll = ? + id % 1000 * 86400,"
            " title = 'Feed ' || id, etag = '\"' || id || '\"', itemCount = 30, failureCount = 0, firstFailure = NULL,"
            " errorKind = NULL, errorDetail = NULL, health = 'ok'",
            (now - 3_600_000, now - 3_600_000, now - 3_600_000, now + DAY))


def measure(binary: Path, feeds: int) -> dict:
    with tempfile.TemporaryDirectory(prefix="feedwatch-idle-") as folder:
        port = free_port()
        config = write_config(Path(folder), feeds, port)
        process, first = start(binary, config, port)
        stop(process)
        put_to_rest(Path(folder) / "idle.db")
        process, again = start(binary, config, port)
        row = {"feeds": feeds, "first_start_s": round(first, 2), "start_s": round(again, 2), "rss_kib": resident(process)}
        stop(process)
        return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--feeds", type=int, default=100_000)
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/feedwatch")
    arguments = parser.parse_args()
    if not arguments.binary.exists():
        sys.exit(f"{arguments.binary} is not there; make build makes it")
    alone, all_feeds = measure(arguments.binary, 1), measure(arguments.binary, arguments.feeds)
    print(json.dumps(alone))
    print(json.dumps(all_feeds))
    each = (all_feeds["rss_kib"] - alone["rss_kib"]) * 1024 / (arguments.feeds - 1)
    print(json.dumps({"bytes_a_feed": round(each)}))


if __name__ == "__main__":
    main()
