"""Parts of which nobody knows whether they arrived: who asks now, when to ask again, and what the answer changes."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mostrador.doors.holding import FAILURES_IN_A_ROW
from mostrador.doors.models import WayOut
from mostrador.inbox import delivering
from mostrador.inbox.delivering import LEASE, State
from mostrador.inbox.models import Part
from mostrador.kit import clock
from mostrador.kit.prepared import prepared

ABSENCE_COUNTS_AFTER = timedelta(minutes=2)  # a platform's own list may lag behind what it took
GRACE = timedelta(minutes=1)  # its last try comes first
SOONEST, LATEST = timedelta(seconds=10), timedelta(minutes=10)


def doors_at_work() -> list[int]:
    """Return the doors by which something may leave now, or has to be asked after."""
    now = clock.now()
    ready = Q(state=State.QUEUED, next_try_at__lte=now)
    adrift = Q(state=State.SENDING, leased_until__lt=now)
    return list(Part.objects.filter(ready | adrift).order_by().values_list("door_id", flat=True).distinct())


def ready_since() -> datetime | None:
    """Return since when the oldest part may leave that nobody takes; None when none may.

    What waits for another part, for a closed door or for a platform that asked for patience is not late.
    """
    now = clock.now()
    failing = Q(held_until__gt=now) | Q(failures__gte=FAILURES_IN_A_ROW)  # their doors tell of it
    held = WayOut.objects.filter(failing).values("connection")
    before = Part.objects.filter(message__conversation=OuterRef("message__conversation"), id__lt=OuterRef("id"))
    unfinished = before.filter(state__in=(State.QUEUED, State.SENDING, State.UNSURE))
    ready = Part.objects.filter(state=State.QUEUED, next_try_at__lte=now, door__closed_at=None)
    free = ready.exclude(door__connection__in=held).filter(~Exists(unfinished))
    return free.order_by("next_try_at").values_list("next_try_at", flat=True).first()


def tried_in_vain() -> QuerySet[Part, int]:
    """Return the connections by which something was tried that did not arrive and still waits."""
    waiting = Part.objects.filter(state__in=(State.QUEUED, State.SENDING)).exclude(why="")
    return waiting.order_by().values_list("door__connection", flat=True)


def claim(doors: Collection[int]) -> Part | None:
    """Take the next part whose worker is gone, or after which it is time to ask once more."""
    now = clock.now()
    for part in _adrift(doors, now):
        mine = Part.objects.filter(pk=part.pk, state=State.SENDING, leased_until=part.leased_until)
        since = part.unsure_since or now
        if mine.update(leased_until=now + LEASE, unsure_since=since):
            part.leased_until, part.unsure_since = now + LEASE, since
            return part
    return None


@prepared
def _adrift(doors: Collection[int], now: datetime) -> QuerySet[Part, Part]:
    adrift = Part.objects.filter(door__in=doors, state=State.SENDING, leased_until__lt=now).order_by("id")
    return adrift.select_related("message__conversation__door__connection", "message__conversation__person")[:20]


def begin(part: Part, *, why: str) -> None:
    """The line broke after it may have left: from now on the platform is asked, or in the end a person."""
    with transaction.atomic():
        if delivering.still_sending(part):
            part.unsure_since = clock.now()
            Part.objects.filter(pk=part.pk).update(unsure_since=part.unsure_since, why=why[:500])


def ask_later(part: Part, *, why: str) -> None:
    """The platform could not say it now. After a day without an answer a person is asked instead."""
    now = clock.now()
    if now >= delivering.until(part):
        delivering.note_unsure(part, why=why)
        return
    pause = min(max(now - (part.unsure_since or now), SOONEST), LATEST)
    with transaction.atomic():
        if delivering.still_sending(part):
            Part.objects.filter(pk=part.pk).update(leased_until=now + pause, why=why[:500])


def note_absent(part: Part, *, why: str) -> None:
    """The platform says that it does not have it: once that can be believed, it leaves again."""
    if clock.now() - (part.unsure_since or clock.now()) < ABSENCE_COUNTS_AFTER:
        ask_later(part, why=why)
    else:
        delivering.note_failed(part, why=why, try_again=True, after=0.0)


def too_late() -> list[Part]:
    """Return what could not leave for a day: its door was held back all the time, or nobody was at work."""
    waiting = Part.objects.filter(state=State.QUEUED, give_up_at__lt=clock.now() - GRACE)
    return list(waiting.select_related("message__conversation", "message__case__conversation")[:50])
