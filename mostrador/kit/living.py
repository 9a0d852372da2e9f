"""Which processes of the house live: each says so every few seconds, and whoever falls silent is missed."""

import logging
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, InterfaceError

from mostrador.kit import badge, clock, lending, writing
from mostrador.kit.models import Life

EVERY_SECONDS = 5.0
SILENT = timedelta(seconds=20)
FORGOTTEN = timedelta(days=1)
PARTS: Mapping[str, tuple[str, ...]] = {
    "serve": ("edge", "web", "worker"), "edge": ("edge",), "web": ("web",), "worker": ("worker",)
}  # fmt: skip
log = logging.getLogger(__name__)


class Missing(NamedTuple):
    """A part of the house that nobody is. `number` names the dead one where others go on in its place, else None."""

    part: str
    since: datetime
    number: int | None = None


def beat_until(stopping: threading.Event, kind: str) -> None:
    """Say that this process lives, as serve, edge, web or worker, until it is told to stop; and then that it left."""
    mine = Life(kind=kind, badge=badge.mine(), began_at=clock.now())
    _said_at[:] = [time.monotonic()]
    while not stopping.is_set():
        _say(mine)
        lending.give_back()
        stopping.wait(EVERY_SECONDS)
    _say(mine, left=True)
    _said_at.clear()


def mute_for() -> timedelta:
    """Return for how long this process has not been able to say that it lives: the database takes no writing."""
    return timedelta(seconds=time.monotonic() - _said_at[0]) if _said_at else timedelta(0)


def missing(*, at: datetime) -> list[Missing]:
    """Return what nobody has been for a while, and who died beside others of its kind and was not replaced."""
    rows = list(Life.objects.filter(seen_at__gt=at - FORGOTTEN).order_by("pk"))
    living = [row for row in rows if not row.left_at and at - row.seen_at < SILENT]
    if not living:
        return []
    absent = [one for one in _absent(rows, living) if at - one.since >= SILENT]
    nobody = {part for row in living for part in PARTS[row.kind]} ^ set(PARTS["serve"])
    silent = [row for row in rows if not row.left_at and at - row.seen_at >= SILENT]
    dead = [row for row in silent if nobody.isdisjoint(PARTS[row.kind])]
    return [*absent, *_not_replaced(dead, rows)]


def forget() -> None:
    """Miss nobody of those who lived when a copy was made: it came back elsewhere, or later."""
    Life.objects.all().delete()


def _absent(rows: Sequence[Life], living: Sequence[Life]) -> Iterable[Missing]:
    """Each part is missed since it was last seen, or since the others began without it."""
    began = min(row.began_at for row in living)
    for part in PARTS["serve"]:
        if not _of(part, living):
            yield Missing(part, max([began, *(row.seen_at for row in _of(part, rows))]))


def _not_replaced(dead: Iterable[Life], rows: Sequence[Life]) -> Iterable[Missing]:
    """Whoever began after somebody's last word stood in for them, and for nobody else of that part.

    Whether they live still is a question of their own: of three that died one after the other each had the next.
    """
    free = {part: sorted(_of(part, rows), key=lambda one: one.began_at) for part in PARTS["serve"]}
    for row in sorted(dead, key=lambda one: one.seen_at):
        found = [next((one for one in free[part] if one.began_at > row.seen_at), None) for part in PARTS[row.kind]]
        for part, one in zip(PARTS[row.kind], found, strict=True):
            if one is not None:
                free[part].remove(one)
        if None in found:
            yield Missing(row.kind, row.seen_at, row.pk)


def _of(part: str, rows: Iterable[Life]) -> list[Life]:
    return [row for row in rows if part in PARTS[row.kind]]


def _say(mine: Life, *, left: bool = False) -> None:
    mine.seen_at = clock.now()
    mine.left_at = mine.seen_at if left else None
    try:
        known = mine.pk and Life.objects.filter(pk=mine.pk).update(seen_at=mine.seen_at, left_at=mine.left_at)
        if not known:
            Life.objects.filter(seen_at__lt=mine.seen_at - FORGOTTEN).delete()
            mine.pk = None
            mine.save(force_insert=True)
        _said_at[:] = [time.monotonic()]
    except (DatabaseError, InterfaceError, writing.TooLong) as error:
        log.debug("That this process lives could not be said: %s", error)


_said_at: list[float] = []  # of this process, by the clock that nobody sets
