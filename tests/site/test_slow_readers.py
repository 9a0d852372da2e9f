"""Pages that are open and read nothing: they cost a bounded memory, and who reads hears everything as ever."""

import asyncio
import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mostrador.desk.streams import MOST_WAITING
from mostrador.kit.taps import Taps
from tests.bench import browsing
from tests.bench.measuring import pss_mb
from tests.house import PASSWORD, House, a_house
from tests.site.test_streams import Listener, until

pytestmark = pytest.mark.sqlite  # facts are written into its file, as another process would

ASLEEP = 30
FACTS, AT_ONCE, KB = 5_000, 200, 2  # 10 MB a page: more than the system keeps for a line by itself (4 MB)
MOST_KB_EACH = MOST_WAITING * KB + 64 + 128  # what waited, written in one go; the server's buffer for a line; a margin
GROWTH_MB = 10  # the house's own


@contextmanager
def writing(house: House) -> Iterator["Writer"]:
    taps = Taps(house.folder / "wake")
    with closing(sqlite3.connect(house.folder / "mostrador.sqlite3", timeout=30, check_same_thread=False)) as db:
        yield Writer(db, taps)
    taps.close()


class Writer:
    """Another process of the house that records facts, and taps."""

    def __init__(self, db: sqlite3.Connection, taps: Taps) -> None:
        self._db, self._taps, self._number = db, taps, 0

    def record(self, count: int) -> None:
        refs = [json.dumps({"message": self._number + n, "words": "x" * KB * 1024}) for n in range(count)]
        self._number += count
        with self._db:
            self._db.executemany(
                "INSERT INTO kit_event (name, at, refs) VALUES ('MessageReceived', '2026-11-22 10:00:00', ?)",
                [(each,) for each in refs],
            )
        self._taps.send("ledger", b"")


async def go_to_sleep(house: House, cookie: str) -> socket.socket:
    """Ask for a stream with the smallest window there is, and read no byte of it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.setblocking(False)
    await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", house.port))
    head = f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nCookie: {cookie}\r\n\r\n"
    await asyncio.get_running_loop().sock_sendall(line, head.encode())
    return line


async def beside_sleepers(house: House, writer: Writer) -> None:
    client = browsing.sign_in(house.url, "ana@vidriera.test", PASSWORD)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    awake = Listener(house, cookie)
    listening = asyncio.create_task(awake.listen())
    await until(lambda: awake.open and awake.last)
    await said(writer, awake, 5 * AT_ONCE)
    asleep = [await go_to_sleep(house, cookie) for _ in range(ASLEEP)]
    before = pss_mb(house.pid)
    await said(writer, awake, FACTS)
    grown = pss_mb(house.pid) - before
    assert grown < GROWTH_MB + ASLEEP * MOST_KB_EACH / 1024
    assert len(set(awake.heard)) == len(awake.heard)
    for line in asleep:
        line.close()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def said(writer: Writer, awake: Listener, count: int) -> None:
    """Record so many facts, no more at once than a reader's line holds, and wait until who reads has heard each."""
    assert AT_ONCE < MOST_WAITING
    for _ in range(count // AT_ONCE):
        wanted = len(awake.heard) + AT_ONCE
        await asyncio.to_thread(writer.record, AT_ONCE)
        await until(lambda: len(awake.heard) == wanted)  # noqa: B023 - it is waited for in this turn


def test_those_that_read_nothing_cost_little_and_keep_nobody_from_hearing(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        house.open()
        with writing(house) as writer:
            asyncio.run(beside_sleepers(house, writer))
