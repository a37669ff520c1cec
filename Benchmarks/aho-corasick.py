#!/usr/bin/env python3
"""The Rust aho-corasick crate on the items and terms of MatchingBenchmark, for comparison.

    pip install ahocorasick_rs
    swift run -c release MatchingBenchmark dump | python3 aho-corasick.py

It finds substrings in text that is folded already: no words, no folding, no queries.
"""
import sys
import time

import ahocorasick_rs

items, terms = [], []
for line in sys.stdin:
    kind, _, text = line.rstrip("\n").partition("\t")
    (items if kind == "item" else terms).append(text)
start = time.process_time()
automaton = ahocorasick_rs.AhoCorasick(sorted(set(terms)))
print(f"{len(terms)} terms: built in {(time.process_time() - start) * 1000:.0f} ms")
best, hits = float("inf"), 0
for _ in range(5):
    start = time.process_time()
    hits = sum(len(automaton.find_matches_as_indexes(item)) for item in items)
    best = min(best, time.process_time() - start)
size = sum(len(item.encode()) for item in items) / len(items)
print(f"{len(items)} items of {size:.0f} bytes: {len(items) / best:.0f} items/s, {hits / len(items):.1f} matches an item")
