"""One moment of an SQLite file, copied while others write, and what is in it: rows and digest of every table."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from mostrador.site.copies.packing import Damaged

Tables = dict[str, dict[str, Any]]
"""By table: `rows`, and `sha256` of them in the order of their keys."""


def copy(source: Path, *, to: Path) -> dict[str, int]:
    """Copy one moment of `source`, in one step, and return how many rows each table had in that very moment.

    Readers and writers of the source go on. A copy in many steps would start over at every write of theirs.
    """
    with closing(_connect(source, "mode=rw")) as db:
        db.execute("PRAGMA query_only = 1")
        db.execute("BEGIN")
        rows = {name: _rows(db, name) for name in _names(db)}
        with closing(sqlite3.connect(to, isolation_level=None)) as copied:
            copied.execute("PRAGMA synchronous = OFF")  # nobody relies on it before it has been packed and read back
            db.backup(copied)
        db.execute("ROLLBACK")
    return rows


def look_into(path: Path) -> Tables:
    """Return what the file holds. Raises `Damaged` where SQLite itself finds it broken."""
    with opened(path) as db:
        found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise Damaged(f"{path.name} is damaged: {found}")
        return {name: {"rows": _rows(db, name), "sha256": _digest(db, name)} for name in _names(db)}


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy that nobody writes to. Raises `Damaged`."""
    try:
        with closing(_connect(path, "mode=ro&immutable=1")) as db:
            yield db
    except sqlite3.Error as error:
        raise Damaged(f"{path.name} cannot be read: {error}") from error


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, isolation_level=None, timeout=30)


def _names(db: sqlite3.Connection) -> list[str]:
    # A virtual table has no pages of its own; those it keeps its things in have, and are counted.
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    return [name for (name,) in found]


def _rows(db: sqlite3.Connection, table: str) -> int:
    count: int = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608  (a name from its schema)
    return count


def _digest(db: sqlite3.Connection, table: str) -> str:
    """Return the SHA-256 of all rows as MessagePack, text as the bytes it is stored in."""
    digest, encoder, row = hashlib.sha256(), msgspec.msgpack.Encoder(), bytearray()
    db.text_factory = bytes
    try:
        for values in db.execute(f'SELECT * FROM "{table}" NOT INDEXED'):  # noqa: S608  (a name from its schema)
            encoder.encode_into(values, row)
            digest.update(row)
    finally:
        db.text_factory = str
    return digest.hexdigest()
