"""What a house on PostgreSQL needs beyond its tables: room for ids to come, and a ledger that readers can follow."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from mostrador.kit.postgres import connecting, partitions

# Written by a transaction that this server has not seen yet: by another server then, and brought here.
FOREIGN = "txid >= pg_snapshot_xmax(pg_current_snapshot())"
AGE = "SELECT max(at), count(*) FROM kit_event WHERE id >= %s AND id < %s"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


def settle_ledger(url: str) -> None:
    """Make the ranges that events will soon reach, and place events that were written elsewhere before all others.

    Whoever restores a dump into another server brings transaction numbers along that this one will only reach later:
    until then no reader would take those events.
    """
    with connecting.connect(url) as db:
        partitions.keep_ahead(db, "kit_event")
        db.execute("SET statement_timeout = 0")
        db.execute(f"UPDATE kit_event SET txid = '0' WHERE {FOREIGN}")  # noqa: S608 - our own words


def make_room(url: str) -> int:
    """Make the ranges that events and parcels will soon reach; return how many were made.

    While a copy of the house is being made none is: there is room for millions, and the next hour comes.
    """
    made = 0
    with connecting.connect(url) as db, suppress(psycopg.errors.LockNotAvailable):
        for table in ("kit_event", "parcels"):
            made += partitions.keep_ahead(db, table)
    return made


def forget_events(url: str, *, before: datetime) -> int:
    """Drop the ranges whose events are all older than that moment; return how many events they held.

    Those that somebody reads for long (a copy does) go the next time.
    """
    forgotten = 0
    with connecting.connect(url) as db, suppress(psycopg.errors.LockNotAvailable):
        for each in list(partitions.full(db, "kit_event")):
            row = db.execute(AGE, (each.first, each.end)).fetchone()
            if row is not None and row[0] is not None and row[0] < before:
                partitions.drop(db, "kit_event", each)
                forgotten += row[1]
    return forgotten


def stands(url: str) -> bool:
    """Return whether a house was made in this database. Raises `psycopg.OperationalError`."""
    with connecting.connect(url) as db:
        return bool(_one(db, "SELECT to_regclass('kit_job') IS NOT NULL"))


def has_secrets(url: str) -> bool:
    """Return whether something is sealed with the key of this house. Raises `psycopg.OperationalError`."""
    with connecting.connect(url) as db:
        known = bool(_one(db, "SELECT to_regclass('doors_connection') IS NOT NULL"))
        return known and bool(_one(db, "SELECT count(*) FROM doors_connection"))


def look(url: str) -> tuple[str, int, int]:
    """Return the server's version, how many events it would hide, and how many rows lie beyond the ranges."""
    with connecting.connect(url) as db:
        version = str(_one(db, "SHOW server_version"))
        hidden = _one(db, f"SELECT count(*) FROM kit_event WHERE {FOREIGN}")  # noqa: S608 - our own words
        beyond = _one(db, "SELECT (SELECT count(*) FROM kit_event_rest) + (SELECT count(*) FROM parcels_rest)")
        return version, int(hidden), int(beyond)


def empty(url: str) -> None:
    """Throw away everything of ours in this database: for the demo, which tells its story anew."""
    with connecting.connect(url) as db, db.transaction():
        for (table,) in db.execute(TABLES).fetchall():
            db.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(table)))
        db.execute("DROP SEQUENCE IF EXISTS parcels_id")
        db.execute("DROP FUNCTION IF EXISTS inbox_words(text)")


def _one(db: connecting.Connection, question: str) -> Any:
    row = db.execute(question).fetchone()
    return row[0] if row else None
