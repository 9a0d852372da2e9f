"""Makes a copy of the open house, and believes in it only after restoring it."""

import io
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from django.db import ProgrammingError

import mostrador
from mostrador.inbox import attaching
from mostrador.kit import clock, failpoints, house, sealing
from mostrador.site.copies import dumps, manifest, packing, shelf, snapshots
from mostrador.site.copies.manifest import DUMP, MAIN, Manifest
from mostrador.site.copies.shelf import Record

KEPT = 7
SPARE_BYTES = 64 << 20


class CannotBackUp(Exception):
    """No copy was made, or none that could be believed. Its text is one sentence for whoever runs the house."""


class Incomplete(CannotBackUp):
    """The copy was made and is what the house holds, but the house itself lacks something."""


TROUBLES = (
    OSError,
    sqlite3.Error,
    ProgrammingError,
    dumps.CannotDump,
    packing.Damaged,
    shelf.Busy,
    house.NoKey,
    CannotBackUp,
)


def back_up(*, to: Path | None = None, passphrase: str = "", with_key: bool = False, keep: int | None = KEPT) -> Record:
    """Copy the house to a file, or into a folder (its own when `to` is None), where the newest `keep` stay.

    Older ones go only after this one was restored and compared; with `keep` None all stay.
    Raises `CannotBackUp`, and notes it.
    """
    try:
        return _back_up((to or house.backups_folder()).resolve(), passphrase, with_key, keep)
    except TROUBLES as error:
        why = _in_words(error)
        if not isinstance(error, (Incomplete, shelf.Busy)):
            shelf.note_trouble(why)
        raise (error if isinstance(error, CannotBackUp) else CannotBackUp(why)) from error


def _back_up(to: Path, passphrase: str, with_key: bool, keep: int | None) -> Record:
    begun, at = time.monotonic(), clock.now()
    folder = to if to.is_dir() or not _is_a_file_s_name(to) else to.parent
    target = to if folder != to else folder / shelf.name(at, closed=bool(passphrase))
    if target.exists():
        raise CannotBackUp(f"{target} is there already, and nothing is ever written over.")
    with shelf.working_place(folder) as place:
        _refuse_without_room(folder)
        failpoints.reached("copies.before_copy")
        told = _pack(place / "copy", place, passphrase, with_key)
        failpoints.reached("copies.copied")
        _prove(place / "copy", place, passphrase, told)
        shelf.put(place / "copy", target)
    record = _noted(told, target, time.monotonic() - begun)
    if told.missing:
        raise Incomplete(record.why)
    if folder == to and keep:
        shelf.prune(folder, keep=keep, new=target)
    return record


def _is_a_file_s_name(to: Path) -> bool:
    return to.name.endswith((".zst", ".age"))


def _refuse_without_room(folder: Path) -> None:
    """The copies and the archive, then the archive and what is restored from it, lie there at the same time."""
    databases = dumps.size_bytes(url) if (url := house.database_url()) else _size_of_files()
    files = sum(path.stat().st_size for _, path in _files())
    wanted, free = 2 * (databases + files) + SPARE_BYTES, shutil.disk_usage(folder).free
    if free < wanted:
        raise CannotBackUp(f"{folder} has {free >> 20} MB free; a copy that is proven needs {wanted >> 20}.")


def _size_of_files() -> int:
    if gone := [path.name for path in (house.main_file(), house.parcels_file()) if not path.exists()]:
        raise CannotBackUp(f"{gone[0]} is gone from {house.data_folder()}: this house cannot be copied as it is.")
    return sum(path.stat().st_size for path in (house.main_file(), house.parcels_file()))


def _pack(path: Path, place: Path, passphrase: str, with_key: bool) -> Manifest:
    """Of two files the main one first: parcels that it has not opened yet are opened again, which is harmless."""
    told = Manifest(
        format=manifest.FORMAT, made_by=mostrador.__version__, at=clock.now().isoformat(), keys=sealing.fingerprints(),
        with_key=with_key, migrations=[], databases={}, files={}, missing=attaching.missing(),
    )  # fmt: skip
    with packing.packing(path, passphrase=passphrase) as packed:
        _pack_databases(packed, place, told)
        for name, file in (*_papers(with_key), *_files()):
            try:
                told.files[name] = packed.add_file(name, file)
            except FileNotFoundError:
                continue  # somebody was forgotten meanwhile, and their pictures with them
        content = msgspec.json.encode(told)
        packed.add(manifest.NAME, io.BytesIO(content), len(content))
    return told


def _pack_databases(packed: packing.Packed, place: Path, told: Manifest) -> None:
    if url := house.database_url():
        told.databases[DUMP], told.migrations = dumps.copy(url, to=place / DUMP)
        told.files[DUMP] = packed.add_file(DUMP, place / DUMP)
        (place / DUMP).unlink()
        return
    for source in (house.main_file(), house.parcels_file()):
        _pack_file(packed, source, place, told)


def _pack_file(packed: packing.Packed, source: Path, place: Path, told: Manifest) -> None:
    copy = place / source.name
    rows = snapshots.copy(source, to=copy)
    tables = snapshots.look_into(copy)
    if rows != {name: table["rows"] for name, table in tables.items()}:
        raise packing.Damaged(f"The copy of {source.name} does not hold as many rows as the file itself.")
    if source.name == MAIN:
        told.migrations = manifest.migrations(copy)
    told.databases[source.name] = tables
    told.files[source.name] = packed.add_file(source.name, copy)
    copy.unlink()


def _papers(with_key: bool) -> Iterator[tuple[str, Path]]:
    for path in sorted(house.data_folder().glob("*.yaml")):
        yield path.name, path
    if with_key:
        if house.told("MOSTRADOR_KEY"):
            raise CannotBackUp("The key is not in the data folder but in MOSTRADOR_KEY: copy it by hand.")
        yield "key", house.data_folder() / "key"


def _files() -> Iterator[tuple[str, Path]]:
    """Yield what people sent and we kept. A name with a dot is still being written."""
    for path in sorted(house.files_folder().glob("*/*")):
        if path.name.isalnum():
            yield f"files/{path.parent.name}/{path.name}", path


def _prove(path: Path, place: Path, passphrase: str, told: Manifest) -> None:
    restored = place / "restored"
    restored.mkdir(mode=0o700)
    digests = packing.unpack(path, into=restored, passphrase=passphrase)
    if manifest.read(restored) != told:
        raise packing.Damaged("What was written is not what is read back.")
    if told.of_postgres:
        dumps.prove(house.database_url(), restored / DUMP, told=told, digests=digests)
    else:
        manifest.compare(told, restored, digests)


def _noted(told: Manifest, target: Path, took: float) -> Record:
    now = clock.now().isoformat().replace("+00:00", "Z")
    why = f"{len(told.missing)} files that the house should have are gone from files/." if told.missing else ""
    record = Record(
        verified_at=now, file=str(target.resolve()), size_bytes=target.stat().st_size, took_seconds=round(took, 2),
        messages=told.rows("inbox_message"), parcels=told.rows("parcels"), tried_at=now, why=why,
    )  # fmt: skip
    shelf.note(record)
    return record


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"The copy was not made: {error.strerror} ({error.filename or house.backups_folder()})."
    if isinstance(error, (CannotBackUp, shelf.Busy)):
        return str(error)
    why, _, _ = str(error).partition("\n")  # a database goes on with the words that it was asked in
    return f"The copy was not made: {why}"
