"""From what is seen of the house to what ails it. Pure: every threshold stands here, and nothing is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from mostrador.kit.living import Missing
from mostrador.kit.troubles import Found


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much is too much. A look every ten seconds sees what is over a limit within a minute of the fault."""

    unopened: timedelta = timedelta(seconds=30)  # a parcel that nobody opens
    unsent: timedelta = timedelta(seconds=40)  # a part that may leave and that nobody takes
    undone: timedelta = timedelta(seconds=40)  # a job that is ready
    failing: timedelta = timedelta(seconds=30)  # a door whose platform fails
    uncopied: timedelta = timedelta(hours=36)  # since the last backup that was proven; half as much again as asked for
    free_share: float = 0.10  # of the disk
    uncarried: timedelta = timedelta(seconds=30)  # what a continuous copy has not taken along, beside these files
    wal_bytes: int = 64 << 20  # of one journal: SQLite cuts it back to that whenever it has folded it in


LIMITS = Limits()


@dataclass(frozen=True, kw_only=True)
class DoorSign:
    """A connection in trouble. `since` is None where it needs a person at once."""

    connection_id: int
    since: datetime | None = None
    why: str = ""


class Disk(NamedTuple):
    """In bytes. `whole` 0: not known. `wal` is the longest journal: what SQLite wrote beside a file of its own."""

    free: int = 0
    whole: int = 0
    wal: int = 0


UNKNOWN = Disk()


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What was seen at one moment. Ages count from the times given; None: nothing waits, or it cannot be known."""

    at: datetime
    database: str = ""  # why it cannot be asked
    writer: str = ""  # why deliveries are not taken
    missing: tuple[Missing, ...] = ()  # processes
    unopened_since: datetime | None = None
    unsent_since: datetime | None = None
    undone_since: datetime | None = None
    dead_jobs: int = 0
    quarantined: int = 0
    doors: tuple[DoorSign, ...] = ()
    founded_at: datetime | None = None  # when its tables were made
    copied_at: datetime | None = None
    copied_every: timedelta = timedelta(hours=24)
    copy_trouble: str = ""
    uncarried: timedelta = timedelta(0)  # how far a continuous copy is behind; 0: none is made, or it follows
    disk: Disk = UNKNOWN


def ailing(signs: Signs, limits: Limits = LIMITS) -> list[Found]:
    """Return everything that is over a limit, the gravest first."""
    found = [*_at_once(signs, limits), *_waiting(signs, limits), *_set_apart(signs), *_doors(signs, limits)]
    return [*found, *_copies(signs, limits)]


def _at_once(signs: Signs, limits: Limits) -> Iterator[Found]:
    if signs.database:
        yield Found("database", why=signs.database)
    if signs.writer:
        yield Found("writer", why=signs.writer)
    for one in signs.missing:
        lasts = _seconds(signs.at - one.since)
        yield Found("process", about=str(one.number), figure=lasts) if one.number else Found(one.part, figure=lasts)
    if signs.disk.free < signs.disk.whole * limits.free_share:
        yield Found("disk", figure=signs.disk.free)
    if signs.disk.wal > limits.wal_bytes:
        yield Found("wal", figure=signs.disk.wal)


def _waiting(signs: Signs, limits: Limits) -> Iterator[Found]:
    waits = (
        ("parcels", signs.unopened_since, limits.unopened),
        ("parts", signs.unsent_since, limits.unsent),
        ("jobs", signs.undone_since, limits.undone),
    )
    for kind, since, limit in waits:
        if since is not None and signs.at - since >= limit:
            yield Found(kind, figure=_seconds(signs.at - since))


def _set_apart(signs: Signs) -> Iterator[Found]:
    if signs.dead_jobs:
        yield Found("dead", figure=signs.dead_jobs)
    if signs.quarantined:
        yield Found("quarantine", figure=signs.quarantined)


def _doors(signs: Signs, limits: Limits) -> Iterator[Found]:
    for door in signs.doors:
        if door.since is None or signs.at - door.since >= limits.failing:
            lasts = signs.at - door.since if door.since else timedelta(0)
            yield Found("door", about=str(door.connection_id), figure=_seconds(lasts), why=door.why)


def _copies(signs: Signs, limits: Limits) -> Iterator[Found]:
    """A house on its first day has no copy yet, and is not ill for it. One of days to come counts as none."""
    since = signs.copied_at if signs.copied_at and signs.copied_at <= signs.at else signs.founded_at
    lasts = signs.at - since if since else timedelta(0)
    if signs.copy_trouble or lasts > max(limits.uncopied, signs.copied_every * 1.5):
        yield Found("backup", figure=_seconds(lasts), why=signs.copy_trouble)
    if signs.uncarried >= limits.uncarried:
        yield Found("copying", figure=_seconds(signs.uncarried))


def _seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))
