"""Parcels on PostgreSQL: the same promises as in a file, for any number of edges that write at once.

Within a lane ids become visible in their order: whoever writes holds its lanes from before it takes ids until its
commit, so a cursor that has passed an id has passed all before it.
"""

import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import psycopg

from mostrador.doors.parcel_reading import ParcelReading
from mostrador.doors.parcels import Kept, Row
from mostrador.kit import clock, failpoints
from mostrador.kit.postgres import connecting, partitions
from mostrador.kit.postgres.connecting import Connection

# `seen` outlives the parcels; `lanes` spares the opener a scan and is what writers of a lane queue at.
TABLES = """
SELECT pg_advisory_xact_lock(hashtext('tables of parcels'));
CREATE SEQUENCE IF NOT EXISTS parcels_id;
CREATE TABLE IF NOT EXISTS parcels (
    id bigint PRIMARY KEY DEFAULT nextval('parcels_id'),
    connection bigint NOT NULL, lane text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
    received_at timestamptz NOT NULL, method text NOT NULL, url text NOT NULL, headers bytea NOT NULL,
    body bytea NOT NULL
) PARTITION BY RANGE (id);
CREATE TABLE IF NOT EXISTS parcels_rest PARTITION OF parcels DEFAULT;
CREATE INDEX IF NOT EXISTS parcels_in_lane ON parcels (lane, id);
CREATE TABLE IF NOT EXISTS parcels_seen (
    connection bigint NOT NULL, key text COLLATE "C" NOT NULL, PRIMARY KEY (connection, key)
);
CREATE TABLE IF NOT EXISTS parcels_lanes (lane text COLLATE "C" PRIMARY KEY, newest bigint NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS parcels_lanes_by_newest ON parcels_lanes (newest);
CREATE TABLE IF NOT EXISTS parcels_probe (id integer PRIMARY KEY, at timestamptz NOT NULL);
"""
THERE = "SELECT to_regclass('parcels_probe') IS NOT NULL"
# In sorted order, so that two edges never wait for each other crosswise.
HOLD = "SELECT lane FROM parcels_lanes WHERE lane = ANY(%s) ORDER BY lane FOR UPDATE"
OPEN = "INSERT INTO parcels_lanes (lane) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
KEEP = """
WITH told AS (
    SELECT * FROM unnest(%b::bigint[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::bytea[],
        %b::bytea[]) WITH ORDINALITY AS t(connection, lane, key, received_at, method, url, headers, body, n)
), fresh AS (
    INSERT INTO parcels_seen SELECT connection, key FROM told ORDER BY connection, key
    ON CONFLICT DO NOTHING RETURNING connection, key
), kept AS (
    INSERT INTO parcels (connection, lane, key, received_at, method, url, headers, body)
    SELECT connection, lane, key, received_at::timestamptz, method, url, headers, body
    FROM told JOIN fresh USING (connection, key) ORDER BY n RETURNING id, lane
), moved AS (
    UPDATE parcels_lanes l SET newest = k.newest
    FROM (SELECT lane, max(id) AS newest FROM kept GROUP BY lane) k WHERE l.lane = k.lane
)
SELECT connection, key FROM fresh
"""
PROBE = "INSERT INTO parcels_probe VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET at = excluded.at"
Key = tuple[int, str]


class PostgresParcels(ParcelReading):
    """The parcels in the house's database. `write` belongs to one thread at a time; each thread reads by its own."""

    news = "SELECT lane, newest FROM parcels_lanes WHERE newest > ? ORDER BY newest"

    def __init__(self, url: str) -> None:
        self._url = url
        self._readers = threading.local()
        self._writer: Connection | None = None

    def write(self, piles: Sequence[Sequence[Row]]) -> list[Kept]:
        """Commit the rows of many deliveries at once and say for each how many were new.

        All or nothing, on disk when it returns. Raises `psycopg.Error`; whether a commit came through whose answer
        was lost nobody can tell, so it counts as refused: what is knocked again is known by then.
        """
        try:
            return self._write(self._writing(), piles)
        except BaseException:
            self._let_go()
            raise

    def probe(self) -> None:
        """Prove that the database takes a commit. Raises `psycopg.Error`."""
        try:
            self._writing().execute(PROBE, (clock.now(),))
        except BaseException:
            self._let_go()
            raise

    def make_tables(self) -> None:
        """Make the tables where they are not, and the ranges that ids will soon reach."""
        db = self._writing()
        partitions.keep_ahead(db, "parcels")

    def _write(self, db: Connection, piles: Sequence[Sequence[Row]]) -> list[Kept]:
        first = _first_of_each(piles)
        if not first:
            return [Kept(0, 0) for _ in piles]
        lanes = sorted({row.lane for row in first.values()})
        columns = [list(column) for column in zip(*first.values(), strict=True)]
        failpoints.reached("writer.before_begin")
        while (fresh := _keep(db, lanes, columns)) is None:
            # New lanes are made apart: while holding some we must not wait for who makes others.
            db.execute(OPEN, (lanes,))
        failpoints.reached("writer.committed")
        return _told(piles, fresh)

    def _writing(self) -> Connection:
        if self._writer is None:
            self._writer = connecting.connect(self._url)
            if not self._writer.execute(THERE).fetchall()[0][0]:
                with self._writer.transaction():
                    self._writer.execute(TABLES)
        return self._writer

    def _let_go(self) -> None:
        writer, self._writer = self._writer, None
        with suppress(psycopg.Error):
            if writer is not None:
                writer.close()

    def _ask(self, question: str, *values: object) -> list[Any]:
        """Read, on a new connection where the old one was cut off meanwhile: reading twice harms nobody."""
        question = question.replace("?", "%b")
        try:
            return self._reading().execute(question, values).fetchall()
        except psycopg.OperationalError:
            self._stop_reading()
            return self._reading().execute(question, values).fetchall()

    def _reading(self) -> Connection:
        if getattr(self._readers, "db", None) is None:
            self._readers.db = connecting.connect(self._url)
        reader: Connection = self._readers.db
        return reader

    def _stop_reading(self) -> None:
        reader, self._readers.db = getattr(self._readers, "db", None), None
        with suppress(psycopg.Error):
            if reader is not None:
                reader.close()

    def close(self) -> None:
        """Close the writing connection and this thread's reading one; the others end with their threads."""
        self._let_go()
        self._stop_reading()


def _keep(db: Connection, lanes: list[str], columns: list[list[Any]]) -> set[Any] | None:
    """Commit the rows and return the keys of those that were new; None, and nothing done, where a lane is missing."""
    with db.transaction():
        failpoints.reached("writer.begun")
        if not _hold(db, lanes):
            return None
        fresh = set(db.execute(KEEP, columns, prepare=True).fetchall())
        failpoints.reached("writer.before_commit")
    return fresh


def _hold(db: Connection, lanes: list[str]) -> bool:
    """Let nobody else take ids for these lanes until our transaction is over; False where one is not there yet."""
    return len(db.execute(HOLD, (lanes,), prepare=True).fetchall()) == len(lanes)


def _first_of_each(piles: Sequence[Sequence[Row]]) -> dict[Key, Row]:
    first: dict[Key, Row] = {}
    for pile in piles:
        for row in pile:
            first.setdefault((row.connection, row.key), row)
    return first


def _told(piles: Sequence[Sequence[Row]], fresh: set[Any]) -> list[Kept]:
    """Say for each delivery what became of it; a key that came twice was new where it came first."""
    kept = []
    for pile in piles:
        keys = {(row.connection, row.key) for row in pile} & fresh
        fresh -= keys
        kept.append(Kept(len(keys), len(pile) - len(keys)))
    return kept
