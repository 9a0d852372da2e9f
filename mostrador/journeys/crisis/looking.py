"""Looks whether there are more angry people than usual, soon after somebody was, and again while a crisis is on."""

from __future__ import annotations

from datetime import timedelta

from mostrador.journeys.crisis import calling
from mostrador.kit import clock, jobs
from mostrador.listening import counting, raising, standing, weighing
from mostrador.listening.models import Crisis
from mostrador.listening.raising import Sighted
from mostrador.listening.weighing import WINDOW
from mostrador.plan import keeping

SOON = timedelta(seconds=5)  # so that a wave is looked at once in five seconds, not once a message
AGAIN = timedelta(minutes=5)
ONLY_ONE = "look for a crisis"


@jobs.job
def look() -> None:
    """Count, raise what the plan raises, and let end what has been quiet for long enough."""
    plan, on = keeping.current().crisis, standing.now()
    if not plan.levels and on is None:
        return
    reading = counting.reading()
    found = weighing.raised(plan, reading)
    if found is not None:
        lead, _stand_in = calling.who(found.level.lead)
        sighted = Sighted(level=found.level, sign=found.sign, reading=reading, lead=lead)
        on = raising.raise_to(sighted) or on
    if on is not None:
        _follow(on)


def look_soon() -> None:
    """Arrange a look in the current transaction."""
    jobs.enqueue(look, at=clock.now() + SOON, only_one=ONLY_ONE)


def _follow(crisis: Crisis) -> None:
    """Count anew, stand down after the plan's quiet time, else look again in a while."""
    plan, now = keeping.current().crisis, clock.now()
    # What was said hours ago still counts for raising, no longer for lasting.
    reading = counting.reading(after=now - WINDOW)
    raising.count(crisis, reading, loud=weighing.raised(plan, reading) is not None)
    quiet = plan.stand_down.below_for if plan.stand_down else None
    if quiet is not None and now - crisis.loud_at >= quiet:
        raising.stand_down(crisis, plan.stand_down)
        return
    jobs.enqueue(look, at=now + AGAIN, only_one=ONLY_ONE)
