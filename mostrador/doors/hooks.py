"""Who lives behind a hook: looks connections up for the edge, straight from the database, without Django."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from mostrador.doors import finding
from mostrador.doors.contract import Channel, Secrets
from mostrador.kit import house, sealing, wake

STALE_SECONDS = 0.5
ALL = "SELECT id, key, channel, sealed FROM doors_connection WHERE state <> 'closed'"


class CannotLook(Exception):
    """Whether the hook exists or what its secrets are cannot be told now: our fault, never the sender's."""


class Hook(msgspec.Struct, frozen=True, kw_only=True):
    """A connection as the edge needs it."""

    connection: int
    channel: Channel
    secrets: Secrets


class Row(msgspec.Struct, frozen=True):
    """A connection as the database has it, its secrets still sealed."""

    connection: int
    channel: str
    sealed: bytes


def hooks_of_the_house() -> "Hooks":
    if url := house.database_url():
        from mostrador.doors.postgres_hooks import PostgresHooks  # noqa: PLC0415 - a driver that few need

        return PostgresHooks(url)
    return Hooks(house.main_file())


class Hooks:
    """The connections by the key in their hook's address, at most half a second old.

    Belongs to one thread (the edge's loop). A look costs a dictionary; twice a second at most a stamp of the
    file is compared, and only when something was committed there the few rows are read again.
    """

    def __init__(self, main_file: Path, *, now: Callable[[], float] = time.monotonic) -> None:
        self._path, self._now = main_file, now
        self._db: sqlite3.Connection | None = None
        self._rows: dict[str, Row] | None = None
        self._opened: dict[str, tuple[Row, Hook]] = {}
        self._stamp, self._looked_at = -1, float("-inf")
        self._stop_listening = wake.listen("connections", self._forget)

    def find(self, key: str) -> Hook | None:
        """Return the hook, or None where no open connection has this key. Raises `CannotLook`."""
        row = self._fresh().get(key)
        return self._open(key, row) if row else None

    def check(self) -> None:
        """Raises `CannotLook` when the connections cannot be read now, whatever we still know of them."""
        if not self._look():
            raise CannotLook("The connections cannot be read.")

    def close(self) -> None:
        self._stop_listening()
        self._hang_up()

    def _forget(self, _words: bytes) -> None:
        self._looked_at = float("-inf")

    def _fresh(self) -> dict[str, Row]:
        if self._now() - self._looked_at >= STALE_SECONDS:
            # Set before the look: a tap that comes during it must lead to another.
            self._looked_at = self._now()
            self._look()
        if self._rows is None:
            raise CannotLook("The connections cannot be read.")
        return self._rows

    def _look(self) -> bool:
        """Read the rows again if the file changed. A file that cannot be read leaves us with what we knew: False."""
        try:
            db = self._reading()
            stamp = db.execute("PRAGMA data_version").fetchone()[0]
            if stamp != self._stamp or self._rows is None:
                rows = db.execute(ALL).fetchall()
                self._rows = {key: Row(number, channel, bytes(sealed)) for number, key, channel, sealed in rows}
                self._stamp = stamp
        except sqlite3.Error:
            self._hang_up()
            return False
        return True

    def _open(self, key: str, row: Row) -> Hook:
        known = self._opened.get(key)
        if known is None or known[0] != row:
            known = self._opened[key] = (row, _unsealed(row))
        return known[1]

    def _reading(self) -> sqlite3.Connection:
        if self._db is None:
            address = f"{self._path.absolute().as_uri()}?mode=rw"  # rw: never make a file that is not there
            self._db = sqlite3.connect(address, uri=True, timeout=0.2, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA query_only = 1")
        return self._db

    def _hang_up(self) -> None:
        db, self._db, self._stamp = self._db, None, -1
        with suppress(sqlite3.Error):
            if db is not None:
                db.close()


def _unsealed(row: Row) -> Hook:
    try:
        secrets = sealing.unseal(row.sealed)
        return Hook(connection=row.connection, channel=finding.channel(row.channel), secrets=secrets)
    except Exception as error:
        raise CannotLook(f"Connection {row.connection} cannot be used: {error}") from error
