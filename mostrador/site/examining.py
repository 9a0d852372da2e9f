"""What the doctor looks at."""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from mostrador.doors import lanes, shelves
from mostrador.doors.models import Connection, Quarantined
from mostrador.doors.parcels import OLDEST_SAFE
from mostrador.inbox import attaching, holding
from mostrador.kit import clock, house
from mostrador.kit.models import Job
from mostrador.plan import keeping
from mostrador.site import foundations, starting
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


def examine() -> list[Finding]:
    """Look at everything that can be ill without changing anything.

    Where the folder cannot be written to, SQLite does not even read: then that is all that can be said.
    """
    if trouble := starting.folder_trouble():
        return [Finding(False, "Folder", trouble)]
    parts = (_settings, _database, _readers, _tables, _key, _plan, _files, _copies, _parcels, _quarantine, _held, _jobs)
    return [*[look() for look in parts], *_connections()]


def _settings() -> Finding:
    trouble = starting.settings_trouble()
    return Finding(not trouble, "Settings", trouble)


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
    """Ill where another user of the machine can read what customers wrote: older versions made their files so."""
    folder, files = house.data_folder(), (house.main_file(), house.parcels_file())
    open_to_all = [file.name for file in files if file.exists() and file.stat().st_mode & ANYBODY]
    ill = bool(open_to_all) and bool(folder.stat().st_mode & ANYBODY)
    why = f"other users of this machine can read {' and '.join(open_to_all)}: chmod -R go= {folder}"
    return Finding(not ill, "Readers", why if ill else "")


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
