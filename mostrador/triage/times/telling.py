"""From a time as it was said to a moment: on the shop's clock, within its hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from mostrador.triage.times.finding import When

DAY = timedelta(days=1)
NIGHT = timedelta(hours=5)  # until then it is still yesterday for who is open late
SOON = timedelta(minutes=2)  # what is due sooner is done, not promised
FURTHEST = timedelta(days=400)
MORNING_ENDS, WAKING, BEDTIME = 15, 7, 22  # hours
FRIDAY = 4


class Opening(Protocol):
    """The shop's hours, as `plan.hours` has them."""

    def open_at(self, moment: datetime) -> bool: ...
    def next_opening(self, moment: datetime) -> datetime | None: ...
    def closes_at(self, moment: datetime) -> datetime | None: ...


def due(when: When, *, now: datetime, zone: ZoneInfo, hours: Opening | None) -> datetime | None:
    """Return by when it is due, in UTC; None for a time that is past, or so near or far that nobody means it.

    None too for our closing where we do not close any more on that day: only the writer knows when.
    """
    calendar = _Calendar(now.astimezone(zone), zone, hours)
    at: datetime | None
    if when.seconds is not None:
        at = now + timedelta(seconds=when.seconds)
    else:
        at = calendar.closing(when) if when.by_closing else calendar.due(when)
    return at.astimezone(UTC) if at and now + SOON <= at < now + FURTHEST else None


def either(when: When, *, now: datetime, zone: ZoneInfo, hours: Opening | None) -> tuple[datetime, ...]:
    """Return what a time without a day may mean where it falls on a day of rest: then, and on the next open day.

    Who reads it takes it for the first, and the shop is closed: only the writer knows. Empty where one is meant.
    """
    if not (when.clock or when.part == "first") or when.seconds is not None or when.names_a_day or hours is None:
        return ()
    calendar = _Calendar(now.astimezone(zone), zone, hours)
    day = calendar.due(when).date()
    if not closed_on(day, zone=zone, hours=hours) and (when.clock is None or not calendar.rests_today):
        return ()
    opens = hours.next_opening(max(now, datetime.combine(day, time(), tzinfo=zone)))
    if opens is None:
        return ()
    first = calendar.here.date() if calendar.rests_today else day
    found = (calendar.on_day(when, one) for one in (first, opens.astimezone(zone).date()))
    soon = [at.astimezone(UTC) for at in found if at is not None and at >= now + SOON]
    return tuple(soon) if len(soon) == 2 else ()


def is_open(at: datetime, *, hours: Opening) -> bool:
    """Whether the shop is open at a moment, or closes then."""
    return hours.open_at(at) or hours.open_at(at - timedelta(minutes=1))


def closed_on(day: date, *, zone: ZoneInfo, hours: Opening) -> bool:
    """Whether the shop is closed on a whole day."""
    return not any(_Calendar(datetime.combine(day, time(), tzinfo=zone), zone, hours).spans(day))


class _Calendar:
    def __init__(self, here: datetime, zone: ZoneInfo, hours: Opening | None) -> None:
        self.here, self.zone, self.hours = here, zone, hours

    def due(self, when: When) -> datetime:
        day = self._day(when)
        if when.clock:
            return self._clock(when, day)
        if day is None:
            return self._part_of_next(when)
        return self._part(when, day)

    def closing(self, when: When) -> datetime | None:
        """Return when the shop closes for that day; today where none was said."""
        ends = [end for _, end in self.spans(self._day(when) or (self.here - NIGHT).date())]
        return ends[-1] if ends else None

    def _day(self, when: When) -> date | None:
        today = self.here.date()
        if when.whole_days is not None:
            return today + when.whole_days * DAY
        if when.weeks is not None:
            return today + (FRIDAY - today.weekday()) % 7 * DAY + 7 * when.weeks * DAY
        found = self._named(when, today)
        return found - DAY if found and when.day_before else found

    def _named(self, when: When, today: date) -> date | None:
        if when.days is not None:
            return today + when.days * DAY
        if when.weekday is not None:
            return today + ((when.weekday - today.weekday() - 1) % 7 + 1) * DAY
        return _dated(*when.date, today) if when.date else None

    def _clock(self, when: When, day: date | None) -> datetime:
        """Return that hour; where morning or evening was not said, the first that the shop's day allows."""
        hour, minute = when.clock or (0, 0)
        hours = _hours(hour, when)
        days = [day] if day else [self.here.date(), self.here.date() + DAY]
        likely = [at for one in days for hour in hours if (at := self._at(one, hour, minute)) > self.here]
        fits = (at for at in likely if self._open_around(at))
        awake = (at for at in likely if WAKING <= at.hour <= BEDTIME)
        return next(fits, None) or next(awake, None) or (likely[0] if likely else self.here)

    def at_hour(self, when: When, day: date) -> datetime | None:
        """Return when that hour is on a day: while the shop is open, else while people are awake; None once past."""
        hour, minute = when.clock or (0, 0)
        ahead = [at for one in _hours(hour, when) if (at := self._at(day, one, minute)) > self.here]
        awake = [at for at in ahead if WAKING <= at.hour <= BEDTIME]
        return next((at for at in awake if self._open_around(at)), None) or next(iter(awake), None)

    def _open_around(self, at: datetime) -> bool:
        return self.hours is not None and is_open(at, hours=self.hours)

    @property
    def rests_today(self) -> bool:
        return self.hours is not None and closed_on(self.here.date(), zone=self.zone, hours=self.hours)

    def on_day(self, when: When, day: date) -> datetime | None:
        """Return when that hour, or that part of the day, is on a day."""
        return self.at_hour(when, day) if when.clock else self._part(when, day)

    def _part_of_next(self, when: When) -> datetime:
        today = self._part(when, self.here.date())
        return today if today > self.here + SOON else self._part(when, self.here.date() + DAY)

    def _part(self, when: When, day: date) -> datetime:
        ends, spans = dict(when.ends), list(self.spans(day))
        evening = self._at(day, ends["end"])
        match when.part:
            case "first":
                return spans[0][0] if spans else self._at(day, ends["first"])
            case "morning":
                early = [end for _, end in spans if end.hour <= MORNING_ENDS]
                return early[0] if early else self._at(day, ends["morning"])
            case "noon" | "evening":
                return self._at(day, ends[when.part])
            case "afternoon":
                late = bool(spans) and ends["afternoon"] > MORNING_ENDS + 4
                return spans[-1][1] if late else self._at(day, ends["afternoon"])
            case _:
                closing = spans[-1][1] if spans else evening
                return closing if closing > self.here else self._at(day, 23, 59)

    def spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Return from when to when the shop is open on that day."""
        at, end = self._at(day, 0), self._at(day + DAY, 0)
        while self.hours is not None and at < end:
            opens = at if self.hours.open_at(at) else self.hours.next_opening(at)
            closes = self.hours.closes_at(opens) if opens and opens < end else None
            if opens is None or closes is None:
                return
            yield opens.astimezone(self.zone), closes.astimezone(self.zone)
            at = closes.astimezone(self.zone)

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), tzinfo=self.zone)


def _hours(hour: int, when: When) -> list[int]:
    """Return the hours that a told one may be on the clock of 24, the likelier first."""
    if hour > 12:
        return [hour]
    if when.shift == "pm" or when.part in ("afternoon", "evening"):
        return [hour % 12 + 12]
    return [hour] if when.shift == "am" or when.part == "morning" else [hour, (hour + 12) % 24]


def _dated(number: int, month: int | None, today: date) -> date | None:
    """Return the next such day: of that month, or of this one or the next."""
    for ahead in range(13):
        months = today.month - 1 + ahead
        year, this = today.year + months // 12, months % 12 + 1
        if month in (None, this):
            try:
                found = date(year, this, number)
            except ValueError:
                continue
            if found >= today:
                return found
    return None
