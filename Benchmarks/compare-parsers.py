#!/usr/bin/env python3
"""feedwatch's parser beside libxml2 alone, fastfeedparser and feedparser-rs, on the same bytes on the same machine.

Builds ParsingBenchmark, lets it write its generated feeds, installs the two Python packages in a virtual environment
and times each over the same files in CPU time of its own process, best of 15 rounds. Prints MB/s and the ratio to
libxml2's push parser with empty callbacks, and how often malloc is called for an item (with a C compiler).

    python3 Benchmarks/compare-parsers.py [--feeds FOLDER] [--binary PATH] [--environment FOLDER]
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = {"fastfeedparser": "fastfeedparser", "feedparser-rs": "feedparser_rs"}

# Runs in the virtual environment: module, then the files.
WORKER = r"""
import importlib, sys, time
module = importlib.import_module(sys.argv[1])
documents = [open(path, "rb").read() for path in sys.argv[2:]]
size = sum(map(len, documents))
rounds = max(1, 8_000_000 // size)
best, failures = float("inf"), 0
for _ in range(15):
    start, failures = time.process_time(), 0
    for _ in range(rounds):
        for document in documents:
            try:
                module.parse(document)
            except Exception:
                failures += 1
    best = min(best, time.process_time() - start)
print(size * rounds / 1e6 / best, failures // rounds)
"""

# Counts calls of malloc, and says so at the end.
COUNTER = r"""
#include <stdio.h>
#include <stdlib.h>
extern void *__libc_malloc(size_t);
static long count;
void *malloc(size_t size) { count++; return __libc_malloc(size); }
__attribute__((destructor)) static void tell(void) { fprintf(stderr, "%ld\n", count); }
"""
ITEMS = 30  # of a generated feed


def allocations(binary: Path, style: str, folder: Path) -> float | None:
    """Calls of malloc for one item: those of 20 feeds more, over the items in them. None without a C compiler."""
    (folder / "count.c").write_text(COUNTER)
    try:
        subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "count.so", folder / "count.c"], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    counts = []
    for rounds in (10, 30):
        run = subprocess.run(
            [binary, "--repeat", style, str(rounds)], capture_output=True, text=True, check=True,
            env={**os.environ, "LD_PRELOAD": str(folder / "count.so")})
        counts.append(int(run.stderr.split()[-1]))
    return (counts[1] - counts[0]) / 20 / ITEMS


def environment(folder: Path) -> Path:
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def benchmark(binary: Path, feeds: Path | None) -> list[tuple[str, int, int]]:
    """(name, our MB/s, libxml2's MB/s) of each set of documents."""
    command = [str(binary)] + ([str(feeds)] if feeds else [])
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pattern = r"^(.*): (\d+) MB/s, libxml2 alone (\d+) MB/s"
    return [(name, int(ours), int(base)) for name, ours, base in re.findall(pattern, output, re.M)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=Path, help="a folder of real feeds")
    parser.add_argument("--binary", type=Path, help="a ParsingBenchmark that is built already")
    parser.add_argument("--environment", type=Path, help="where the virtual environment is, or is to be")
    arguments = parser.parse_args()
    binary = arguments.binary
    if not binary:
        build = ["swift", "build", "-c", "release", "--product", "ParsingBenchmark"]
        subprocess.run(build, cwd=HERE, check=True)
        binary = HERE / ".build" / "release" / "ParsingBenchmark"
    with tempfile.TemporaryDirectory() as folder:
        python = environment(arguments.environment or Path(folder) / "environment")
        sets = []
        for style in ("cdata", "escaped"):
            path = Path(folder) / f"{style}.xml"
            path.write_bytes(subprocess.run([binary, "--write", style], check=True, capture_output=True).stdout)
            sets.append([str(path)])
            count = allocations(binary, style, Path(folder))
            if count is not None:
                print(f"{style}: {count:.1f} calls of malloc an item")
        if arguments.feeds:
            sets.append([str(p) for p in sorted(arguments.feeds.iterdir()) if p.suffix != ".json"])
        for (name, ours, base), files in zip(benchmark(binary, arguments.feeds), sets):
            print(f"{name}\n  libxml2 alone   {base:5} MB/s\n  feedwatch       {ours:5} MB/s  {ours / base:.2f}")
            for package, module in PACKAGES.items():
                answer = subprocess.run([python, "-c", WORKER, module, *files], capture_output=True, text=True)
                if answer.returncode:
                    print(f"  {package:14}  failed: {answer.stderr.strip().splitlines()[-1]}")
                    continue
                speed, failures = answer.stdout.split()
                note = f"  ({failures} files refused)" if int(failures) else ""
                print(f"  {package:14}  {float(speed):5.0f} MB/s  {float(speed) / base:.2f}{note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
