"""Holding back what would leave by a connection whose platform fails, asks for patience, or wants us to sign in.

After a few failures in a row nothing leaves for a while (a circuit breaker); then one part is tried, and only when
that goes well do the others follow. Each connection is held back alone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from mostrador.doors.events import ConnectionChanged
from mostrador.doors.models import Connection, WayOut
from mostrador.kit import appointments, badge, clock, ledger, wake
from mostrador.kit.prepared import prepared

FAILURES_IN_A_ROW = 5
PAUSES_SECONDS = (30, 60, 120, 300, 600)
LEASE = timedelta(minutes=2)
RENEWED_BEFORE = timedelta(seconds=60)


def lease(connection_id: int, *, worker: str = "") -> WayOut | None:
    """Return the way out that this process alone may use for a while; None when another one has it.

    One process a connection: so its pace and its failures in a row are counted in one place.
    """
    way = next(iter(_way(connection_id)), None) or WayOut.objects.get_or_create(pk=connection_id)[0]
    now, worker = clock.now(), worker or badge.mine()
    if way.leased_by == worker and way.leased_until and way.leased_until - now > RENEWED_BEFORE:
        return way
    free = Q(leased_until=None) | Q(leased_until__lt=now) | Q(leased_by=worker)
    if not WayOut.objects.filter(free, pk=connection_id).update(leased_by=worker, leased_until=now + LEASE):
        return None
    way.leased_by, way.leased_until = worker, now + LEASE
    return way


@prepared
def _way(connection_id: int) -> QuerySet[WayOut, WayOut]:
    return WayOut.objects.filter(pk=connection_id)


def let_go(connection_ids: Iterable[int] | None = None, *, worker: str = "") -> None:
    """Give back the ways out that this process holds, or some of them."""
    held = WayOut.objects.filter(leased_by=worker or badge.mine())
    if connection_ids is not None:
        held = held.filter(pk__in=list(connection_ids))
    held.update(leased_by="", leased_until=None)


def let_all_go() -> None:
    """Give back whatever a worker held that died: only for who knows that no other one is alive."""
    WayOut.objects.exclude(leased_until=None).update(leased_by="", leased_until=None)


def set_back(by: timedelta) -> None:
    """Move what waits for a later moment: the clock was set back."""
    appointments.set_back(WayOut.objects.all(), by, "held_until", "leased_until")


def is_held(way: WayOut, now: datetime) -> bool:
    return way.held_until is not None and way.held_until > now


@transaction.atomic
def note_failure(
    connection_id: int, *, why: str, since: datetime | None = None, after: float | None = None,
    needs_sign_in: bool = False,
) -> None:  # fmt: skip
    """The platform failed, or asked to be left alone for `after` seconds. One that wants a sign-in is held at once.

    `since`: when it was asked; a platform that hangs has failed for as long as we waited for it.
    """
    way = WayOut.objects.get_or_create(pk=connection_id)[0]
    now = clock.now()
    was_told = is_held(way, now) and _is_worth_telling(way)
    way.failures += 1
    way.failing_since = way.failing_since or since or now
    way.why, way.needs_sign_in = why[:500], needs_sign_in
    pause = max(after or 0.0, _pause(way))
    if pause:
        way.held_until = max(now + timedelta(seconds=pause), way.held_until or now)
    if after:
        way.asked_until = max(now + timedelta(seconds=after), way.asked_until or now)
    way.save(update_fields=["failures", "failing_since", "why", "needs_sign_in", "held_until", "asked_until"])
    if _is_worth_telling(way) and not was_told:
        _tell(connection_id)


def note_well(connection_id: int) -> None:
    """The platform took something, or spoke to us as it should: nothing is held back any longer.

    What comes back while it is held was on the line before: that says nothing against what it asked for since.
    """
    way = next(iter(_way(connection_id)), None)
    if way is None or not way.failures or is_held(way, clock.now()):
        return
    ended = {
        "failures": 0,
        "failing_since": None,
        "held_until": None,
        "asked_until": None,
        "needs_sign_in": False,
        "why": "",
    }
    with transaction.atomic():
        WayOut.objects.filter(pk=connection_id, failures=way.failures).update(**ended)
        if _is_worth_telling(way):
            _tell(connection_id)


@transaction.atomic
def let_try(connection_id: int) -> None:
    """Let one part try at once: somebody mended it, or asks for it. What the platform asked for stays asked for."""
    now = clock.now()
    for way in WayOut.objects.filter(pk=connection_id, held_until__gt=now):
        WayOut.objects.filter(pk=connection_id).update(held_until=max(now, way.asked_until or now))
        transaction.on_commit(lambda: wake.up("parts"))


def held(connection_ids: Iterable[int]) -> dict[int, WayOut]:
    """Return which of these connections let nothing out now."""
    return WayOut.objects.filter(held_until__gt=clock.now()).in_bulk(list(connection_ids))


def _pause(way: WayOut) -> int:
    """Return how long nothing leaves after that many failures in a row, in seconds."""
    beyond = way.failures - (1 if way.needs_sign_in else FAILURES_IN_A_ROW)
    return PAUSES_SECONDS[min(beyond, len(PAUSES_SECONDS) - 1)] if beyond >= 0 else 0


def _is_worth_telling(way: WayOut) -> bool:
    """Whether people see it on the doors' page: not every hiccup, not every little patience asked for."""
    if way.held_until is None or way.failing_since is None:
        return False
    return way.needs_sign_in or way.held_until - way.failing_since >= timedelta(seconds=PAUSES_SECONDS[0])


def _tell(connection_id: int) -> None:
    connection = Connection.objects.get(pk=connection_id)
    ledger.record(ConnectionChanged(connection_id=connection.pk, state=connection.state))
