"""Brings a copy back: laid out beside, compared, brought to today's shape, and only then put in its place.

The main file is put last and taken away first, so that a folder that has one has everything. What was there before
is moved aside, never deleted.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mostrador.kit import aging, clock, house, sealing
from mostrador.site import alone
from mostrador.site.copies import dumps, manifest, packing, returning, snapshots
from mostrador.site.copies.manifest import MAIN, PARCELS, Manifest

if TYPE_CHECKING:
    from mostrador.journeys.restoring import Held

REFUSED = (packing.Damaged, packing.NeedsPassphrase, aging.WrongPassphrase, dumps.CannotDump, returning.InTheWay)
STAGE = ".restoring"
OURS = (MAIN, f"{MAIN}-wal", f"{MAIN}-shm", PARCELS, f"{PARCELS}-wal", f"{PARCELS}-shm", "files")


class CannotRestore(Exception):
    """Nothing was changed. Its text is one sentence for whoever runs the house."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What came back. `aside` is where the house that stood there lies now; `key` is empty when the key fits."""

    copied_at: str
    made_by: str
    messages: int
    parcels: int
    held_answers: int
    held_letters: int
    aside: str
    key: str


def restore(archive: Path, *, passphrase: str = "", replace: bool = False) -> Restored:
    """Bring the copy back into the house's data folder, which must be empty of a house unless `replace`.

    A copy of a house on PostgreSQL comes back to the database that MOSTRADOR_DATABASE_URL names.
    The process must not have set up Django yet. Raises `CannotRestore` and `OSError`.
    """
    folder = house.data_folder()
    if not replace and (found := [name for name in OURS if (folder / name).exists()]):
        raise CannotRestore(f"{folder} holds a house already ({found[0]}). With --replace it is moved aside.")
    with _made(folder), closed(folder), _stage(folder) as stage:
        try:
            if url := house.database_url():
                returning.look(url, replace=replace)
            return _restore(archive, passphrase, stage, folder)
        except REFUSED as refused:
            raise CannotRestore(f"{str(refused).rstrip('.')}. Nothing was changed.") from refused


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Have the folder. One that was not there is gone again where nothing came of it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for path in missing:
                path.rmdir()
        raise


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """Yield a place beside the house, which is closed. In a bare folder no lock stays where nothing came of it."""
    stage = folder / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    bare = [path.name for path in folder.iterdir()] == [alone.INSIDE]
    try:
        stage.mkdir(mode=0o700)
        yield stage
    except BaseException:
        if bare:
            (folder / alone.INSIDE).unlink()
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _restore(archive: Path, passphrase: str, stage: Path, folder: Path) -> Restored:
    told, digests = _laid_out(archive, passphrase, stage)
    if url := house.database_url():
        held, aside = returning.bring_back(
            stage, folder, url=url, told=told, digests=digests, fit=lambda scratch: _made_fit(stage, told, scratch)
        )
    else:
        held, aside = _made_fit(stage, told), str(_put(stage, folder) or "")
    return Restored(
        copied_at=told.at, made_by=told.made_by, messages=told.rows("inbox_message"), parcels=told.rows("parcels"),
        held_answers=held.answers, held_letters=held.letters, aside=aside, key=_about_the_key(told),
    )  # fmt: skip


def _laid_out(archive: Path, passphrase: str, stage: Path) -> tuple[Manifest, dict[str, str]]:
    if archive.is_dir():
        _refuse_the_other_kind(of_postgres=False)
        return _copied(archive, stage), {}
    digests = packing.unpack(archive, into=stage, passphrase=passphrase)
    told = manifest.read(stage)
    _refuse_the_other_kind(of_postgres=told.of_postgres)
    if not told.of_postgres:  # what was dumped is compared where it is restored
        manifest.compare(told, stage, digests)
    (stage / manifest.NAME).unlink()
    (stage / "files").mkdir(mode=0o700, exist_ok=True)
    return told, digests


def _refuse_the_other_kind(*, of_postgres: bool) -> None:
    if of_postgres and not house.database_url():
        raise CannotRestore("This copy is of a house on PostgreSQL: name an empty database in MOSTRADOR_DATABASE_URL.")
    if house.database_url() and not of_postgres:
        raise CannotRestore(
            "This copy is of a house on two files. Restore it without MOSTRADOR_DATABASE_URL, then move it: "
            "mostrador upgrade --to URL"
        )


def _copied(found: Path, stage: Path) -> Manifest:
    """Take two databases as another program brought them back, from two moments a second apart perhaps."""
    try:
        for name in (MAIN, PARCELS):
            snapshots.copy(found / name, to=stage / name)
        for path in sorted(found.glob("*.yaml")):
            shutil.copy(path, stage)
        shutil.copytree(found / "files", stage / "files") if (found / "files").is_dir() else (stage / "files").mkdir()
        return manifest.of_folder(stage)
    except (packing.Damaged, sqlite3.Error) as refused:
        raise CannotRestore(f"{found} holds no house: {str(refused).rstrip('.')}. Nothing was changed.") from refused


def _made_fit(stage: Path, told: Manifest, url: str = "") -> "Held":
    """Bring the tables to today's shape where the house does not see them yet, and hold what was about to leave."""
    from mostrador.site.cli import set_up_django

    with _surroundings(MOSTRADOR_DATA=str(stage), **({"MOSTRADOR_DATABASE_URL": url} if url else {})):
        set_up_django()
        from mostrador.site import foundations, opening_up

        if newer := foundations.unknown_migrations():
            raise CannotRestore(f"This copy is of a newer Mostrador: this one does not know {newer[0]}.")
        opening_up.make_tables()
        held = _held(datetime.fromisoformat(told.at))
        opening_up.make_room()
        return held


def _held(copied_at: datetime) -> "Held":
    from django.db import connections

    from mostrador.journeys import restoring

    held, connection = restoring.come_back(copied_at=copied_at), connections["default"]
    connection.close()  # the last one out folds the log into the file
    if house.database_url():
        cast("Any", connection).close_pool()  # nobody may be connected to what is given another name
    return held


@contextmanager
def _surroundings(**told: str) -> Iterator[None]:
    names = [each for name in told for each in (name, f"{name}_FILE")]
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ.update(told)
    try:
        yield
    finally:
        for name in told:
            os.environ.pop(name)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _put(stage: Path, folder: Path) -> Path | None:
    brought = [path.name for path in stage.iterdir()]
    old = [name for name in (*OURS, *brought) if (folder / name).exists()]
    aside = folder / f"replaced-{clock.now():%Y%m%dT%H%M%SZ}" if old else None
    if aside is not None:
        aside.mkdir(mode=0o700)
        for name in dict.fromkeys(old):
            (folder / name).rename(aside / name)
    for name in sorted(brought, key=lambda each: each == MAIN):
        (stage / name).rename(folder / name)
    _sync(folder)
    return aside


def _sync(folder: Path) -> None:
    for path in (folder / MAIN, folder / PARCELS, folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _about_the_key(told: Manifest) -> str:
    try:
        ours = sealing.fingerprints()
    except house.NoKey:
        return "The key is not in this copy. Put it back (file `key`, or MOSTRADOR_KEY) before you open the house."
    if not told.keys or set(told.keys) & set(ours):
        return ""
    return "The key here is not the one of this copy: the doors' secrets will not open with it."


class StillOpen(CannotRestore):
    """A process works on this folder."""


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """Keep the house closed meanwhile. Raises `StillOpen`."""
    with alone.shut(folder) as nobody_else:
        if not nobody_else:
            raise StillOpen(f"Another process serves {folder}. Close it first.")
        yield
