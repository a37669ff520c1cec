#!/usr/bin/env python3
"""Makes a store of many items, to see how long `feedwatch backtest` takes over it and how much memory.

    backtest-store.py FEEDWATCH FOLDER [ITEMS]      1,000,000 items unless told; about 1.5 GB
    cd FOLDER && /usr/bin/time -v FEEDWATCH backtest --config backtest.yaml
    cd FOLDER && /usr/bin/time -v FEEDWATCH backtest --config backtest.yaml --against older.yaml

Items have 1 KB of made-up words, as common as in real text (Zipf); half of them have authors, tags and a language. The
configs have 100 watches, a tenth with NEAR, a tenth with NOT and a tenth with a phrase; every tenth differs in
older.yaml. One item in fifty was found to mention a watch. FEEDWATCH makes the empty store itself. Python 3 only.
"""
import itertools
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

WORDS, SENTENCES, FEEDS, WATCHES = 30_000, 40_000, 500, 100
DAY = 86_400_000


def made_up_words(chance):
    onsets = "b c d f g h k l m n p r s t v st tr pl".split()
    vowels = "a e i o u ai ou".split()
    codas = ["", "", "", "n", "r", "s", "t", "x"]
    words = {}
    while len(words) < WORDS:
        syllables = (chance.choice(onsets) + chance.choice(vowels) + chance.choice(codas)
                     for _ in range(chance.randint(1, 4)))
        words["".join(syllables)] = None
    return list(words)


def query(number, words):
    a, b, c, d = words[4 * number:4 * number + 4]
    return {0: f"{a} NEAR/10 ({b} OR {c} OR {d})", 1: f"({a} OR {b}) NOT ({c} OR {d})",
            2: f'"{a} {b}" OR {c}', 3: f"{a} {b}"}.get(number % 10, f"{a} OR {b} OR {c} OR {d}")


def config(queries):
    watches = "".join(f"  - name: w{number}\n    query: '{text}'\n" for number, text in enumerate(queries))
    return f"store: backtest.db\nwatches:\n{watches}feeds: [file:feed.xml]\nsinks: []\n"


def items(count, chance, sentences):
    now = 1_790_000_000_000
    details = '{"authors":["Jane Roe"],"language":"en","tags":["Cameras","News"]}'
    for number in range(1, count + 1):
        picked = chance.choices(sentences, k=9)
        title, summary, body = picked[0], "", "\n".join(picked[1:])
        seen = now - 90 * DAY + number * 90 * DAY // count
        yield (number, number % FEEDS + 1, f"guid-{number}", f"https://feed.example/{number}", title,
               details if number % 2 else "{}", seen, summary, body)


def main():
    feedwatch, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    chance = random.Random(20261123)
    words = made_up_words(chance)
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(WORDS)))
    sentences = [" ".join(chance.choices(words, cum_weights=weights, k=14)).capitalize() + "."
                 for _ in range(SENTENCES)]
    queries = [query(number, words[2_000:]) for number in range(WATCHES)]
    older = [query(number, words[5_000:]) if number % 10 == 5 else text for number, text in enumerate(queries)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "backtest.yaml").write_text(config(queries))
    (folder / "older.yaml").write_text(config(older))
    (folder / "feed.xml").write_text("<rss version='2.0'><channel><title>Feed</title></channel></rss>")
    subprocess.run([feedwatch, "run", "--once"], cwd=folder, check=True,
                   env={"FEEDWATCH_CONFIG": "backtest.yaml", "PATH": "/usr/bin:/bin"})
    store = sqlite3.connect(folder / "backtest.db")
    store.executescript("PRAGMA synchronous = OFF; DELETE FROM feed;")
    store.executemany("INSERT INTO feed (id, url, title, addedAt, nextPoll) VALUES (?, ?, ?, 0, 0)",
                      ((number, f"https://feed.example/{number}.xml", f"Feed {number}")
                       for number in range(1, FEEDS + 1)))
    rows = items(count, chance, sentences)
    while page := list(itertools.islice(rows, 10_000)):
        store.executemany("INSERT INTO item (id, feedID, guid, url, title, details, firstSeen, contentDigest)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, zeroblob(16))", (row[:7] for row in page))
        store.executemany("INSERT INTO itemText VALUES (?, ?, ?)", ((row[0], *row[7:]) for row in page))
        found = [row for row in page if row[0] % 50 == 0]
        store.executemany("INSERT INTO mention (id, itemID, storyID, time) VALUES (?, ?, 's' || ?, ?)",
                          ((row[0], row[0], row[0], row[6]) for row in found))
        store.executemany("INSERT INTO mentionWatch VALUES (?, ?, 1)",
                          ((row[0], f"w{row[0] % WATCHES}") for row in found))
        store.commit()
    size = sum(len(row[0]) for row in store.execute("SELECT body FROM itemText LIMIT 1000")) / 1000
    print(f"{count} items of {size:.0f} bytes in {folder / 'backtest.db'}")


if __name__ == "__main__":
    main()
