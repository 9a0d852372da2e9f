"""Brings a copy back: laid out beside, compared, brought to today's shape, and only then put in its place.

The main file is put last and taken away first, so that a folder that has one has everything. What was there before
is moved aside, never deleted.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mostrador.kit import aging, clock, house, sealing
from mostrador.site import alone
from mostrador.site.copies import manifest, packing, snapshots
from mostrador.site.copies.manifest import MAIN, PARCELS, Manifest

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

    The process must not have set up Django yet. Raises `CannotRestore` and `OSError`.
    """
    if house.database_url():
        raise CannotRestore("MOSTRADOR_DATABASE_URL is set: a copy comes back to the two files of a folder only.")
    folder = house.data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not replace and (found := [name for name in OURS if (folder / name).exists()]):
        raise CannotRestore(f"{folder} holds a house already ({found[0]}). With --replace it is moved aside.")
    with closed(folder):
        stage = folder / STAGE
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700)
        try:
            return _restore(archive, passphrase, stage, folder)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _restore(archive: Path, passphrase: str, stage: Path, folder: Path) -> Restored:
    told = _laid_out(archive, passphrase, stage)
    answers, letters = _made_fit(stage, told)
    aside = _put(stage, folder)
    return Restored(
        copied_at=told.at, made_by=told.made_by, messages=told.rows("inbox_message"),
        parcels=told.databases[PARCELS]["parcels"]["rows"], held_answers=answers, held_letters=letters,
        aside=str(aside or ""), key=_about_the_key(told),
    )  # fmt: skip


def _laid_out(archive: Path, passphrase: str, stage: Path) -> Manifest:
    if archive.is_dir():
        return _copied(archive, stage)
    try:
        digests = packing.unpack(archive, into=stage, passphrase=passphrase)
        told = manifest.read(stage)
        manifest.compare(told, stage, digests)
    except (packing.Damaged, packing.NeedsPassphrase, aging.WrongPassphrase) as refused:
        raise CannotRestore(f"{refused} Nothing was changed.") from refused
    (stage / manifest.NAME).unlink()
    (stage / "files").mkdir(mode=0o700, exist_ok=True)
    return told


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
        raise CannotRestore(f"{found} holds no house: {refused} Nothing was changed.") from refused


def _made_fit(stage: Path, told: Manifest) -> tuple[int, int]:
    """Bring the tables to today's shape where the house does not see them yet, and hold what was about to leave."""
    from mostrador.site.cli import set_up_django

    with _data_folder(stage):
        set_up_django()
        from mostrador.site import foundations, opening_up

        if newer := foundations.unknown_migrations():
            raise CannotRestore(f"This copy is of a newer Mostrador: this one does not know {newer[0]}.")
        opening_up.make_tables()
        return _held(datetime.fromisoformat(told.at))


def _held(copied_at: datetime) -> tuple[int, int]:
    from django.db import connection

    from mostrador.journeys import restoring

    held = restoring.come_back(copied_at=copied_at)
    connection.close()  # the last one out folds the log into the file
    return held.answers, held.letters


@contextmanager
def _data_folder(place: Path) -> Iterator[None]:
    before = {name: os.environ.pop(name, None) for name in ("MOSTRADOR_DATA", "MOSTRADOR_DATA_FILE")}
    os.environ["MOSTRADOR_DATA"] = str(place)
    try:
        yield
    finally:
        os.environ.pop("MOSTRADOR_DATA")
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
