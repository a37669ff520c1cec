#!/usr/bin/env python3
"""feedwatch beside newsboat, sfeed_update and lemon24/reader: the same feeds, the same server, the same run.

Feeds of 30 items, about 97 KB each, over loopback: cold, then with nothing new. Prints CPU (user + system) of the
program and of all that it started, wall clock and peak memory, as the kernel accounts them (wait4), and what the
server answered. newsboat and sfeed are Debian packages, lemon24/reader is installed into a virtual environment; one
that is not there is left out. Each does what it does by default: only feedwatch also matches, and syncs to disk.

    make build && python3 Benchmarks/compare-readers.py [--feeds 1000] [--readers feedwatch,newsboat,sfeed,reader]
"""
import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("poll_1000", ROOT / "Benchmarks/poll-1000.py")
poll_1000 = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(poll_1000)

READER_WORKER = """
import sys
from reader import make_reader
reader = make_reader("reader.db")
for url in sys.argv[1:]:
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(workers=16)
"""


def urls(port: int, feeds: int) -> list:
    return [f"http://127.0.0.1:{port}/{feed}.xml" for feed in range(feeds)]


def feedwatch(folder: Path, port: int, arguments) -> list:
    config = poll_1000.write_config(folder, port, arguments.feeds)
    return [str(arguments.binary), "run", "--once", "--config", str(config)]


def newsboat(folder: Path, port: int, arguments) -> list:
    (folder / "urls").write_text("\n".join(urls(port, arguments.feeds)) + "\n")
    (folder / "config").write_text("reload-threads 16\ncleanup-on-quit no\n")
    files = ["-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
    return ["newsboat", *files, "-x", "reload"]


def sfeed(folder: Path, port: int, arguments) -> list:
    lines = "\n".join(f"    feed 'feed-{number}' '{url}'" for number, url in enumerate(urls(port, arguments.feeds)))
    (folder / "feeds").mkdir(exist_ok=True)
    (folder / "sfeedrc").write_text(f"sfeedpath='{folder}/feeds'\nmaxjobs=16\nfeeds() {{\n{lines}\n}}\n")
    return ["sfeed_update", str(folder / "sfeedrc")]


def reader(folder: Path, port: int, arguments) -> list:
    python = arguments.environment / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(arguments.environment)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "reader", "sgmllib3k"], check=True)
    return [str(python), "-c", READER_WORKER, *urls(port, arguments.feeds)]


READERS = {"feedwatch": feedwatch, "newsboat": newsboat, "sfeed": sfeed, "reader": reader}
PROGRAMS = {"newsboat": "newsboat", "sfeed": "sfeed_update"}


def run(command: list, folder: Path) -> dict:
    """CPU of the process and of all its children that it waited for; memory of the largest of them."""
    started = time.monotonic()
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}: {(folder / 'log').read_text(errors='replace')[-2000:]}")
    return {
        "cpu": round(usage.ru_utime + usage.ru_stime, 2), "wall": round(time.monotonic() - started, 2),
        "rss_mib": round(usage.ru_maxrss / 1024, 1),
    }


def measure(name: str, arguments, work: Path, server: Path) -> None:
    folder = work / name
    folder.mkdir()
    process = subprocess.Popen(
        [str(server), str(work / "feeds"), str(arguments.feeds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    command = READERS[name](folder, int(process.stdout.readline()), arguments)
    cold, quiet = run(command, folder), run(command, folder)
    whole, not_modified = map(int, process.communicate()[0].split())
    print(json.dumps({"reader": name, "cold": cold, "nothing_new": quiet, "200s": whole, "304s": not_modified}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/feedwatch")
    parser.add_argument("--environment", type=Path, default=ROOT / ".build/readers-environment")
    parser.add_argument("--readers", default=",".join(READERS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="feedwatch-readers-") as folder:
        work = Path(folder)
        server = work / "loopback-server"
        subprocess.run(
            [os.environ.get("CC", "cc"), "-O2", "-o", str(server), str(ROOT / "Benchmarks/loopback-server.c")], check=True)
        (work / "feeds").mkdir()
        for feed in range(arguments.feeds):
            (work / "feeds" / f"{feed}.xml").write_text(poll_1000.document(feed))
        for name in arguments.readers.split(","):
            program = PROGRAMS.get(name)
            if program and not shutil.which(program):
                print(f"{name}: left out, {program} is not here", file=sys.stderr)
                continue
            measure(name, arguments, work, server)


if __name__ == "__main__":
    main()
