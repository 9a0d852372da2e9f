"""The whole way of a message, in one thread: `python -m tests.bench.way FOLDER COUNT`. Prints CPU ms a message.

In a filled house known people write on in the conversations that they have; otherwise the house is made first.
"""

import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mostrador.doors.parcels import ParcelStore

WARM = 200


def way(count: int) -> dict[str, float]:
    """Open `count` parcels that lie on disk, in batches, then a tenth of them one at a time, each alone."""
    from mostrador.doors.parcels import ParcelStore
    from mostrador.kit import house

    store, delivery = ParcelStore(house.parcels_file()), a_post(count)
    opened(store, [delivery() for _ in range(WARM)])
    batches = opened(store, [delivery() for _ in range(count)])
    alone = [opened(store, [delivery()]) for _ in range(count // 10)]
    walls = sorted(one["wall_ms"] for one in alone)
    return {
        "cpu_ms": batches["cpu_ms"], "per_second": 1e3 / batches["wall_ms"],
        "lone_cpu_ms": sum(one["cpu_ms"] for one in alone) / len(alone),
        "lone_p50_ms": walls[len(walls) // 2], "lone_p99_ms": walls[int(len(walls) * 0.99)],
        "raw_cpu_ms": _raw(house.data_folder(), count, together=12),
        "raw_lone_cpu_ms": _raw(house.data_folder(), count // 10, together=1),
    }  # fmt: skip


def opened(store: "ParcelStore", deliveries: list[tuple[int, bytes, str]]) -> dict[str, float]:
    """Lay these on disk, open all of them, and return what opening took, a message."""
    from mostrador.doors.contract import Parcel, Piece
    from mostrador.doors.parcels import pack
    from mostrador.journeys import inbound
    from mostrador.kit import clock

    store.write([
        pack(connection, Parcel(body=body, received_at=clock.now()), [Piece(key=key, body=body)])
        for connection, body, key in deliveries
    ])  # fmt: skip
    cpu, wall, total = time.process_time(), time.perf_counter(), 0
    while some := inbound.open_news(store):
        total += some
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if total != len(deliveries):
        raise RuntimeError(f"{total} of {len(deliveries)} were opened: the figure would be false.")
    return {"cpu_ms": cpu / total * 1e3, "wall_ms": wall / total * 1e3}


def a_post(count: int) -> "Callable[[], tuple[int, bytes, str]]":
    """Return what brings the next delivery: connection, body, key."""
    from mostrador.doors.models import Connection
    from mostrador.inbox.models import Conversation
    from tests.bench.words import sentence
    from tests.cast import a_connection, a_member

    filled, dice, sent = Conversation.objects.count(), random.Random(3), iter(range(10**9))
    if not filled:
        for name in ("Leo", "Marta", "Iker"):
            a_member(name)
        a_connection()
    connection = Connection.objects.order_by("pk").values_list("pk", flat=True)[0]

    def delivery() -> tuple[int, bytes, str]:
        # A filled house's first door has every fourth of the people.
        who = 4 * (1 + dice.randrange(filled // 4 - 1)) if filled else dice.randrange(count // 4 + 1)
        told = {"id": f"m{next(sent)}", "from": {"id": f"p{who}", "name": f"p{who}"}, "text": sentence(dice)}
        return connection, json.dumps({**told, "thread": str(who)} if filled else told).encode(), str(told["id"])

    return delivery


def _raw(folder: Path, count: int, *, together: int) -> float:
    """Return the CPU ms that SQLite itself takes for the words, their index and a fact, so many a commit."""
    from tests.bench.words import sentence

    db, dice = sqlite3.connect(folder / f"raw-{together}.sqlite3", isolation_level=None), random.Random(3)
    db.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE e (id INTEGER PRIMARY KEY, t);"
        "CREATE TABLE m (id INTEGER PRIMARY KEY, k TEXT UNIQUE, t TEXT);"
        "CREATE VIRTUAL TABLE s USING fts5(t, content='m', content_rowid='id');"
    )
    texts = [sentence(dice) for _ in range(count)]
    began = time.process_time()
    for start in range(0, count, together):
        db.execute("BEGIN IMMEDIATE")
        for number in range(start, min(count, start + together)):
            row = db.execute("INSERT INTO m (k, t) VALUES (?, ?)", (str(number), texts[number])).lastrowid
            db.execute("INSERT INTO s (rowid, t) VALUES (?, ?)", (row, texts[number]))
            db.execute("INSERT INTO e (t) VALUES (?)", (f"m{row}",))
        db.execute("COMMIT")
    return (time.process_time() - began) / count * 1e3


if __name__ == "__main__":
    os.environ["MOSTRADOR_DATA"] = sys.argv[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    from mostrador.site import opening_up

    standing = opening_up.stands()
    if not standing:
        opening_up.make_folder(Path(sys.argv[1]))
    import django

    django.setup()
    if not standing:
        opening_up.make_tables()
        opening_up.write_plan()
    print(json.dumps(way(int(sys.argv[2]))))
