"""A rehearsal on one's own past: the worst two hours of the last months, as if they were now. It calls nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from mostrador.accounts.models import Member
from mostrador.journeys.crisis import calling
from mostrador.kit import clock
from mostrador.kit.words import N_
from mostrador.listening import counting, raising, weighing
from mostrador.listening.models import Crisis
from mostrador.listening.raising import Sighted
from mostrador.listening.reading import Angry
from mostrador.listening.weighing import WINDOW
from mostrador.plan import keeping

BACK = timedelta(days=90)


class NothingToRehearse(Exception):
    for_people = N_("The plan says nothing of a crisis. Write `crisis:` into it first.")


def drill(*, by: Member) -> Crisis | None:
    """Open a drill; None where one is on. Raises `NothingToRehearse`."""
    plan = keeping.current().crisis
    if not plan.levels:
        raise NothingToRehearse
    moment = worst(counting.between(clock.now() - BACK, clock.now())) or clock.now()
    # What raised a crisis then may have been one that is over: here it counts again.
    reading = counting.reading(at=moment, after=moment - weighing.LATELY)
    found = weighing.raised(plan, reading)
    level, sign = (found.level, found.sign) if found else (plan.levels[0], "neg_authors_2h")
    lead, _stand_in = calling.who(level.lead)
    sighted = Sighted(level=level, sign=sign, reading=reading, lead=lead, peak_at=moment)
    return raising.raise_to(sighted, by=by, drill=True, words=moment.isoformat())


def worst(rows: list[Angry]) -> datetime | None:
    """Return the end of the two hours in which most people were angry."""
    best, moment, first = 0, None, 0
    for number, row in enumerate(rows):
        while rows[first].at <= row.at - WINDOW:
            first += 1
        people = len({one.person for one in rows[first : number + 1]})
        if people > best:
            best, moment = people, row.at
    return moment
