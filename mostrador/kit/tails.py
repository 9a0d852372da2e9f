"""The ledger read from its end, for whoever tells others what happened. Knows no Django.

A place in the ledger is a pair. On SQLite, which has one writer, ids become visible in their order: the pair is
(0, id), written `id`. On PostgreSQL a long transaction shows its events after shorter ones with higher ids: there the
order is (transaction, id), written `transaction-id`, and what one of ours that still runs may come before waits.
"""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from mostrador.kit import house

SINCE = "SELECT id, name, refs FROM kit_event WHERE id > ? ORDER BY id LIMIT ?"
LATEST = "SELECT id, name, refs FROM kit_event ORDER BY id DESC LIMIT ?"
LONGEST = 19  # digits


class Position(NamedTuple):
    """How far somebody has read. Later ones compare greater."""

    transaction: int
    id: int

    def __str__(self) -> str:
        return f"{self.transaction}-{self.id}" if self.transaction else str(self.id)


START = Position(0, 0)


def position(text: str) -> Position | None:
    """Read a position as we wrote it; None for anything else."""
    pieces = text.split("-")
    if len(pieces) > 2 or not all(each.isascii() and each.isdigit() and len(each) < LONGEST for each in pieces):
        return None
    return Position(int(pieces[0]) if len(pieces) == 2 else 0, int(pieces[-1]))


class Line(NamedTuple):
    """One event as it stands in the ledger."""

    at: Position
    name: str
    refs: str  # JSON


class Read(NamedTuple):
    lines: Sequence[Line]
    held: bool = False  # more is there, but something still running may come before it: look again soon


class CannotRead(Exception):
    """The ledger cannot be read now."""


class Tail(Protocol):
    """One reader; belongs to one event loop. Both reads raise `CannotRead`, and the next one starts anew."""

    async def since(self, place: Position, limit: int) -> Read:
        """Return what happened after a place, in order."""

    async def latest(self, limit: int) -> Read:
        """Return the end of the ledger, in order."""

    async def close(self) -> None: ...


def of_the_house() -> Tail:
    if url := house.database_url():
        from mostrador.kit.postgres.tail import PostgresTail  # noqa: PLC0415 - a driver that few need

        return PostgresTail(url)
    return FileTail(house.main_file())


class FileTail:
    """Reads the SQLite file within the loop: a look costs less than handing it to a thread."""

    def __init__(self, main_file: Path) -> None:
        self._path = main_file
        self._db: sqlite3.Connection | None = None

    async def since(self, place: Position, limit: int) -> Read:
        return Read(self._lines(SINCE, place.id, limit))

    async def latest(self, limit: int) -> Read:
        return Read(self._lines(LATEST, limit)[::-1])

    async def close(self) -> None:
        self._hang_up()

    def _lines(self, sql: str, *values: int) -> list[Line]:
        try:
            return [
                Line(Position(0, number), name, refs) for number, name, refs in self._reading().execute(sql, values)
            ]
        except sqlite3.Error as error:
            self._hang_up()
            raise CannotRead(str(error)) from error

    def _reading(self) -> sqlite3.Connection:
        if self._db is None:
            address = f"{self._path.absolute().as_uri()}?mode=rw"
            self._db = sqlite3.connect(address, uri=True, timeout=0.2, isolation_level=None)
            self._db.execute("PRAGMA query_only = 1")
        return self._db

    def _hang_up(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            with contextlib.suppress(sqlite3.Error):
                db.close()
