"""Old parcels on PostgreSQL: whole ranges are dropped, what is left of others goes row by row."""

from datetime import datetime
from typing import Any

import psycopg

from mostrador.doors.sweeping import Staying
from mostrador.kit.postgres import connecting, partitions
from mostrador.kit.postgres.connecting import Connection

AT_ONCE = 2_000  # rows in a commit
STAYS = """(p.id = ANY(%(apart)s) OR p.id > coalesce((
    SELECT t.upto FROM unnest(%(lanes)s::text[], %(upto)s::bigint[]) AS t(lane, upto) WHERE t.lane = p.lane), 0))"""
NEEDED = f"""SELECT EXISTS (SELECT 1 FROM parcels p
    WHERE p.id >= %(first)s AND p.id < %(end)s AND (p.received_at >= %(before)s OR {STAYS}))"""  # noqa: S608 - our own words; values are placeholders
COUNT = "SELECT count(*) FROM parcels WHERE id >= %(first)s AND id < %(end)s"
OLD = f"""WITH old AS (
    SELECT p.id, {STAYS} AS stays FROM parcels p WHERE p.id > %(last)s AND p.received_at < %(before)s
    ORDER BY p.id LIMIT %(at_once)s
), gone AS (DELETE FROM parcels p USING old WHERE p.id = old.id AND NOT old.stays RETURNING 1)
SELECT (SELECT max(id) FROM old), (SELECT count(*) FROM gone)"""  # noqa: S608 - our own words; values are placeholders


def sweep(url: str, *, before: datetime, staying: Staying) -> int:
    """Throw away what arrived before that moment and may go; return how many. Raises `psycopg.Error`."""
    told = {
        "before": before, "apart": list(staying.apart), "lanes": list(staying.cursors),
        "upto": list(staying.cursors.values()), "at_once": AT_ONCE,
    }  # fmt: skip
    with connecting.connect(url) as db:
        return _drop_ranges(db, told) + _delete_rows(db, told)


def _drop_ranges(db: Connection, told: dict[str, Any]) -> int:
    dropped = 0
    for each in list(partitions.full(db, "parcels")):
        there = {**told, "first": each.first, "end": each.end}
        if _row(db, NEEDED, there)[0]:
            continue
        rows = int(_row(db, COUNT, there)[0])
        try:
            partitions.drop(db, "parcels", each)
        except psycopg.errors.LockNotAvailable:
            break  # somebody reads it for long: the next round comes
        dropped += rows
    return dropped


def _delete_rows(db: Connection, told: dict[str, Any]) -> int:
    last: int | None = 0
    deleted = 0
    while last is not None:
        last, gone = _row(db, OLD, {**told, "last": last})
        deleted += gone
    return deleted


def _row(db: Connection, question: str, told: dict[str, Any]) -> tuple[Any, ...]:
    row = db.execute(question, told).fetchone()
    assert row is not None
    return row
