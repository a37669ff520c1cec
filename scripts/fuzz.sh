#!/bin/sh
# Runs each fuzz target of Fuzz/ under libFuzzer and the address sanitizer for FUZZ_SECONDS (60), from the seeds in
# Fuzz/Seeds/TARGET. What is found is left in Fuzz/.build/found/TARGET. FUZZ_TARGETS="date html" chooses some.
set -eu
cd "$(dirname "$0")/../Fuzz"
seconds=${FUZZ_SECONDS:-60}

# libFuzzer tells of a crash itself; Swift's backtracer would wait for a process that is gone.
SWIFT_BACKTRACE=enable=no
export SWIFT_BACKTRACE

"${SWIFT:-swift}" build -c release
for folder in Sources/*; do
    target=$(basename "$folder")
    [ -f "$folder/main.swift" ] || continue
    case " ${FUZZ_TARGETS:-$target} " in *" $target "*) ;; *) continue ;; esac
    corpus=.build/corpus/$target
    found=.build/found/$target
    mkdir -p "$corpus" "$found"
    seeds=
    [ -d "Seeds/$target" ] && seeds=Seeds/$target
    echo "== $target, $seconds s"
    # libFuzzer adds what it learns to the first folder, and only reads the second.
    ".build/release/fuzz-$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/" "$corpus" ${seeds:+"$seeds"}
done
