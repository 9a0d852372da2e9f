"""Parcels on disk: every delivery as it arrived, in a file of its own that nothing ever changes.

One thread writes it (`doors.ingest`), any thread reads. What has been opened is a cursor per lane elsewhere.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from mostrador.doors import arrivals
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.parcel_reading import ParcelReading
from mostrador.kit import clock, failpoints

OLDEST_SAFE = (3, 51, 3)
LONGEST_KEY, LONGEST_LANE = 200, 50  # characters; longer ones are kept by their digest
WAIT_SECONDS = 5.0

# `seen` outlives the parcels: what was thrown away after its time must still not come in a second time.
# `lanes` spares the opener a scan: the newest parcel of each lane, written in the same commit.
TABLES = """
CREATE TABLE IF NOT EXISTS parcels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL, lane TEXT NOT NULL, key TEXT NOT NULL, received_at TEXT NOT NULL,
    method TEXT NOT NULL, url TEXT NOT NULL, headers BLOB NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS parcels_in_lane ON parcels (lane, id);
CREATE TABLE IF NOT EXISTS seen (
    connection INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (connection, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lanes (lane TEXT PRIMARY KEY, newest INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS lanes_by_newest ON lanes (newest);
CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, at TEXT NOT NULL);
"""
PROBE = "INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at"


class Row(NamedTuple):
    """A parcel ready for the disk: nothing in it can fail any more but the disk."""

    connection: int
    lane: str
    key: str
    received_at: str
    method: str
    url: str
    headers: bytes
    body: bytes


class Kept(NamedTuple):
    """What became of a delivery's pieces."""

    new: int
    known: int


class TooOld(Exception):
    """The SQLite library loses commits when two connections checkpoint at once."""


def refuse_old_library(version: tuple[int, ...]) -> None:
    """Raise `TooOld` below 3.51.3. Source: SQLite's own notes on the WAL-reset bug, fixed on 2026-03-13."""
    if version < OLDEST_SAFE:
        found, wanted = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SAFE))
        raise TooOld(
            f"SQLite {found} can lose what it has accepted; Mostrador needs {wanted} or newer. "
            "Nothing was written. Install the pysqlite3 package of requirements/."
        )


def pack(connection_id: int, knock: Parcel, pieces: Iterable[Piece]) -> list[Row]:
    """Turn the pieces of one delivery into rows. Raises nothing for any text a platform may send."""
    arrived = (knock.received_at or clock.now()).astimezone(UTC).isoformat(timespec="microseconds")
    envelope = arrived, knock.method, _plain(knock.url), _headers(knock.headers)
    return [
        Row(connection_id, _lane(connection_id, piece), _short(piece.key), *envelope, piece.body) for piece in pieces
    ]


def _headers(told: Mapping[str, str]) -> bytes:
    try:
        return msgspec.json.encode(told)
    except UnicodeEncodeError:  # a lone surrogate
        return msgspec.json.encode({_plain(name): _plain(value) for name, value in told.items()})


def _lane(connection_id: int, piece: Piece) -> str:
    return f"{connection_id}/{_short(piece.lane, LONGEST_LANE)}" if piece.lane else str(connection_id)


def _short(key: str, longest: int = LONGEST_KEY) -> str:
    """Keep a key as it is unless it is huge or no database's text holds it (a lone surrogate, a NUL)."""
    if key.isascii() and len(key) <= longest and "\0" not in key:
        return key
    raw = key.encode("utf-8", "surrogatepass")
    if len(key) <= longest and raw.decode("utf-8", "ignore") == key and "\0" not in key:
        return key
    return "sha256:" + hashlib.sha256(raw).hexdigest()[:40]


def _plain(text: str) -> str:
    plain = text if text.isascii() else text.encode("utf-8", "replace").decode()
    return plain.replace("\0", "\ufffd")


class ParcelStore(ParcelReading):
    """The file of parcels. `write` belongs to one thread at a time; reads open a connection per thread."""

    news = "SELECT lane, newest FROM lanes WHERE newest > ? ORDER BY newest"

    def __init__(self, path: Path) -> None:
        """Make the file where there is none. Raises `TooOld` and `sqlite3.Error`."""
        refuse_old_library(sqlite3.sqlite_version_info)
        self.path = path
        self._readers = threading.local()
        self._writer: sqlite3.Connection | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        self.make_tables()

    def make_tables(self) -> None:
        self._writing().executescript(TABLES)

    def write(self, piles: Sequence[Sequence[Row]]) -> list[Kept]:
        """Commit the rows of many deliveries at once and say for each how many were new.

        All or nothing, on disk when it returns. Raises `sqlite3.Error`; the connection is then thrown away,
        because after a failed sync nobody knows what the old one believes.
        """
        try:
            return self._write(self._writing(), piles)
        except BaseException:
            self._let_go()
            raise

    def probe(self) -> None:
        """Prove that the disk takes a commit. Raises `sqlite3.Error`."""
        try:
            self._writing().execute(PROBE, (clock.now().isoformat(),))
        except BaseException:
            self._let_go()
            raise

    def _write(self, db: sqlite3.Connection, piles: Sequence[Sequence[Row]]) -> list[Kept]:
        failpoints.reached("writer.before_begin")
        known = arrivals.take(db, [row for pile in piles for row in pile])
        failpoints.reached("writer.committed")
        return _told(piles, known)

    def _writing(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = open_file(self.path)
            # The keys seen are looked up all over the tree, and what is above its leaves fits into 4 MB. A checkpoint
            # each 16 MB of log instead of each 4: the slowest hundredth of the commits took 3 ms instead of 8.
            for pragma in ("cache_size = -4000", "wal_autocheckpoint = 4000"):
                self._writer.execute(f"PRAGMA {pragma}")
            arrivals.prepare(self._writer)
        return self._writer

    def _let_go(self) -> None:
        writer, self._writer = self._writer, None
        with suppress(sqlite3.Error):
            if writer is not None:
                writer.close()

    def _ask(self, question: str, *values: object) -> list[Any]:
        return self._reading().execute(question, values).fetchall()

    def _reading(self) -> sqlite3.Connection:
        if getattr(self._readers, "db", None) is None:
            self._readers.db = open_file(self.path)
            self._readers.db.execute("PRAGMA query_only = 1")
        reader: sqlite3.Connection = self._readers.db
        return reader

    def close(self) -> None:
        """Close the writing connection and this thread's reading one; the others end with their threads."""
        self._let_go()
        if reader := getattr(self._readers, "db", None):
            reader.close()
            self._readers.db = None


def _told(piles: Sequence[Sequence[Row]], known: set[int]) -> list[Kept]:
    if not known:
        return [Kept(len(pile), 0) for pile in piles]
    ends = list(accumulate(map(len, piles), initial=0))
    again = [sum(place in known for place in range(begin, end)) for begin, end in pairwise(ends)]
    return [Kept(len(pile) - count, count) for pile, count in zip(piles, again, strict=True)]


def open_file(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "mmap_size = 0", "journal_size_limit = 67108864"):
        db.execute(f"PRAGMA {pragma}")
    return db
