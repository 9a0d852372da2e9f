"""Old parcels are swept away. What was opened long ago is in the messages; what was not, or not understood, stays.

`seen` outlives the parcels: what was swept must still not come in a second time.
"""

import sqlite3
import time
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from mostrador.doors import lanes
from mostrador.doors.models import Quarantined
from mostrador.doors.parcels import open_file
from mostrador.kit import house

AT_ONCE = 200  # rows in a commit: who takes deliveries waits no longer than for one of these
REST_SECONDS = 0.01
OLD = "SELECT id, lane FROM parcels WHERE id > ? AND received_at < ? ORDER BY id LIMIT ?"


class Staying(NamedTuple):
    """Who may not be swept however old: beyond the cursor of its lane, or set apart and not yet looked at."""

    cursors: dict[str, int]
    apart: Collection[int]

    def stays(self, number: int, lane: str) -> bool:
        return number > self.cursors.get(lane, 0) or number in self.apart


def sweep(*, before: datetime) -> int:
    """Throw away the parcels that arrived before that moment and may go; return how many."""
    apart = Quarantined.objects.filter(mended_at=None, set_aside_at=None).values_list("parcel_id", flat=True)
    staying = Staying(lanes.cursors(), frozenset(apart))
    if url := house.database_url():
        from mostrador.doors import postgres_sweeping  # noqa: PLC0415 - a driver that few need

        return postgres_sweeping.sweep(url, before=before, staying=staying)
    return sweep_file(house.parcels_file(), before=before, staying=staying)


def sweep_file(path: Path, *, before: datetime, staying: Staying) -> int:
    """Sweep the file, a few rows a commit: the thread that takes deliveries comes in between."""
    db, swept = open_file(path), 0
    try:
        for some in _old(db, before.astimezone(UTC).isoformat(timespec="microseconds")):
            going = [(number,) for number, lane in some if not staying.stays(number, lane)]
            db.execute("BEGIN IMMEDIATE")
            db.executemany("DELETE FROM parcels WHERE id = ?", going)
            db.execute("COMMIT")
            swept += len(going)
            time.sleep(REST_SECONDS)
    finally:
        db.close()
    return swept


def _old(db: sqlite3.Connection, before: str) -> Iterator[list[tuple[int, str]]]:
    """Yield the old ones some at a time. They came in the order of their ids, but for a clock set back."""
    last = 0
    while some := db.execute(OLD, (last, before, AT_ONCE)).fetchall():
        yield some
        last = some[-1][0]
