"""What the house does for itself every hour: it sweeps what is old, and makes room for what will come."""

from datetime import timedelta

from mostrador.doors import sweeping
from mostrador.journeys import learning
from mostrador.kit import chosen, clock, house, jobs, ledger
from mostrador.plan import versioning

EVERY = timedelta(hours=1)
ONLY_ONE = "upkeep"


@jobs.job
def upkeep() -> None:
    """Sweep and make room. The next time is written down first: whatever fails today is tried again."""
    begin(after=EVERY)
    sweep()
    learning.learn_soon()
    versioning.follow_file()
    if url := house.database_url():
        from mostrador.kit.postgres import upkeep as room  # noqa: PLC0415 - a driver that few need

        room.make_room(url)


def begin(*, after: timedelta = timedelta(0)) -> None:
    """See to it that it is done from now on; once is enough."""
    jobs.enqueue(upkeep, at=clock.now() + after, only_one=ONLY_ONE)


def sweep() -> dict[str, int]:
    """Throw away what is older than the settings say; return how much of each. Raises `Unreadable`."""
    parcels, events = chosen.read("MOSTRADOR_KEEP_PARCELS_DAYS"), chosen.read("MOSTRADOR_KEEP_EVENTS_DAYS")
    now = clock.now()
    return {
        "parcels": sweeping.sweep(before=now - parcels) if parcels else 0,
        "events": ledger.forget(before=now - events) if events else 0,
    }
