#!/usr/bin/env python3
"""The outbox under load, with the release build: a burst of events to a file sink while a webhook is dead, what that costs
in memory, how fast the webhook's backlog is drained when it comes back, and how soon a new item is a line in the file.

    make build && python3 Benchmarks/deliver.py [--events 100000] [--samples 30] [--binary PATH] [--keep FOLDER]

The feeds of the burst are files, so that no server takes part in it. Everything else is the daemon as it always runs:
parsing, matching, one transaction a refresh, an fsync a batch.
"""
import argparse
import asyncio
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ITEMS_PER_FEED = 500
SEQUENCE = re.compile(rb'"seq":(\d+)')


def document(feed: int, count: int) -> str:
    items = "".join(
        f'<item><guid isPermaLink="false">{feed}-{number}</guid><title>Leica note {feed}-{number}</title>'
        f"<link>https://feed-{feed}.example/{number}</link><description>What we heard of Leica today, "
        f"number {number} of feed {feed}, in about as many words as a summary has.</description></item>\n"
        for number in range(count)
    )
    return f'<rss version="2.0"><channel><title>Feed {feed}</title>{items}</channel></rss>'


def config(folder: Path, feeds: list[str], sinks: list[str], polling: str) -> None:
    lines = ["store: bench.db", "first_poll: all", "duplicates: notify", "watches: [{name: leica, query: Leica}]"]
    lines += ["feeds:", *(f"  - {feed}" for feed in feeds), "sinks:", *(f"  - {sink}" for sink in sinks)]
    (folder / "feedwatch.yaml").write_text("\n".join(lines + [f"polling: {polling}"]) + "\n")


class Daemon:
    def __init__(self, binary: str, folder: Path):
        self.log = open(folder / "log", "a")
        self.process = subprocess.Popen([binary, "run"], cwd=folder, stderr=self.log, stdout=subprocess.DEVNULL)

    def memory(self) -> int:
        """MiB in memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) // 1024

    def processor(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


class Lines:
    """Counts the lines of a file that grows."""

    def __init__(self, path: Path):
        self.path, self.count, self.offset = path, 0, 0

    def look(self) -> int:
        if self.path.exists():
            with open(self.path, "rb") as file:
                file.seek(self.offset)
                fresh = file.read()
            self.offset += len(fresh)
            self.count += fresh.count(b"\n")
        return self.count


class Hook:
    """A webhook that takes everything and remembers the order."""

    def __init__(self):
        self.sequences, self.first, self.last = [], None, None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(re.search(rb"(?i)content-length: *(\d+)", head).group(1))
                body = await reader.readexactly(length)
                self.last = time.monotonic()
                self.first = self.first or self.last
                self.sequences.append(int(SEQUENCE.search(body).group(1)))
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()


async def burst(folder: Path, binary: str, total: int) -> None:
    feeds = max(1, total // ITEMS_PER_FEED)
    total = feeds * ITEMS_PER_FEED
    for feed in range(feeds):
        (folder / f"{feed}.xml").write_text(document(feed, ITEMS_PER_FEED))
    hook = Hook()
    # Nobody listens on the port yet: the connection is refused.
    server = await asyncio.start_server(hook.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    retries = ", ".join(["1s"] * 90)
    config(
        folder,
        [f"file:{feed}.xml" for feed in range(feeds)],
        ["{type: file, path: mentions.jsonl}", f"{{type: webhook, url: 'http://127.0.0.1:{port}/', retries: [{retries}]}}"],
        "{every: 24h, pace: fixed}",
    )
    daemon, lines = Daemon(binary, folder), Lines(folder / "mentions.jsonl")
    begin = None
    while lines.look() < total:
        if begin is None and lines.count:
            begin, count, work = time.monotonic(), lines.count, daemon.processor()
        await asyncio.sleep(0.01)
    wall, work = time.monotonic() - begin, daemon.processor() - work
    print(f"burst: {total} events polled, committed and in the file: {(total - count) / wall:,.0f} events/s, "
          f"{1e6 * work / (total - count):.0f} µs of processor an event")
    memory = [daemon.memory()]
    for _ in range(5):
        await asyncio.sleep(2)
        memory.append(daemon.memory())
    print(f"dead webhook: {total} events wait; memory over 10 s: {', '.join(map(str, memory))} MiB")
    server = await asyncio.start_server(hook.serve, "127.0.0.1", port)
    while len(hook.sequences) < total:
        await asyncio.sleep(0.1)
        if daemon.process.poll() is not None:
            raise SystemExit("the daemon ended")
    rate = (len(hook.sequences) - 1) / (hook.last - hook.first)
    late = sum(1 for a, b in zip(hook.sequences, hook.sequences[1:]) if b < a)
    print(f"webhook back: {len(hook.sequences)} events drained at {rate:,.0f} events/s, {len(set(hook.sequences))} "
          f"different ones, {late} out of order, {daemon.memory()} MiB")
    daemon.stop()
    server.close()


async def drain(folder: Path, binary: str, total: int) -> None:
    """The same events from the outbox into a new file: delivering alone."""
    for name in ("mentions.jsonl",):
        (folder / name).unlink()
    text = (folder / "feedwatch.yaml").read_text()
    (folder / "feedwatch.yaml").write_text(re.sub(r"\n  - \{type: webhook[^\n]*", "", text))
    command = [binary, "redeliver", "--sink", "file", "--since", "1d"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    daemon, lines, begin = Daemon(binary, folder), Lines(folder / "mentions.jsonl"), None
    while lines.look() < total // ITEMS_PER_FEED * ITEMS_PER_FEED:
        if begin is None and lines.count:
            begin, count = time.monotonic(), lines.count
        await asyncio.sleep(0.005)
    print(f"outbox to file alone: {(lines.count - count) / (time.monotonic() - begin):,.0f} events/s")
    daemon.stop()


async def latency(folder: Path, binary: str, samples: int) -> None:
    served: list[float] = []

    async def feed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                body = document(0, min(len(served) + 1, samples)).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                served.append(time.monotonic())
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(feed, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    config(folder, [f"http://127.0.0.1:{port}/feed"], ["{type: file, path: mentions.jsonl}"],
           "{every: 1s, min: 1s, pace: fixed}")
    daemon, lines, seen = Daemon(binary, folder), Lines(folder / "mentions.jsonl"), []
    while len(seen) < samples:
        if lines.look() > len(seen):
            seen.append(time.monotonic() - served[len(seen)])
        await asyncio.sleep(0.001)
    seen.sort()
    print(f"from the answer that has the item to its line: median {1e3 * seen[len(seen) // 2]:.1f} ms, "
          f"longest {1e3 * seen[-1]:.1f} ms of {samples}")
    daemon.stop()
    server.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=100_000)
    options.add_argument("--samples", type=int, default=20)
    options.add_argument("--binary", default=str(ROOT / ".build/release/feedwatch"))
    options.add_argument("--keep")
    chosen = options.parse_args()
    folder = Path(chosen.keep or tempfile.mkdtemp(prefix="feedwatch-bench-"))
    try:
        for name, scene in (("burst", burst), ("drain", drain)):
            (folder / "outbox").mkdir(parents=True, exist_ok=True)
            asyncio.run(scene(folder / "outbox", chosen.binary, chosen.events))
        (folder / "latency").mkdir(exist_ok=True)
        asyncio.run(latency(folder / "latency", chosen.binary, chosen.samples))
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
