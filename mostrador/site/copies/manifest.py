"""What a copy says of itself, and whether what it holds is that."""

from pathlib import Path
from typing import Any

import msgspec

from mostrador.kit import clock
from mostrador.site.copies import snapshots
from mostrador.site.copies.packing import Damaged

NAME = "manifest.json"
FORMAT = 1
MAIN, PARCELS = "mostrador.sqlite3", "parcels.sqlite3"
DUMP = "database.dump"
LAST_PARCEL = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'parcels'"
LAST_OPENED = "SELECT coalesce(max(opened_upto), 0) FROM doors_lane"


class Manifest(msgspec.Struct, kw_only=True):
    """`at` is the moment of the main file or of the database, in UTC; what came in up to then is in the copy."""

    format: int
    made_by: str
    at: str
    keys: list[str]
    with_key: bool
    migrations: list[str]
    databases: dict[str, snapshots.Tables]
    files: dict[str, str]
    missing: list[str] = []

    def rows(self, table: str) -> int:
        return sum(int(tables[table]["rows"]) for tables in self.databases.values() if table in tables)

    @property
    def of_postgres(self) -> bool:
        return DUMP in self.databases


def migrations(main: Path) -> list[str]:
    """Return every migration that was applied to the file, as `inbox.0001_initial`."""
    with snapshots.opened(main) as db:
        return [f"{app}.{name}" for app, name in db.execute("SELECT app, name FROM django_migrations ORDER BY id")]


def read(folder: Path) -> Manifest:
    """Raises `Damaged`."""
    try:
        found: dict[str, Any] = msgspec.json.decode((folder / NAME).read_bytes())
        if found["format"] > FORMAT:
            raise Damaged(f"This copy was made by a newer Mostrador ({found['made_by']}). Restore it with that one.")
        return msgspec.convert(found, Manifest)
    except (OSError, KeyError, TypeError, msgspec.MsgspecError) as error:
        raise Damaged("This is no copy of a house: it does not say what it holds.") from error


def of_folder(folder: Path) -> Manifest:
    """Return what two databases hold that came without a manifest. Raises `Damaged`."""
    with snapshots.opened(folder / MAIN) as main:
        at = main.execute("SELECT max(at) FROM kit_event").fetchone()[0]
    return Manifest(
        format=FORMAT, made_by="", at=f"{at}+00:00" if at else clock.now().isoformat(), keys=[], with_key=False,
        migrations=migrations(folder / MAIN), files={},
        databases={name: snapshots.look_into(folder / name) for name in (MAIN, PARCELS)},
    )  # fmt: skip


def compare(told: Manifest, folder: Path, digests: dict[str, str]) -> None:
    """Look at everything that was laid out. Raises `Damaged` at the first thing that is not as it is told."""
    compare_files(told, digests)
    for name, tables in told.databases.items():
        compare_tables(name, tables, snapshots.look_into(folder / name))
    with snapshots.opened(folder / MAIN) as main, snapshots.opened(folder / PARCELS) as parcels:
        opened, last = main.execute(LAST_OPENED).fetchone()[0], parcels.execute(LAST_PARCEL).fetchone()[0]
    fit_together(opened=opened, last=last)


def compare_files(told: Manifest, digests: dict[str, str]) -> None:
    if told.files != {name: digest for name, digest in digests.items() if name != NAME}:
        raise Damaged("This copy does not hold what it says it holds.")


def compare_tables(name: str, told: snapshots.Tables, found: snapshots.Tables) -> None:
    for table in sorted({*told, *found}):
        if told.get(table) != found.get(table):
            raise Damaged(f"{name}: the table {table} is not as it was when it was copied.")


def fit_together(*, opened: int, last: int) -> None:
    """Nothing may count as opened that the parcels do not hold: what comes in next would be taken for opened."""
    if opened > last:
        raise Damaged(f"The parcels end at {last}, but the house has opened them up to {opened}.")
