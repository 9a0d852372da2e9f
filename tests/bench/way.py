"""The whole way of a message: `python -m tests.bench.way FOLDER COUNT`. Prints CPU ms a message.

From the request as the server hands it over (signature, key, commit) until its facts are in the ledger.
In a filled house known people write on in the conversations that they have; otherwise the house is made first. A
quarter as many people write as there are messages, however large the house: who opens an errand costs more than who
goes on with one, and a larger house would only seem dearer.
"""

import asyncio
import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mostrador.doors.models import Connection

WARM = 200
AT_ONCE = 32
Delivery = tuple["Connection", bytes]


def way(count: int) -> dict[str, float]:
    """Accept and open `count` deliveries, in batches, then a tenth of them one at a time, each alone."""
    from mostrador.kit import house

    door, delivery = FrontDoor(), a_post(count)
    door.take([delivery() for _ in range(WARM)])
    batches = door.take([delivery() for _ in range(count)])
    alone = [door.take([delivery()]) for _ in range(count // 10)]
    walls = sorted(one["wall_ms"] for one in alone)
    return {
        "cpu_ms": batches["cpu_ms"], "accept_ms": batches["accept_ms"], "open_ms": batches["open_ms"],
        "per_second": 1e3 / batches["wall_ms"],
        "lone_cpu_ms": sum(one["cpu_ms"] for one in alone) / len(alone),
        "lone_p50_ms": walls[len(walls) // 2], "lone_p99_ms": walls[int(len(walls) * 0.99)],
        "raw_cpu_ms": _raw(house.data_folder(), count, together=12),
        "raw_lone_cpu_ms": _raw(house.data_folder(), count // 10, together=1),
    }  # fmt: skip


class FrontDoor:
    """The edge's answer to deliveries, with its writer, and the opener behind it: all but the sockets."""

    def __init__(self) -> None:
        from mostrador.doors.hooks import Hooks
        from mostrador.doors.ingest import Writer
        from mostrador.doors.parcels import ParcelStore
        from mostrador.kit import house
        from mostrador.site.knocking import Knocking

        self._loop, self._store = asyncio.Runner(), ParcelStore(house.parcels_file())
        writer = Writer(ParcelStore(house.parcels_file()))
        writer.start()
        self._knocking = Knocking(Hooks(house.main_file()), writer, public_url="http://127.0.0.1")

    def take(self, deliveries: list[Delivery]) -> dict[str, float]:
        """Accept these, open all of them, and return what it took, a message."""
        from mostrador.journeys import inbound

        knocks = [_knock(*delivery) for delivery in deliveries]
        began, wall, total = time.process_time(), time.perf_counter(), 0
        self._loop.run(self._accept(knocks))
        accepted = time.process_time()
        while some := inbound.open_news(self._store):
            total += some
        ended, wall = time.process_time(), time.perf_counter() - wall
        if total != len(deliveries):
            raise RuntimeError(f"{total} of {len(deliveries)} were opened: the figure would be false.")
        times = {"cpu_ms": ended - began, "accept_ms": accepted - began, "open_ms": ended - accepted, "wall_ms": wall}
        return {name: seconds / total * 1e3 for name, seconds in times.items()}

    async def _accept(self, knocks: list[tuple[dict[str, Any], bytes]]) -> None:
        for start in range(0, len(knocks), AT_ONCE):
            await asyncio.gather(*(self._ask(*knock) for knock in knocks[start : start + AT_ONCE]))

    async def _ask(self, scope: dict[str, Any], body: bytes) -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            if message.get("status", 200) != 200:
                raise RuntimeError(f"A knock was answered {message['status']}: the figure would be false.")

        await self._knocking(scope, receive, send)


def _knock(connection: "Connection", body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return a signed delivery as the server hands it to the edge."""
    from mostrador.doors.channels.webhook import signature
    from tests.cast import SECRET

    path, mark = f"/hooks/{connection.key}", signature(SECRET, body).encode()
    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"x-mostrador-signature", mark),
               (b"content-length", b"%d" % len(body))]  # fmt: skip
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": headers}  # fmt: skip
    return scope, body


def a_post(count: int) -> "Callable[[], Delivery]":
    """Return what brings the next delivery: connection and body."""
    from mostrador.doors.models import Connection
    from mostrador.inbox.models import Conversation
    from tests.bench.words import sentence
    from tests.cast import a_connection, a_member

    filled, dice, sent = Conversation.objects.count(), random.Random(3), iter(range(10**9))
    if not filled:
        for name in ("Leo", "Marta", "Iker"):
            a_member(name)
        a_connection()
    connection, people = Connection.objects.order_by("pk")[0], count // 4 + 1
    apart = max(filled // 4 - 1, people) // people
    if filled and apart * people > filled // 4:
        raise ValueError(f"{filled} people are too few for {count} messages.")

    def delivery() -> Delivery:
        # A filled house's first door has every fourth of the people.
        who = 4 * (1 + apart * dice.randrange(people)) if filled else dice.randrange(people)
        told = {"id": f"m{next(sent)}", "from": {"id": f"p{who}", "name": f"p{who}"}, "text": sentence(dice)}
        return connection, json.dumps({**told, "thread": str(who)} if filled else told).encode()

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
