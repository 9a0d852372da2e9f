"""What the doctor looks at."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db.models import Count

from mostrador.doors import lanes, shelves
from mostrador.doors.models import Connection, Quarantined
from mostrador.doors.parcels import OLDEST_SAFE
from mostrador.inbox import attaching, holding
from mostrador.journeys.signs import LIMITS
from mostrador.kit import clock, house
from mostrador.kit.models import Job
from mostrador.plan import keeping
from mostrador.site import foundations, ground, starting
from mostrador.site.copies import shelf

TOO_LONG = timedelta(minutes=1)
ANYBODY = 0o077  # of a file's mode: its group, and all others
TOO_OLD = timedelta(hours=36)  # a daily copy, and half a day for a machine that was off


@dataclass(frozen=True)
class Finding:
    ok: bool
    what: str
    why: str = ""

    def __str__(self) -> str:
        return f"{'ok  ' if self.ok else 'ILL '} {self.what}{f': {self.why}' if self.why else ''}"


def examine() -> Iterator[Finding]:
    """Look at everything that can be ill without changing anything; tell each before the next is looked at.

    Where the folder cannot be written to, SQLite does not even read: then that is all that can be said.
    """
    if trouble := ground.folder_trouble():
        yield Finding(False, "Folder", trouble)
        return
    for look in (
        _settings, _disk, _readers, _database, _tables, _key, _plan, _files, _copies, _parcels, _quarantine, _held,
        _jobs,
    ):  # fmt: skip
        yield look()
    yield from _connections()


def _settings() -> Finding:
    trouble = starting.settings_trouble()
    return Finding(not trouble, "Settings", trouble)


def _disk() -> Finding:
    """Ill at the share at which the open house says so itself."""
    trouble = ground.room_trouble(house.data_folder(), share=LIMITS.free_share)
    return Finding(not trouble, "Disk", f"{trouble}: free room; with none left nothing is taken" if trouble else "")


def _database() -> Finding:
    if not (url := house.database_url()):
        return _library()
    from mostrador.kit.postgres import upkeep  # noqa: PLC0415 - a driver that few need

    version, hidden, beyond = upkeep.look(url)
    why = [f"{hidden} events came from another server and are not told yet: run mostrador init"] if hidden else []
    why += [f"{beyond} rows lie beyond the ranges: run mostrador init"] if beyond else []
    return Finding(not why, f"PostgreSQL {version}", "; ".join(why))


def _library() -> Finding:
    return Finding(sqlite3.sqlite_version_info >= OLDEST_SAFE, "SQLite library", sqlite3.sqlite_version)


def _readers() -> Finding:
    """Ill where another user of the machine can read what customers wrote, or the key: older versions made them so."""
    folder, open_to_all = house.data_folder(), [file for file in _private() if _is_open_to_all(file)]
    names = " and ".join(file.name for file in open_to_all)
    inside = [f"-R go= {folder}"] * any(folder in file.parents for file in open_to_all)
    beyond = [f"go= {file}" for file in open_to_all if folder not in file.parents]
    mend = "; ".join(f"chmod {each}" for each in (*inside, *beyond))
    return Finding(not open_to_all, "Readers", f"other users of this machine can read {names}: {mend}" if mend else "")


def _private() -> list[Path]:
    """Return the databases, the key, and copies wherever they lie; those that are closed may be read by anybody."""
    last = Path(shelf.last().file)
    copies = {*shelf.kept(house.backups_folder()), *([last] if last.is_absolute() else [])}
    opened = sorted(copy for copy in copies if copy.suffix != ".age")
    return [house.main_file(), house.parcels_file(), house.data_folder() / "key", *opened]


def _is_open_to_all(file: Path) -> bool:
    """Whether nothing keeps others out: neither its own mode, nor its folder's, nor the data folder's around it."""
    around = [folder for folder in (file.parent, house.data_folder()) if folder in file.parents]
    return file.exists() and all(one.stat().st_mode & ANYBODY for one in (file, *around))


def _key() -> Finding:
    trouble = foundations.key_trouble()
    return Finding(not trouble, "Key", trouble)


def _tables() -> Finding:
    if newer := foundations.unknown_migrations():
        return Finding(False, "Tables", f"a newer Mostrador was here: {newer[0]}")
    pending = foundations.pending_migrations()
    return Finding(not pending, "Tables", f"{len(pending)} steps behind: mostrador upgrade" if pending else "")


def _files() -> Finding:
    gone = attaching.missing()
    return Finding(not gone, "Files", f"{len(gone)} that we should have are gone from files/" if gone else "")


def _copies() -> Finding:
    """Ill once a copy failed, or the last one grew too old. A house that never made one is young or careless: told."""
    last = shelf.last()
    if not last.verified_at:
        return Finding(not last.why, "Backup", last.why or "none yet")
    if last.age_seconds is None:
        return Finding(False, "Backup", f"the last one is dated {last.verified_at}, which is yet to come: make another")
    if lost := last.lost:
        return Finding(False, "Backup", f"the last proven one, of {last.verified_at}, is {lost}")
    old = last.age_seconds > TOO_OLD.total_seconds()
    return Finding(not (last.why or old), "Backup", last.why or f"the last proven one is of {last.verified_at}")


def _held() -> Finding:
    waiting = holding.doubtful().count()
    return Finding(not waiting, "Outbox", f"of {waiting} answers nobody knows whether they arrived" if waiting else "")


def _plan() -> Finding:
    keeping.current()
    trouble = keeping.trouble()
    return Finding(not trouble, "Plan", str(trouble or ""))


def _parcels() -> Finding:
    oldest = shelves.of_the_house().oldest_after(lanes.cursors())
    waits = clock.now() - oldest if oldest else timedelta(0)
    return Finding(waits < TOO_LONG, "Parcels", f"the oldest waits {waits.total_seconds():.0f} s" if oldest else "")


def _quarantine() -> Finding:
    waiting = Quarantined.objects.filter(mended_at=None, set_aside_at=None).count()
    return Finding(not waiting, "Quarantine", f"{waiting} to look at" if waiting else "")


def _jobs() -> Finding:
    dead = Job.objects.exclude(died_at=None).values("name").annotate(count=Count("id"))
    return Finding(not dead, "Jobs", ", ".join(f"{row['name']} ×{row['count']}" for row in dead))


def _connections() -> list[Finding]:
    return [Finding(not one.note, f"Door “{one.name}”", one.note) for one in Connection.objects.exclude(state="closed")]
