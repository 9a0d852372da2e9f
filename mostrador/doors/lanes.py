"""Lanes: how far each has been opened, and who is opening it now."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from mostrador.doors.models import Lane
from mostrador.kit import appointments, badge, clock, rows
from mostrador.kit.prepared import prepared

LEASE = timedelta(seconds=60)
RENEWED_BEFORE = timedelta(seconds=20)


def cursors() -> dict[str, int]:
    """Return for every lane the id of the last parcel that was opened."""
    return dict(Lane.objects.values_list("name", "opened_upto"))


def known() -> dict[str, Lane]:
    """Return every lane that was ever opened, by its name."""
    return {lane.name: lane for lane in _known()}


@prepared
def _known() -> QuerySet[Lane, Lane]:
    return Lane.objects.all()


def lease(name: str, *, lane: Lane | None = None, worker: str = "") -> Lane | None:
    """Return a lane that this worker alone may open for a while; None when another one holds it.

    A lease is kept until its time is over and renewed before: taking and giving it back for every parcel would cost
    two commits each.
    """
    lane, worker = lane or Lane.objects.get_or_create(name=name)[0], worker or badge.mine()
    now = clock.now()
    if lane.leased_by == worker and lane.leased_until and lane.leased_until - now > RENEWED_BEFORE:
        return lane
    free = Q(leased_until=None) | Q(leased_until__lt=now) | Q(leased_by=worker)
    if not Lane.objects.filter(free, pk=name).update(leased_until=now + LEASE, leased_by=worker):
        return None
    lane.refresh_from_db()
    return lane


def let_go(*, worker: str = "") -> None:
    """Give back every lane that this worker holds: it stops."""
    Lane.objects.filter(leased_by=worker or badge.mine()).update(leased_until=None, leased_by="")


def let_all_go() -> None:
    """Give back whatever a worker held that died: only for who knows that no other one is alive."""
    Lane.objects.exclude(leased_until=None).update(leased_until=None, leased_by="")


def set_back(by: timedelta) -> None:
    """Move every lease with the clock, which was set back."""
    appointments.set_back(Lane.objects.all(), by, "leased_until")


def advance(lane: Lane, *, upto: int) -> None:
    """Say, inside the transaction that opened them, that every parcel up to `upto` has been opened.

    Raises `LostLease` where another worker has the lane by now: what we just wrote must not stay.
    """
    lane.opened_upto = upto
    if not rows.update_while(lane, ["opened_upto"], leased_by=lane.leased_by):
        raise LostLease(f"The lane {lane.pk} took longer than {LEASE.total_seconds():.0f} s; another worker has it.")


class LostLease(Exception):
    """We were away for longer than our lease: whatever we know of the lane is old."""
