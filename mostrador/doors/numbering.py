"""No parcel gets a number that counts as opened already, whatever became of the parcels' file."""

import sqlite3
from contextlib import closing

from mostrador.doors import lanes
from mostrador.doors.parcels import ParcelStore
from mostrador.kit import house

LAST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'parcels'"


def go_on_beyond_what_was_opened() -> int:
    """Let what comes in next have numbers that no lane has passed.

    Return up to which was opened where the parcels' file is not the one of this house (gone, or older), else 0.
    """
    if house.database_url():
        return 0  # there both are one database
    opened = max(lanes.cursors().values(), default=0)
    ParcelStore(house.parcels_file()).close()  # makes the file where there is none
    with closing(sqlite3.connect(house.parcels_file(), isolation_level=None)) as parcels:
        if parcels.execute(LAST).fetchone()[0] >= opened:
            return 0
        # A table of SQLite's own: it has no key to be updated by where no parcel was ever written.
        parcels.execute("BEGIN IMMEDIATE")
        parcels.execute("DELETE FROM sqlite_sequence WHERE name = 'parcels'")
        parcels.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('parcels', ?)", (opened,))
        parcels.execute("COMMIT")
    return opened
