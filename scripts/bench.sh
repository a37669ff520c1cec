#!/bin/sh
# Runs each room's benchmark, then the whole daemon against 1,000 feeds over loopback and with a full outbox. Figures depend on the machine;
# compare them with figures of the same run.
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}

for folder in Benchmarks/Sources/*Benchmark; do
    [ -d "$folder" ] || continue
    name=$(basename "$folder")
    echo "== $name"
    "$swift" run --package-path Benchmarks -c release "$name"
done

echo "== 1,000 feeds over loopback"
if command -v python3 >/dev/null 2>&1; then
    python3 Benchmarks/poll-1000.py
    echo "== the outbox: a burst, a dead webhook, how soon"
    python3 Benchmarks/deliver.py
else
    echo "bench: skipped: Benchmarks/poll-1000.py needs python3, which is not here." >&2
fi
