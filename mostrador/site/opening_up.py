"""Makes the data folder a house: key, tables, files, the first plan. Doing it twice changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from mostrador.kit import house
from mostrador.kit.commands import Refused
from mostrador.site import keymaking
from mostrador.site.copies import before

HALF_MOVED = (
    "A move into the database of MOSTRADOR_DATABASE_URL was interrupted, so no house is opened there. Nothing is lost: "
    "the two files that are being moved still hold all of it. Unset MOSTRADOR_DATABASE_URL, and either end the move "
    "(mostrador upgrade --to URL, as before) or go on with the files (mostrador serve)."
)


def make_folder(folder: Path) -> bool:
    """Make the folder and its key; return whether a new key was made. Nobody but its owner can read it.

    Raises `KeyIsGone`, and `OSError` where there is no place for them.
    """
    (folder / "files").mkdir(mode=0o700, parents=True, exist_ok=True)
    return keymaking.make(folder)


def stands() -> bool:
    """Return whether `init` was here. Raises `DatabaseAway`, `CutOff` and `Emptied`."""
    url = house.database_url()
    if not url:
        return house.main_file().exists() and _has_tables()
    import psycopg

    from mostrador.kit.postgres import upkeep

    try:
        return upkeep.stands(url)
    except psycopg.OperationalError as error:
        raise DatabaseAway(f"The database does not answer: {error}") from error


def check_moves() -> None:
    """Raise `HalfMoved` where a move into the database has not ended: only the files hold all that was accepted.

    Raise `MovedAway` where the files were moved aside, and nobody told us the database: an empty house beside it would
    turn away whatever platforms deliver. Raises `DatabaseAway`, too.
    """
    here, left = house.main_file(), sorted(house.data_folder().glob(f"moved-*/{house.main_file().name}"))
    if url := house.database_url():
        if (before.began(before.MOVING) and here.exists()) or _is_half_moved(url):
            raise HalfMoved(HALF_MOVED)
    elif left and not here.exists():
        raise MovedAway(
            f"This house was moved to PostgreSQL: its files lie in {left[-1].parent}. Set MOSTRADOR_DATABASE_URL to "
            "the address of its database. Whoever wants a new house here takes that folder away first."
        )


def _is_half_moved(url: str) -> bool:
    import psycopg

    from mostrador.kit.postgres import connecting, moving

    try:
        with connecting.connect(url) as db:
            return moving.is_under_way(db)
    except psycopg.OperationalError as error:
        raise DatabaseAway(f"The database does not answer: {error}") from error


class HalfMoved(Refused):
    """The database holds a part of a house; whatever it accepted would stand in the way of the rest."""


class MovedAway(Refused):
    """The house lives elsewhere."""


def _has_tables() -> bool:
    """A file that cannot be asked is not empty: whoever asks more of it hears why."""
    try:
        with closing(sqlite3.connect(f"{house.main_file().as_uri()}?mode=ro", uri=True)) as db:
            (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return True
    if not tables and not house.parcels_file().exists():  # which `init` makes last
        raise CutOff(f"`mostrador init` was cut off in {house.data_folder()}. Run it again: mostrador init")
    if not tables:
        raise Emptied(
            f"{house.main_file()} is empty, as its disk or another program left it. Keep the folder as it is, and "
            "bring the last copy back into another one: mostrador restore COPY --data DIR"
        )
    return True


class CutOff(Refused):
    """The tables of this house were never made."""


class Emptied(Refused):
    """A house stood here, and its file holds nothing any more."""


class DatabaseAway(Exception):
    """Without it the house cannot be opened."""


def make_tables() -> None:
    """Bring both files, or the database, to today's shape. Needs Django to be set up after `make_folder`."""
    from mostrador.doors import shelves

    _migrate()
    store = shelves.of_the_house()
    store.make_tables()
    store.close()
    if url := house.database_url():
        from mostrador.kit.postgres import upkeep

        upkeep.settle_ledger(url)
    _begin_upkeep()


def _migrate() -> None:
    """All or nothing: Django notes some migrations only after their transaction, and a kill in between would let every
    later try fail on a table that is there.
    """
    from django.core.management import call_command
    from django.db import connection, transaction

    if house.database_url():
        _take_time()
    # SQLite takes no such pragma inside a transaction, so it comes first.
    with connection.constraint_checks_disabled(), transaction.atomic():
        if house.database_url():
            _check_at_once()
        call_command("migrate", verbosity=0, interactive=False)


def make_room() -> None:
    """Make the ranges that ids will soon reach, where the house keeps rows in ranges."""
    if url := house.database_url():
        from mostrador.kit.postgres import upkeep

        upkeep.make_room(url)


def _begin_upkeep() -> None:
    from mostrador.site import upkeeping

    upkeeping.begin(after=upkeeping.EVERY)


def _take_time() -> None:
    """A change of a big table takes longer than any page may."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET idle_in_transaction_session_timeout = 0")


def _check_at_once() -> None:
    """PostgreSQL changes no table while rows of the same transaction still have to be checked against others."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def write_plan() -> None:
    from mostrador.plan import keeping

    keeping.write_first(house.data_folder())
