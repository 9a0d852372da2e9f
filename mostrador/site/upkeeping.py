"""What the house does for itself every hour: it sweeps what is old, and makes room for what will come."""

from datetime import timedelta

from mostrador.doors import sweeping
from mostrador.journeys import learning
from mostrador.kit import clock, house, jobs, ledger
from mostrador.plan import versioning

EVERY = timedelta(hours=1)
PARCELS_DAYS = 90
ONLY_ONE = "upkeep"


class NoDays(Exception):
    """A setting that counts days holds something else."""


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
    """Throw away what is older than the settings say; return how much of each. Raises `NoDays`."""
    parcels, events = _days("MOSTRADOR_KEEP_PARCELS_DAYS", PARCELS_DAYS), _days("MOSTRADOR_KEEP_EVENTS_DAYS", 0)
    now = clock.now()
    return {
        "parcels": sweeping.sweep(before=now - timedelta(days=parcels)) if parcels else 0,
        "events": ledger.forget(before=now - timedelta(days=events)) if events else 0,
    }


def _days(name: str, usual: int) -> int:
    """Return how many days a kind of thing is kept; 0: for ever."""
    told = house.told(name) or str(usual)
    if not (told.isascii() and told.isdigit()):
        raise NoDays(f"{name} must be a number of days; 0 keeps everything. It is “{told}”.")
    return int(told)
