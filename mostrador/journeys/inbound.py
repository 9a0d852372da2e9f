"""A parcel becomes something that a named person owes an answer to, by a time.

Reading, recognising, triage and the plan's decision come first, outside any transaction; then short ones write.
What cannot be understood goes to quarantine, in sight, and the lane goes on.
"""

import logging
from collections.abc import Sequence

from django.db import IntegrityError, OperationalError, transaction

from mostrador.doors import lanes, quarantining
from mostrador.doors.models import Lane
from mostrador.doors.shelves import Parcels
from mostrador.journeys import considering, doing
from mostrador.journeys.considering import Considered
from mostrador.journeys.storing import store_items
from mostrador.journeys.turns import AT_ONCE, Turns
from mostrador.kit import clock, counting, failpoints, prepared
from mostrador.plan import keeping
from mostrador.plan.shape import Plan
from mostrador.triage import sorting

log = logging.getLogger(__name__)

WRITTEN_AT_ONCE = 12  # others wait for the pen: so many take some ten milliseconds


def get_ready() -> None:
    """Read and word beforehand what the first message would wait for. Nothing is written.

    What stumbles here stumbles again where it matters, in sight: the house opens all the same.
    """
    try:
        sorting.sort("¿A qué hora abrís?")
        _lay_out(keeping.current())
        prepared.word_all()
    except Exception:
        log.exception("The opener could not get ready beforehand.")


def _lay_out(plan: Plan) -> None:
    """Load the acts that its lines may name, and lay out this year's hours."""
    doing.ways()
    for hours in (*plan.hours.values(), *(door.hours for door in plan.doors.values())):
        hours.open_at(clock.now())


def open_news(store: Parcels, *, worker: str = "", turns: Turns | None = None) -> int:
    """Open what has arrived, each lane in its turn so that a flooding door delays nobody; return how many parcels.

    `turns` remember how lanes fared. A lane in trouble is tried again in the next round. Raises its trouble where none
    could be opened.
    """
    turns = turns or Turns()
    known = lanes.known()
    with_news = store.lanes_with_news({name: lane.opened_upto for name, lane in known.items()})
    turns.begin(with_news)
    opened, troubles = 0, []
    for name in turns.order(with_news):
        of, now = turns.most(name), 0
        try:
            now = open_lane(name, store, lane=known.get(name), at_once=of, worker=worker)
        except lanes.LostLease as lost:  # nothing of it was written, and whoever has the lane now goes on
            log.warning("%s", lost)
        except Exception as trouble:  # one lane that stumbles must not keep the others waiting
            log.exception("lane=%s could not be opened now", name)
            troubles.append(trouble)
        turns.took(name, now, of=of)
        opened += now
    if troubles and not opened:
        raise troubles[0]
    return opened


def open_lane(name: str, store: Parcels, *, lane: Lane | None = None, at_once: int = AT_ONCE, worker: str = "") -> int:
    """Open the next parcels of one lane, in their order; 0 when another worker holds it."""
    lane = lanes.lease(name, lane=lane, worker=worker)
    if lane is None:
        return 0
    stored = store.after(name, lane.opened_upto, limit=at_once)
    failpoints.reached("opener.read")
    considered = considering.consider(stored)
    failpoints.reached("opener.considered")
    for start in range(0, len(considered), WRITTEN_AT_ONCE):
        _write_all(considered[start : start + WRITTEN_AT_ONCE], lane)
        failpoints.reached("opener.committed")
    counting.opened(len(stored))
    return len(stored)


def open_again(parcel_id: int, store: Parcels) -> bool:
    """Try a quarantined parcel once more, by hand or after a mend; return whether it was understood."""
    stored = store.get(parcel_id)
    if stored is None:
        return False
    considered = considering.consider([stored])[0]
    with transaction.atomic():
        understood = _write(considered)
        if understood:
            quarantining.mend(parcel_id)
    return understood


def _write_all(batch: Sequence[Considered], lane: Lane) -> None:
    """Write a batch of parcels together; where one of them spoils it, all anew, each for itself."""
    try:
        _write_together(batch, lane)
    except (OperationalError, lanes.LostLease):
        raise
    except Exception:
        _write_each(batch, lane)


@transaction.atomic
def _write_together(batch: Sequence[Considered], lane: Lane) -> None:
    store_items([item for considered in batch for item in considered.items])
    for considered in batch:
        if considered.trouble:
            _set_apart(considered, considered.trouble)
    _advance(lane, batch)


@transaction.atomic
def _write_each(batch: Sequence[Considered], lane: Lane) -> None:
    for considered in batch:
        _write(considered)
    _advance(lane, batch)


def _advance(lane: Lane, batch: Sequence[Considered]) -> None:
    failpoints.reached("opener.written")
    lanes.advance(lane, upto=batch[-1].stored.parcel.id)
    failpoints.reached("opener.before_commit")


def _write(considered: Considered) -> bool:
    """Write one parcel's items, all or none; set it apart where that fails. Return whether it was understood."""
    if considered.trouble:
        return _set_apart(considered, considered.trouble)
    try:
        _store(considered)
    except OperationalError:
        raise  # the disk or a lock, not the parcel: the lane waits and comes back
    except Exception as error:  # a poison parcel stops nothing but itself
        log.exception("parcel=%s could not be stored", considered.stored.parcel.id)
        return _set_apart(considered, f"{type(error).__name__}: {error}")
    return True


def _store(considered: Considered) -> None:
    """Write its items, all or none; where another worker wrote the same in that moment, once more: it is known now."""
    try:
        with transaction.atomic():
            store_items(considered.items)
    except IntegrityError:
        with transaction.atomic():
            store_items(considered.items)


def _set_apart(considered: Considered, why: str) -> bool:
    quarantining.set_apart(considered.stored.parcel.id, connection=considered.connection, why=why)
    return False
