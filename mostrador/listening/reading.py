"""Reads the present against the past: rows of angry people in, one `Reading` out. Pure; `counting` fetches the rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from mostrador.listening import weighing
from mostrador.listening.weighing import FEW_DAYS, LATELY, LEARNT_FROM, WINDOW, Past, Reading

DAY = timedelta(days=1)
LEARNT_WORDS_FROM = timedelta(days=28)


class Angry(Struct, frozen=True, kw_only=True):
    """Somebody was angry. `person` is the one who speaks for the group."""

    person: int
    at: datetime
    gist: Sequence[str] = ()
    harm: bool = False
    press: bool = False


def windows(at: datetime, *, zone: tzinfo, since: datetime) -> list[tuple[datetime, datetime]]:
    """Return the same two hours, by the clock on the wall, of each day before that the house remembers."""
    local, found = at.astimezone(zone), []
    for days in range(1, LEARNT_FROM.days + 1):
        end = (local.replace(tzinfo=None) - days * DAY).replace(tzinfo=zone).astimezone(at.tzinfo)
        if end - WINDOW < since:
            break
        found.append((end - WINDOW, end))
    return found


def read(
    rows: Sequence[Angry], *, at: datetime, zone: tzinfo, since: datetime, after: datetime | None = None
) -> Reading:
    """Return what is counted at that moment. `rows` are in the order of time.

    The house remembers from `since`; what was said up to `after` belongs to a crisis that is over.
    """
    times = [row.at for row in rows]
    now = _between(rows, times, max(at - WINDOW, after or at - WINDOW), at)
    lately = _between(rows, times, max(at - LATELY, after or at - LATELY), at)
    past = Past(by_day=[_people(_between(rows, times, *window)) for window in windows(at, zone=zone, since=since)])
    authors, mean = _people(now), weighing.usual(past)
    together, problem = _together(rows, times, lately, at=at, since=since)
    return Reading(
        authors=authors, usual=mean, chance=weighing.chance(authors, mean, past),
        days=len(past.by_day), together=together, problem=problem,
        harm=_people([row for row in lately if row.harm]), press=_people([row for row in lately if row.press]),
    )  # fmt: skip


def _together(
    rows: Sequence[Angry], times: Sequence[datetime], lately: Sequence[Angry], *, at: datetime, since: datetime
) -> tuple[int, tuple[str, ...]]:
    begun = max(since, at - LATELY - LEARNT_WORDS_FROM)
    before = _between(rows, times, begun, at - LATELY)
    days = (at - LATELY - begun) // DAY
    if days < FEW_DAYS:
        return 0, ()
    said = [[(row.person, row.gist) for row in some] for some in (lately, before)]
    return weighing.together(said[0], said[1], days=days)


def _between(rows: Sequence[Angry], times: Sequence[datetime], after: datetime, upto: datetime) -> Sequence[Angry]:
    return rows[bisect_right(times, after) : bisect_right(times, upto)]


def _people(rows: Sequence[Angry]) -> int:
    return len({row.person for row in rows})
