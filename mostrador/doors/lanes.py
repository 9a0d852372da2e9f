"""Lanes: how far each has been opened, and who is opening it now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q

from mostrador.doors.models import Lane
from mostrador.kit import clock
from mostrador.kit.jobs import WORKER

LEASE = timedelta(seconds=60)


def cursors() -> dict[str, int]:
    """Return for every lane the id of the last parcel that was opened."""
    return dict(Lane.objects.values_list("name", "opened_upto"))


@contextmanager
def lease(name: str, *, worker: str = WORKER) -> Iterator[Lane | None]:
    """Hold a lane for this worker alone; None when another one holds it."""
    lane, _ = Lane.objects.get_or_create(name=name)
    now = clock.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now) | Q(leased_by=worker)
    if not Lane.objects.filter(free, pk=name).update(leased_until=now + LEASE, leased_by=worker):
        yield None
        return
    lane.refresh_from_db()
    try:
        yield lane
    finally:
        Lane.objects.filter(pk=name, leased_by=worker).update(leased_until=None)


def advance(lane: Lane, *, upto: int) -> None:
    """Say, inside the transaction that opened them, that every parcel up to `upto` has been opened."""
    lane.opened_upto = upto
    Lane.objects.filter(pk=lane.pk).update(opened_upto=upto)
