"""A parcel becomes something that a named person owes an answer to, by a time.

Reading, recognising, triage and the plan's decision come first, outside any transaction; then short ones write.
What cannot be understood goes to quarantine, in sight, and the lane goes on.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence

from django.db import OperationalError, transaction

from mostrador.doors import lanes, quarantining
from mostrador.doors.models import Connection
from mostrador.doors.parcels import ParcelStore, Stored
from mostrador.journeys import considering
from mostrador.journeys.considering import Considered
from mostrador.journeys.storing import store_item

log = logging.getLogger(__name__)

AT_ONCE = 64  # parcels read before any is written
WRITE_SECONDS = 0.010  # others wait for the pen: after this long it is handed on


def open_news(store: ParcelStore) -> int:
    """Open what has arrived, each lane in its turn so that a flooding door delays nobody; return how many parcels."""
    return sum(open_lane(name, store) for name in store.lanes_with_news(lanes.cursors()))


def open_lane(name: str, store: ParcelStore, *, at_once: int = AT_ONCE) -> int:
    """Open the next parcels of one lane, in their order; 0 when another worker holds it."""
    with lanes.lease(name) as lane:
        if lane is None:
            return 0
        stored = store.after(name, lane.opened_upto, limit=at_once)
        considered = _consider_all(stored)
        for batch in _pieces(considered):
            with transaction.atomic():
                written = _write_for_a_while(batch)
                lanes.advance(lane, upto=written)
        return len(stored)


def open_again(parcel_id: int, store: ParcelStore) -> bool:
    """Try a quarantined parcel once more, by hand or after a mend; return whether it was understood."""
    stored = store.get(parcel_id)
    if stored is None:
        return False
    considered = _consider_all([stored])[0]
    with transaction.atomic():
        understood = _write(considered)
        if understood:
            quarantining.mend(parcel_id)
    return understood


def _consider_all(stored: Sequence[Stored]) -> list[Considered]:
    connections = Connection.objects.in_bulk({each.connection for each in stored})
    return considering.consider(stored, connections)


def _pieces(considered: Sequence[Considered]) -> Iterator[Iterator[Considered]]:
    """Yield an iterator that each transaction draws from until its time is over."""
    waiting = iter(considered)
    left = len(considered)
    while left > 0:
        drawn = _Drawn(waiting)
        yield drawn
        left -= drawn.count


class _Drawn(Iterator[Considered]):
    def __init__(self, source: Iterator[Considered]) -> None:
        self._source, self.count = source, 0

    def __next__(self) -> Considered:
        found = next(self._source)
        self.count += 1
        return found


def _write_for_a_while(batch: Iterable[Considered]) -> int:
    """Write parcels until the time is over; return the id of the last one."""
    until, last = time.monotonic() + WRITE_SECONDS, 0
    for considered in batch:
        _write(considered)
        last = considered.stored.parcel.id
        if time.monotonic() > until:
            break
    return last


def _write(considered: Considered) -> bool:
    """Write one parcel's items, all or none; set it apart where that fails. Return whether it was understood."""
    if considered.trouble:
        return _set_apart(considered, considered.trouble)
    try:
        with transaction.atomic():
            for item in considered.items:
                store_item(item)
    except OperationalError:
        raise  # the disk or a lock, not the parcel: the lane waits and comes back
    except Exception as error:  # a poison parcel stops nothing but itself
        log.exception("parcel=%s could not be stored", considered.stored.parcel.id)
        return _set_apart(considered, f"{type(error).__name__}: {error}")
    return True


def _set_apart(considered: Considered, why: str) -> bool:
    quarantining.set_apart(considered.stored.parcel.id, connection=considered.connection, why=why)
    return False
