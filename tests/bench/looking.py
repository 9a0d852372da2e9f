"""Search inside a filled house, in one thread: `python -m tests.bench.looking FOLDER`. Prints times in ms."""

import json
import os
import sqlite3
import sys
import time
from pathlib import Path

ROUNDS = 60


def look() -> dict[str, dict[str, float]]:
    from mostrador.accounts.models import Member
    from mostrador.doors.models import Door
    from mostrador.inbox import searching
    from tests.bench.measuring import percentile
    from tests.bench.words import COMMON, RARE

    owner = Member.objects.get(email="owner@bench.test")
    agent = Member.objects.get(email="agent0@bench.test")
    Door.objects.order_by("pk").first().members.set([Member.objects.get(email="agent1@bench.test")])  # type: ignore[union-attr]  # there is one
    rare = RARE.split()
    words = {
        "common": lambda number: COMMON[number % len(COMMON)],
        "rare": lambda number: rare[number % len(rare)],
        "unique": lambda number: f"u{number * 137 + 1:08}",
        "two common": lambda number: f"{COMMON[number % 9]} {COMMON[9 + number % 9]}",
    }
    found: dict[str, dict[str, float]] = {}
    for kind, word in words.items():
        times, cpu = [], time.process_time()
        for number in range(ROUNDS):
            for member in (owner, agent):
                began = time.perf_counter()
                searching.search(word(number), member=member)
                times.append((time.perf_counter() - began) * 1e3)
        cpu_ms = (time.process_time() - cpu) / len(times) * 1e3
        found[kind] = {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99), "cpu": cpu_ms}
    found["raw"] = _raw(rare)
    return found


def _raw(rare: list[str]) -> dict[str, float]:
    from mostrador.kit import house
    from tests.bench.measuring import percentile

    db, times = sqlite3.connect(house.main_file()), []
    for number in range(ROUNDS):
        began = time.perf_counter()
        db.execute("SELECT rowid FROM inbox_search WHERE inbox_search MATCH ? ORDER BY rowid DESC LIMIT 25",
                   (f'"{rare[number % len(rare)]}"*',)).fetchall()  # fmt: skip
        times.append((time.perf_counter() - began) * 1e3)
    return {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99)}


if __name__ == "__main__":
    os.environ["MOSTRADOR_DATA"] = str(Path(sys.argv[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    import django

    django.setup()
    print(json.dumps(look()))
