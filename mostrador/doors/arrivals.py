"""A batch of deliveries as one statement of SQLite, which begins, writes and commits by itself.

Between two statements a thread gives the interpreter away and must win it back, from the event loop, the opener and
whoever draws pages: with six statements a commit, the slowest hundredth of deliveries beside four readers waited 43
to 64 ms in a large house, with one 21 to 46. So a batch is inserted into a view, and a trigger says what becomes of
each row.
"""

import sqlite3
from collections.abc import Sequence
from functools import cache

from mostrador.kit import failpoints

MOST_ROWS = 512  # in one statement: as many as the writer commits at once; one delivery alone may bring more
COLUMNS = 9
CHANGES = 3  # of tables, for each row that is new

# A row without a place only fills the statement up. What was brought before is left out, and its place noted.
VIEW = """
CREATE TEMP TABLE known (place INTEGER PRIMARY KEY);
CREATE TEMP VIEW arrivals AS
    SELECT 0 AS place, connection, lane, key, received_at, method, url, headers, body FROM parcels;
CREATE TEMP TRIGGER arrive INSTEAD OF INSERT ON arrivals WHEN NEW.place IS NOT NULL
BEGIN
    {begun}
    INSERT INTO known SELECT NEW.place
        WHERE EXISTS (SELECT 1 FROM seen WHERE connection = NEW.connection AND key = NEW.key);
    INSERT INTO seen (connection, key) SELECT NEW.connection, NEW.key WHERE NEW.place NOT IN known;
    INSERT INTO parcels (connection, lane, key, received_at, method, url, headers, body)
        SELECT NEW.connection, NEW.lane, NEW.key, NEW.received_at, NEW.method, NEW.url, NEW.headers, NEW.body
        WHERE NEW.place NOT IN known;
    INSERT INTO lanes (lane, newest) SELECT NEW.lane, last_insert_rowid() WHERE NEW.place NOT IN known
        ON CONFLICT DO UPDATE SET newest = excluded.newest;
    {before_commit}
END;
"""


class Miscounted(Exception):
    """What was written is not what was brought: nobody may be thanked for it."""


def prepare(db: sqlite3.Connection) -> None:
    """Make what `take` needs; it belongs to this connection alone, and nothing of it is in the file."""
    told = dict.fromkeys(("begun", "before_commit"), "")
    if failpoints.armed():
        db.create_function("begun", 0, lambda: failpoints.reached("writer.begun"))
        db.create_function("before_commit", 0, lambda: failpoints.reached("writer.before_commit"))
        told = {place: f"SELECT {place}();" for place in told}
    db.execute("PRAGMA temp_store = MEMORY")
    db.executescript(VIEW.format(**told))


def take(db: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> set[int]:
    """Commit the rows, all or nothing, and return the places of those that were known.

    Raises `sqlite3.Error`, and `Miscounted`, after which what comes again is known.
    """
    before = db.total_changes
    if len(rows) <= MOST_ROWS:
        _insert(db, rows, 0)
    else:
        db.execute("BEGIN IMMEDIATE")
        for at in range(0, len(rows), MOST_ROWS):
            _insert(db, rows[at : at + MOST_ROWS], at)
        db.execute("COMMIT")
    changed = db.total_changes - before
    known = _known(db) if changed != CHANGES * len(rows) else set()
    if changed != CHANGES * (len(rows) - len(known)) + len(known):
        raise Miscounted(f"{changed} changes for {len(rows)} rows, {len(known)} of them known.")
    return known


def _insert(db: sqlite3.Connection, rows: Sequence[tuple[object, ...]], first: int) -> None:
    size = 1 << (len(rows) - 1).bit_length()  # few statements to compile, each for twice as many as the last
    values = [value for place, row in enumerate(rows, first) for value in (place, *row)]
    values += [None] * (COLUMNS * (size - len(rows)))
    db.execute(_statement(size), values)


@cache
def _statement(rows: int) -> str:
    row = f"({', '.join('?' * COLUMNS)})"
    return f"INSERT INTO arrivals VALUES {', '.join([row] * rows)}"  # noqa: S608 - only signs for values


def _known(db: sqlite3.Connection) -> set[int]:
    places = {place for (place,) in db.execute("SELECT place FROM known").fetchall()}
    db.execute("DELETE FROM known")
    return places
