"""Brings the rows of SQLite files into a PostgreSQL with the same tables, in pieces that a kill cannot tear.

Keys stay as they are. How far each table has come is written in the transaction that brought it there. Foreign keys
are put aside meanwhile and come back at the end, when PostgreSQL itself checks that nothing hangs in the air.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from mostrador.kit.postgres import partitions
from mostrador.kit.postgres.connecting import Connection

PIECE = 20_000  # rows in a transaction
BEGIN = """
CREATE TABLE IF NOT EXISTS moving (name text PRIMARY KEY, upto jsonb, whole boolean NOT NULL DEFAULT false);
CREATE TABLE IF NOT EXISTS moving_keys (place text, name text, told text, PRIMARY KEY (place, name));
"""
KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conparentid = 0
"""
COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
PRIMARY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)
"""


class CannotMove(Exception):
    """What stands in the way, in one sentence. The SQLite files are as they were."""


class Table(NamedTuple):
    """One table on both sides: its name here and there, its columns with PostgreSQL's types, its key."""

    source: str
    name: str
    columns: dict[str, str]
    key: list[str]


def is_under_way(db: Connection) -> bool:
    """Say whether a move into this database began and has not ended."""
    return not _one(db, "SELECT to_regclass('moving') IS NULL")


def filled(db: Connection) -> str:
    """Return the name of a table that only people fill, where one is not empty; else nothing."""
    for name in ("accounts_member", "inbox_message", "parcels"):
        there = not _one(db, "SELECT to_regclass(%s) IS NULL", (name,))
        if there and _one(db, sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(name))):
            return name
    return ""


def begin(db: Connection, names: Iterable[str]) -> None:
    """Put the foreign keys aside and empty what `init` filled, once. Raises `CannotMove` where somebody lives."""
    names = list(names)
    with db.transaction():
        if is_under_way(db):
            return
        if name := filled(db):
            raise CannotMove(f"There is a house in that database already: {name} is not empty.")
        db.execute(BEGIN)
        for place, name, told in db.execute(KEYS).fetchall():
            db.execute("INSERT INTO moving_keys VALUES (%s, %s, %s)", (place, name, told))
            db.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(place), sql.Identifier(name)))
        db.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(sql.Identifier(name) for name in names)))


def table(db: Connection, source: sqlite3.Connection, *, here: str, there: str) -> Table:
    """Return what both sides know of a table. Raises `CannotMove` where one has a column that the other lacks."""
    known = [row[1] for row in source.execute(f'PRAGMA table_info("{here}")')]
    types = {name: kind for name, kind in db.execute(COLUMNS, (there,)).fetchall() if name != "txid"}
    if set(known) != set(types):
        raise CannotMove(f"{here} is not the same on both sides: {sorted(set(known) ^ set(types))}")
    key = [name for (name,) in db.execute(PRIMARY, (there,)).fetchall()]
    return Table(here, there, {name: types[name] for name in known}, key)


def bring(db: Connection, source: sqlite3.Connection, what: Table) -> int:
    """Copy what is not there yet; return how many rows that were."""
    brought = 0
    while True:
        with db.transaction():
            found = db.execute("SELECT upto, whole FROM moving WHERE name = %s", (what.name,)).fetchone()
            upto, whole = found or (None, False)
            if whole:
                return brought
            rows = _piece(source, what, upto)
            _copy(db, what, rows)
            last = _key_of(what, rows[-1]) if rows else upto
            db.execute(
                "INSERT INTO moving VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE "
                "SET upto = excluded.upto, whole = excluded.whole",
                (what.name, json.dumps(last), len(rows) < PIECE),
            )
            brought += len(rows)


def holds_others(db: Connection, what: Table) -> bool:
    """Say whether the table holds rows beyond those that were brought: somebody else wrote there."""
    found = db.execute("SELECT upto FROM moving WHERE name = %s", (what.name,)).fetchone()
    ask = sql.SQL("SELECT EXISTS (SELECT 1 FROM {}").format(sql.Identifier(what.name))
    if not found or found[0] is None:
        return bool(_one(db, ask + sql.SQL(")")))
    beyond = sql.SQL(" WHERE ({}) > ({}))").format(_order(what), sql.SQL(", ").join(map(sql.Literal, found[0])))
    return bool(_one(db, ask + beyond))


def take_back(db: Connection, what: Table) -> bool:
    """Empty a table of what was brought, to bring it anew; return False, and leave it, where it holds others' rows."""
    with db.transaction():
        db.execute(sql.SQL("LOCK TABLE {}").format(sql.Identifier(what.name)))
        if holds_others(db, what):
            return False
        db.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(what.name)))
        db.execute("DELETE FROM moving WHERE name = %s", (what.name,))
        return True


def make_room(db: Connection, name: str, *, newest: int) -> None:
    """Make the ranges of a table that is cut into some, for ids up to `newest` and those to come."""
    partitions.keep_ahead(db, name, ahead=newest // partitions.SIZE + partitions.AHEAD)


def go_on_from(db: Connection, name: str, number: int) -> None:
    """Let the table count on from where the other side was. `parcels` has a sequence of its own."""
    sequence = "parcels_id" if name == "parcels" else _one(db, "SELECT pg_get_serial_sequence(%s, 'id')", (name,))
    if sequence:
        db.execute("SELECT setval(%s::regclass, %s, %s)", (sequence, max(number, 1), number > 0))


def finish(db: Connection) -> None:
    """Bring the foreign keys back. Raises `psycopg.IntegrityError` where something hangs in the air."""
    with db.transaction():
        for place, name, told in db.execute("SELECT place, name, told FROM moving_keys").fetchall():
            db.execute(
                sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                    sql.SQL(place), sql.Identifier(name), sql.SQL(told)
                )
            )
        db.execute("DROP TABLE moving_keys")
        db.execute("DROP TABLE moving")
    db.execute("ANALYZE")


def of_sqlite(source: sqlite3.Connection, what: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows in the order of their keys, as PostgreSQL would give them."""
    kinds = list(what.columns.values())
    for row in source.execute(f'SELECT {_list(what.columns)} FROM "{what.source}" ORDER BY {_list(what.key)}'):  # noqa: S608  # ours
        yield tuple(_value(value, kind, what) for value, kind in zip(row, kinds, strict=True))


def of_postgres(db: Connection, what: Table) -> Iterator[tuple[Any, ...]]:
    names = sql.SQL(", ").join(sql.Identifier(name) for name in what.columns)
    ask = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(names, sql.Identifier(what.name), _order(what))
    with db.transaction(), db.cursor(name="compared") as cursor:
        cursor.itersize = 5000
        yield from cursor.execute(ask)


def _order(what: Table) -> sql.Composed:
    """Return the key's columns as SQLite puts them in order: letters by their bytes."""
    return sql.SQL(", ").join(
        sql.SQL('{} COLLATE "C"' if what.columns[name] in ("text", "character varying") else "{}").format(
            sql.Identifier(name)
        )
        for name in what.key
    )


def _piece(source: sqlite3.Connection, what: Table, upto: list[Any] | None) -> list[tuple[Any, ...]]:
    beyond = f"WHERE ({_list(what.key)}) > ({', '.join('?' * len(what.key))})" if upto else ""
    ask = f'SELECT {_list(what.columns)} FROM "{what.source}" {beyond} ORDER BY {_list(what.key)} LIMIT {PIECE}'  # noqa: S608  # ours
    return source.execute(ask, upto or ()).fetchall()


def _copy(db: Connection, what: Table, rows: list[tuple[Any, ...]]) -> None:
    names, kinds = sql.SQL(", ").join(map(sql.Identifier, what.columns)), list(what.columns.values())
    ask = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(what.name), names)
    try:
        with db.cursor() as cursor, cursor.copy(ask) as copy:
            for row in rows:
                copy.write_row([_told(value, kind, what) for value, kind in zip(row, kinds, strict=True)])
    except psycopg.DataError as error:
        raise CannotMove(f"{what.source} holds what PostgreSQL cannot: {str(error).splitlines()[0]}") from error


def _told(value: Any, kind: str, what: Table) -> Any:
    """Return the value as COPY takes it: JSON stays the text that it is."""
    return value if kind == "jsonb" else _value(value, kind, what)


def _value(value: Any, kind: str, what: Table) -> Any:
    if value is None:
        return None
    match kind:
        case "boolean":
            return bool(value)
        case "timestamp with time zone":
            at = datetime.fromisoformat(value)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        case "jsonb":
            return json.loads(value)
        case "date":
            return datetime.fromisoformat(value).date()
        case _ if isinstance(value, str) and "\0" in value:
            raise CannotMove(f"{what.source} holds a text with a zero byte in it, which PostgreSQL does not take.")
    return value


def _key_of(what: Table, row: tuple[Any, ...]) -> list[Any]:
    named = dict(zip(what.columns, row, strict=True))
    return [named[name] for name in what.key]


def _list(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _one(db: Connection, ask: str | sql.Composed, values: tuple[object, ...] = ()) -> Any:
    row = db.execute(ask, values).fetchone()
    return row[0] if row else None
