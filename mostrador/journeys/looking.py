"""Looks at the house: a dozen small questions, each bounded, none of them about what anybody said."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from django.db import DatabaseError, InterfaceError
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q

from mostrador.doors import holding, ingest, lanes
from mostrador.doors.models import Connection, Quarantined, WayOut
from mostrador.inbox import ascertaining
from mostrador.journeys.signs import Disk, DoorSign, Signs
from mostrador.kit import chosen, clock, house, jobs, living, sealing
from mostrador.kit.words import N_

BACKUP_RECORD = "backup.json"
MUTE = N_("It takes no writing: somebody holds it, or there is no room.")
UNREAD = N_("backup.json cannot be read. The next copy writes it anew.")


class _Copy(msgspec.Struct):
    """What `mostrador backup` wrote of the last copies."""

    verified_at: str = ""
    why: str = ""


def look() -> Signs:
    """Return what is seen now. A database that does not answer is a sign too, and the disk is seen all the same."""
    try:
        return _seen()
    except (DatabaseError, InterfaceError) as error:
        return Signs(at=clock.now(), database=f"{type(error).__name__}: {error}"[:300], disk=_of_the_disk())


def _seen() -> Signs:
    writer, (copied_at, copy_trouble) = ingest.the_writer(), _copied()
    tables_made = MigrationRecorder.Migration.objects.order_by("id").values_list("applied", flat=True).first()
    return Signs(
        at=clock.now(),
        database=MUTE if living.mute_for() >= living.SILENT else "",
        writer=writer.trouble,
        missing=tuple(living.missing(at=clock.now())),
        unopened_since=writer.store.oldest_after(lanes.cursors()),
        unsent_since=ascertaining.ready_since(),
        undone_since=jobs.ready_since(),
        dead_jobs=jobs.given_up(),
        quarantined=Quarantined.objects.filter(mended_at=None, set_aside_at=None).count(),
        doors=tuple(_doors()),
        founded_at=tables_made,
        copied_at=copied_at,
        copied_every=chosen.read("MOSTRADOR_BACKUP_HOURS"),
        copy_trouble=copy_trouble,
        uncarried=_uncarried(),
        disk=_of_the_disk(),
    )


def _doors() -> list[DoorSign]:
    """Return the doors through which something does not get in or out."""
    open_ones = Connection.objects.exclude(state=Connection.State.CLOSED)
    signs = {one.pk: _of_door(one) for one in open_ones if one.note or _needs_a_person(one)}
    in_a_row = Q(failures__gte=holding.FAILURES_IN_A_ROW) | Q(needs_sign_in=True)
    patient = Q(asked_until__gt=clock.now())  # what the platform named a time for is not late
    alone = Q(failures__gt=0, pk__in=ascertaining.tried_in_vain()) & ~patient
    for way in WayOut.objects.filter(in_a_row | alone).exclude(connection__state=Connection.State.CLOSED):
        since = None if way.needs_sign_in else way.failing_since
        signs.setdefault(way.pk, DoorSign(connection_id=way.pk, since=since, why=way.why))
    return list(signs.values())


def _of_door(connection: Connection) -> DoorSign:
    since = None if _needs_a_person(connection) else connection.troubled_since
    why = connection.note if connection.key_fits else sealing.Unsealable.for_people
    return DoorSign(connection_id=connection.pk, since=since, why=why)


def _needs_a_person(connection: Connection) -> bool:
    return connection.state == Connection.State.NEEDS_SIGN_IN or not connection.key_fits


def _copied() -> tuple[datetime | None, str]:
    """Return when the last proven copy was made, and what is off with the copies."""
    try:
        told = msgspec.json.decode((house.data_folder() / BACKUP_RECORD).read_bytes(), type=_Copy)
        return datetime.fromisoformat(told.verified_at).astimezone(UTC) if told.verified_at else None, told.why
    except FileNotFoundError:
        return None, ""
    except (OSError, ValueError, msgspec.MsgspecError):
        return None, UNREAD


def _uncarried() -> timedelta:
    """Return how much later our files were written than Litestream, where it was ever at work, wrote beside them."""
    pairs = [(path, path.with_name(f".{path.name}-litestream") / "ltx" / "0")
             for path in (house.main_file(), house.parcels_file())]  # fmt: skip
    behind = [_written(path) - _written(carried) for path, carried in pairs if path.exists() and carried.is_dir()]
    return timedelta(seconds=max([0.0, *behind]))


def _written(path: Path) -> float:
    journal = path.with_name(f"{path.name}-wal")
    return max(one.stat().st_mtime for one in (path, journal) if one.exists())


def _of_the_disk() -> Disk:
    folder = house.data_folder()
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return Disk()
    return Disk(usage.free, usage.total, max((path.stat().st_size for path in folder.glob("*.sqlite3-wal")), default=0))
