"""The whole way of a message, in one thread: `python -m tests.bench.way FOLDER COUNT`. Prints CPU ms a message."""

import json
import os
import random
import sqlite3
import sys
import time
from pathlib import Path


def way(count: int) -> dict[str, float]:
    """Open `count` parcels that lie on disk: read, recognise, sort, decide, write, promise, index, tell."""
    from mostrador.doors.contract import Parcel, Piece
    from mostrador.doors.parcels import ParcelStore, pack
    from mostrador.journeys import inbound
    from mostrador.kit import clock, house
    from tests.bench.words import sentence
    from tests.cast import a_connection, a_member

    for name in ("Leo", "Marta", "Iker"):
        a_member(name)
    connection, store, dice = a_connection(), ParcelStore(house.parcels_file()), random.Random(3)

    def arrive(first: int, how_many: int) -> None:
        rows = []
        for number in range(first, first + how_many):
            who = f"p{dice.randrange(count // 4 + 1)}"
            body = json.dumps({"id": f"m{number}", "from": {"id": who, "name": who}, "text": sentence(dice)}).encode()
            parcel = Parcel(body=body, received_at=clock.now())
            rows.append(pack(connection.pk, parcel, [Piece(key=f"m{number}", body=body)]))
        store.write(rows)

    def opened() -> int:
        total = 0
        while some := inbound.open_news(store):
            total += some
        return total

    arrive(0, 200)
    opened()
    arrive(1000, count)
    cpu, wall = time.process_time(), time.perf_counter()
    done = opened()
    return {
        "cpu_ms": (time.process_time() - cpu) / done * 1e3,
        "per_second": done / (time.perf_counter() - wall),
        "raw_cpu_ms": _raw(house.data_folder(), count),
    }


def _raw(folder: Path, count: int) -> float:
    """Return what SQLite itself takes for the words, their index and a fact, in the same batches."""
    from tests.bench.words import sentence

    db, dice = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None), random.Random(3)
    db.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE e (id INTEGER PRIMARY KEY, t);"
        "CREATE TABLE m (id INTEGER PRIMARY KEY, k TEXT UNIQUE, t TEXT);"
        "CREATE VIRTUAL TABLE s USING fts5(t, content='m', content_rowid='id');"
    )
    texts = [sentence(dice) for _ in range(count)]
    began = time.process_time()
    for start in range(0, count, 12):
        db.execute("BEGIN IMMEDIATE")
        for number in range(start, min(count, start + 12)):
            row = db.execute("INSERT INTO m (k, t) VALUES (?, ?)", (str(number), texts[number])).lastrowid
            db.execute("INSERT INTO s (rowid, t) VALUES (?, ?)", (row, texts[number]))
            db.execute("INSERT INTO e (t) VALUES (?)", (f"m{row}",))
        db.execute("COMMIT")
    return (time.process_time() - began) / count * 1e3


if __name__ == "__main__":
    os.environ["MOSTRADOR_DATA"] = sys.argv[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    from mostrador.site import opening_up

    opening_up.make_folder(Path(sys.argv[1]))
    import django

    django.setup()
    opening_up.make_tables()
    opening_up.write_plan()
    print(json.dumps(way(int(sys.argv[2]))))
