"""Brings a dumped house back to PostgreSQL: restored beside, compared, made fit, and only then given the house's name.

What is killed on the way leaves the old house, or the new one, whole; at most files that nobody refers to. The database
that had the name keeps its rows under another, and the files and papers of that time are moved aside.
"""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mostrador.kit import clock
from mostrador.kit.postgres import beside, connecting
from mostrador.site.copies import dumps
from mostrador.site.copies.manifest import DUMP, Manifest

OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
Fit = TypeVar("Fit")
PATIENCE_SECONDS = 5.0
LONGEST_KEPT = 40  # characters of the old name, before the hour is added


class InTheWay(Exception):
    """The database cannot take a house now. Its text is one sentence for whoever runs the house."""


def look(url: str, *, replace: bool) -> None:
    """Raise `InTheWay` where a house stands and shall not be replaced, or where somebody is connected."""
    with dumps.told_plainly(), connecting.connect(url) as db:
        name = beside.name_of(url)
        if not replace and not beside.is_empty(db):
            raise InTheWay(f"The database {name} is not empty. With --replace it is kept under another name.")
        if others := _others(db):
            raise InTheWay(f"{others} others are connected to the database {name}. Close the house first.")


def _others(db: connecting.Connection) -> int:
    """Who has just left is counted for a moment still: PostgreSQL itself waits as long before it renames."""
    until = time.monotonic() + PATIENCE_SECONDS
    while others := int(db.execute(OTHERS).fetchall()[0][0]):
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return others


def bring_back(
    stage: Path, folder: Path, *, url: str, told: Manifest, digests: dict[str, str], fit: Callable[[str], Fit]
) -> tuple[Fit, str]:
    """Put the laid out copy in place; return what `fit` says of the new database, and where the old things lie.

    Raises `CannotDump`, `Damaged` and `OSError`.
    """
    at = f"{clock.now():%Y%m%dT%H%M%SZ}"
    old = f"{beside.name_of(url)[:LONGEST_KEPT]}_replaced_{at.lower()}"
    with dumps.told_plainly(), dumps.restored(url, stage / DUMP, word="restoring") as scratch:
        dumps.compare(scratch, told=told, digests=digests)
        found = fit(scratch)
        _bring_files(stage / "files", folder / "files")
        beside.take_the_place(url, staged=scratch, aside=old)
        kept = not _dropped_if_empty(url, old)
    aside = _put_aside(stage, folder, folder / f"replaced-{at}", told)
    return found, " and ".join([*([f"the database {old}"] * kept), *([str(aside)] * aside.exists())])


def _dropped_if_empty(url: str, old: str) -> bool:
    before = beside.named(url, old)
    with connecting.connect(before) as db:
        empty = beside.is_empty(db)
    if empty:
        beside.drop(url, gone=before)
    return empty


def _bring_files(brought: Path, to: Path) -> None:
    """Beside those that are there: nobody can guess the name of one, so none is like another."""
    for path in sorted(brought.glob("*/*")):
        place = to / path.parent.name / path.name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not place.exists():
            path.rename(place)
    os.sync()


def _put_aside(stage: Path, folder: Path, aside: Path, told: Manifest) -> Path:
    """Move away what the new house knows nothing of, and lay its own papers out."""
    for path in sorted((folder / "files").glob("*/*")):
        if f"files/{path.parent.name}/{path.name}" not in told.files:
            _move(path, aside / "files" / path.parent.name / path.name)
    for path in sorted(path for path in stage.iterdir() if path.name in told.files and path.name != DUMP):
        if (folder / path.name).exists():
            _move(folder / path.name, aside / path.name)
        path.rename(folder / path.name)
    return aside


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(path, to)
