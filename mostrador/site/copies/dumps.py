"""One moment of a house on PostgreSQL, dumped while others write, and what a database holds: to compare the two."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from mostrador.kit.postgres import beside, connecting, programs
from mostrador.kit.postgres.connecting import Connection
from mostrador.site.copies import manifest
from mostrador.site.copies.manifest import DUMP, Manifest
from mostrador.site.copies.snapshots import Tables

TABLES = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
"""
# What the database computes by itself is computed anew where a copy is restored.
COLUMNS = """
SELECT a.attname, a.atttypid IN ('text'::regtype, 'varchar'::regtype),
    array_position(i.indkey::int2[], a.attnum) FROM pg_attribute a
LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
"""
WRITTEN = {"datestyle": "ISO, YMD", "timezone": "UTC", "intervalstyle": "iso_8601", "bytea_output": "hex",
           "extra_float_digits": "1", "client_encoding": "UTF8"}  # fmt: skip
DEADLINES = ("statement_timeout", "idle_in_transaction_session_timeout")
LAST_OPENED = "SELECT coalesce(max(opened_upto), 0) FROM doors_lane"
LAST_PARCEL = "SELECT coalesce(max(newest), 0) FROM parcels_lanes"


class CannotDump(Exception):
    """The database or its programs refused. Its text is one sentence for whoever runs the house."""


class Moment(NamedTuple):
    """What a database held when it was dumped."""

    tables: Tables
    migrations: list[str]


def copy(url: str, *, to: Path) -> Moment:
    """Dump one moment of the database, and look into that very moment. Readers and writers go on.

    Raises `CannotDump`.
    """
    with told_plainly(), _opened(url) as db, db.transaction():
        db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        programs.dump(url, to=to, snapshot=str(_one(db, "SELECT pg_export_snapshot()")))
        applied = db.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        return Moment(_look_into(db), [f"{app}.{name}" for app, name in applied])


def size_bytes(url: str) -> int:
    with told_plainly(), connecting.connect(url) as db:
        return int(_one(db, "SELECT pg_database_size(current_database())"))


def prove(url: str, dumped: Path, *, told: Manifest, digests: dict[str, str]) -> None:
    """Restore the dump into a database of its own and compare. Raises `CannotDump` and `Damaged`."""
    with told_plainly(), restored(url, dumped, word="proving") as scratch:
        compare(scratch, told=told, digests=digests)


@contextmanager
def restored(url: str, dumped: Path, *, word: str) -> Iterator[str]:
    """Give the address of a new database beside the house's that holds the dump. It is gone afterwards.

    Raises `CannotRun`, `CannotMake` and `psycopg.Error`.
    """
    with connecting.connect(url) as db:
        programs.need(db.info.server_version // 10_000)
    scratch = beside.make(url, word=word)
    try:
        programs.restore(dumped, url=scratch)
        yield scratch
    finally:
        beside.drop(url, gone=scratch)


def compare(url: str, *, told: Manifest, digests: dict[str, str]) -> None:
    """Look at everything in that database. Raises `Damaged` at the first thing that is not as it is told."""
    manifest.compare_files(told, digests)
    with _opened(url) as db:
        manifest.compare_tables(DUMP, told.databases[DUMP], _look_into(db))
        manifest.fit_together(opened=_one(db, LAST_OPENED), last=_one(db, LAST_PARCEL))


def look_into(url: str) -> Tables:
    """Return what a database holds, by table."""
    with _opened(url) as db, db.transaction():
        return _look_into(db)


@contextmanager
def _opened(url: str) -> Iterator[Connection]:
    with connecting.connect(url) as db:
        programs.need(db.info.server_version // 10_000)
        for name, value in {**WRITTEN, **dict.fromkeys(DEADLINES, "0")}.items():
            db.execute("SELECT set_config(%s, %s, false)", (name, value))
        yield db


def _look_into(db: Connection) -> Tables:
    return {name: _digest(db, name) for name in sorted(name for (name,) in db.execute(TABLES).fetchall())}


def _digest(db: Connection, table: str) -> dict[str, Any]:
    """Return the number of rows and the SHA-256 of them all as COPY writes them, in the order of their keys."""
    columns = db.execute(COLUMNS, (table,)).fetchall()
    keys = [column for column in columns if column[2] is not None] or columns
    order = [
        sql.SQL('{} COLLATE "C"' if text else "{}").format(sql.Identifier(name))
        for name, text, _ in sorted(keys, key=lambda column: column[2] or 0)
    ]
    names = map(sql.Identifier, (column[0] for column in columns))
    ask = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        sql.SQL(", ").join(names), sql.SQL(table), sql.SQL(", ").join(order)
    )
    digest = hashlib.sha256()
    with db.cursor() as cursor:
        with cursor.copy(ask) as rows:
            for row in rows:
                digest.update(row)
        return {"rows": cursor.rowcount, "sha256": digest.hexdigest()}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raise `CannotDump` in place of what the database, its driver or its programs raise."""
    try:
        yield
    except (psycopg.Error, programs.CannotRun, beside.CannotMake) as error:
        raise CannotDump(str(error).partition("\n")[0]) from error


def _one(db: Connection, question: str) -> Any:
    row = db.execute(question).fetchone()
    assert row is not None  # an aggregate, or a function
    return row[0]
