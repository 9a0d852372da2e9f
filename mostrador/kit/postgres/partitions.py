"""Tables cut into ranges of ids: made ahead by the house itself, and thrown away whole once they are old.

A key stays valid whatever becomes of the partitions. Ids beyond the last range go to the default partition, `_rest`:
nobody is refused because nobody came to make room in time. Ranges made later begin behind what lies there.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from psycopg import sql

from mostrador.kit.postgres.connecting import Connection

SIZE = 1_000_000  # ids in a range
AHEAD = 4  # ranges
BRIEFLY = "SET LOCAL lock_timeout = '2s'"

# The sequence that the default of `id` counts with.
COUNTED = """
SELECT coalesce(max(pg_sequence_last_value(d.refobjid::regclass)), 0) FROM pg_attrdef a
JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid
JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid AND c.relkind = 'S'
WHERE a.adrelid = %s::regclass
"""


class Range(NamedTuple):
    """The ids from `first` up to but not including `end`."""

    first: int
    end: int


def keep_ahead(db: Connection, table: str, *, size: int = SIZE, ahead: int = AHEAD) -> int:
    """Make the ranges that ids will soon reach; return how many were made. Any number of processes may ask.

    Raises `LockNotAvailable` where somebody reads the table for long (a copy does): all who write would wait behind us.
    """
    made = 0
    with db.transaction():
        db.execute(BRIEFLY)
        _alone(db, table)
        here = _reached(db, table) // size
        start = max(_first_free(db, table, size), here * size)  # no ranges for numbers that were skipped
        wanted = (here + 1 + ahead) * size
        for first in range(start, wanted, size):
            _make(db, table, Range(first, first + size))
            made += 1
    return made


def full(db: Connection, table: str) -> Iterator[Range]:
    """Yield the ranges that ids have left behind, the oldest first."""
    newest = _newest(db, table)
    yield from (each for each in _ranges(db, table) if each.end <= newest)


def drop(db: Connection, table: str, gone: Range) -> None:
    """Throw a whole range away: one file instead of a million rows.

    Raises `LockNotAvailable` where somebody reads it for long: all who write would wait behind us.
    """
    with db.transaction():
        db.execute(BRIEFLY)
        _alone(db, table)
        db.execute(sql.SQL("DROP TABLE {}").format(_name(table, gone.first)))


def _ranges(db: Connection, table: str) -> list[Range]:
    bounds = db.execute(
        "SELECT pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
        "WHERE i.inhparent = %s::regclass",
        (table,),
    )
    # FOR VALUES FROM ('0') TO ('1000000'), or DEFAULT
    pieces = [words.split("'") for (words,) in bounds if "'" in words]
    return sorted(Range(int(piece[1]), int(piece[3])) for piece in pieces)


def _first_free(db: Connection, table: str, size: int) -> int:
    """Return where the next range may begin: behind the last one, and behind what lies in the default partition."""
    last = max((each.end for each in _ranges(db, table)), default=0)
    rest = int(_one(db, sql.SQL("SELECT coalesce(max(id), -1) FROM {}").format(sql.Identifier(f"{table}_rest"))))
    behind = (rest // size + 1) * size
    return max(last, behind)


def _newest(db: Connection, table: str) -> int:
    return int(_one(db, sql.SQL("SELECT coalesce(max(id), 0) FROM {}").format(sql.Identifier(table))))


def _reached(db: Connection, table: str) -> int:
    """Return the newest number given out, whether its row is there or not."""
    return max(_newest(db, table), int(_one(db, COUNTED, (table,))))


def _make(db: Connection, table: str, new: Range) -> None:
    db.execute(
        sql.SQL("CREATE TABLE {} PARTITION OF {} FOR VALUES FROM ({}) TO ({})").format(
            _name(table, new.first), sql.Identifier(table), sql.Literal(new.first), sql.Literal(new.end)
        )
    )


def _name(table: str, first: int) -> sql.Identifier:
    return sql.Identifier(f"{table}_{first}")


def _alone(db: Connection, table: str) -> None:
    db.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"partitions of {table}",))


def _one(db: Connection, question: str | sql.Composed, values: tuple[object, ...] = ()) -> Any:
    row = db.execute(question, values).fetchone()
    return row[0] if row else None
