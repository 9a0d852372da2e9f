"""When the counter is open, and how service time runs through it.

Written as the plan writes it: "mon-sat 10:00-14:00,17:00-20:30", "mon-fri 09:00-20:00 sat 10:00-14:00",
"daily 09:00-22:00", "fri,sat 22:00-02:00", "always". Days named by their weekday rest on holidays unless a group
"holidays 11:00-14:00" says otherwise; `daily` and `always` mean every day of the year.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mostrador.plan.timetable import ALL_DAY, HOLIDAY, HoursWrong, Week, week

BLANK_YEARS = 3  # so many years without an opening mean that none will come
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
NONE, DAY, SECOND = timedelta(0), timedelta(days=1), timedelta(seconds=1)

DaysOff = Callable[[int], frozenset[date]]
"""The holidays of a year."""


class NeverOpen(Exception):
    """No service time will ever pass: the hours have no opening left."""


class Hours:
    """Opening hours in a time zone. Moments are aware datetimes, returned in UTC; spans are service time.

    A wall time that a change of clocks skips means the moment of the change; one that comes twice means the first.
    Moments before 1970 and after 2099 are taken as those.
    """

    __slots__ = ("_key", "_week", "_years", "always", "off", "text", "timezone", "zone")

    def __init__(self, text: str, timezone: str, week: Week, off: DaysOff) -> None:
        self.text, self.timezone, self.zone = text, timezone, _zone(timezone)
        self.always = all(ranges == ALL_DAY for ranges in week)
        self._week, self.off, self._key = week, off, (text, timezone, off)
        self._years: dict[int, _Year] = {}

    @classmethod
    def parse(cls, text: str, timezone: str, *, holidays: Iterable[date] | DaysOff = ()) -> Hours:
        """Read hours as the plan writes them. Raise `HoursWrong`."""
        return _parsed(text, timezone, holidays if callable(holidays) else _fixed(frozenset(holidays)))

    def after(self, start: datetime, length: timedelta) -> datetime:
        """Return the moment when so much service time has passed since `start`; never while closed.

        The moment of closing counts as open: 8 h after opening a day of 8 h is its closing. No time at all is
        `start`, or the next opening when it is closed. Raise `NeverOpen`.
        """
        if length < NONE:
            raise ValueError("Service time cannot be negative.")
        if length == NONE:
            return self._first_open(_utc(start))
        moment = _utc(start)
        year = self._year_of(moment)
        wanted, blank = year.passed(moment) + length, 0
        while wanted > year.total:
            wanted -= year.total
            blank = 0 if year.total else blank + 1
            if blank > BLANK_YEARS:
                raise NeverOpen(self.text)
            year = self._year(year.number + 1)
        return year.when(wanted)

    def between(self, a: datetime, b: datetime) -> timedelta:
        """Return the service time from a to b, negative when b is the earlier one."""
        earlier, later = _utc(a), _utc(b)
        if later < earlier:
            return -self.between(later, earlier)
        first, last = self._year_of(earlier), self._year_of(later)
        if first is last:
            return first.passed(later) - first.passed(earlier)
        full = sum((self._year(number).total for number in range(first.number, last.number)), NONE)
        return full - first.passed(earlier) + last.passed(later)

    def open_at(self, moment: datetime) -> bool:
        """Whether it is open at that moment: from the opening on, no longer at the closing."""
        at = _utc(moment)
        return self._year_of(at).span_at(at) >= 0

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return when it next goes from closed to open, or None when it never does."""
        at = _utc(moment)
        if not self.open_at(at):
            return self._opening_from(at)
        closing = self.closes_at(at)
        return self._opening_from(closing) if closing else None

    def closes_at(self, moment: datetime) -> datetime | None:
        """Return when it next closes, or None when it is closed at that moment, or never closes."""
        at = _utc(moment)
        year = self._year_of(at)
        index = year.span_at(at)
        if index < 0 or self.always:
            return None
        end, last = year.ends[index], year.number + BLANK_YEARS
        while end == year.until and year.number < last:
            year = self._year(year.number + 1)
            if not year.starts or year.starts[0] != end:
                return end
            end = year.ends[0]
        return None if end == year.until else end

    def _first_open(self, at: datetime) -> datetime:
        found = at if self.open_at(at) else self._opening_from(at)
        if found is None:
            raise NeverOpen(self.text)
        return found

    def _opening_from(self, at: datetime) -> datetime | None:
        year = self._year_of(at)
        for number in range(year.number, year.number + BLANK_YEARS + 1):
            year = self._year(number)
            index = bisect_left(year.starts, at)
            if index < len(year.starts):
                return year.starts[index]
        return None

    def _year_of(self, at: datetime) -> _Year:
        year = self._year(at.year)
        if at >= year.until:
            return self._year(at.year + 1)
        return year if at >= year.begin else self._year(at.year - 1)

    def _year(self, number: int) -> _Year:
        found = self._years.get(number)
        if found is None:
            found = self._years[number] = _Year(number, self)
        return found

    def spans(self, number: int) -> Iterator[tuple[datetime, datetime]]:
        """Name every opening that begins in that local year or on the eve of it, in UTC, unmerged."""
        day, off = date(number, 1, 1) - DAY, self.off(number) | self.off(number - 1)
        while day.year <= number:
            for begin, end in self._week[HOLIDAY if day in off else day.weekday()]:
                yield self.at(day, begin), self.at(day, end)
            day += DAY

    def at(self, day: date, minutes: int) -> datetime:
        """Return the moment when the clocks here show so many minutes past that day's midnight."""
        return _moment(datetime.combine(day, time()) + timedelta(minutes=minutes), self.zone)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hours) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"Hours({self.text!r}, {self.timezone!r})"


class _Year:
    """The openings of one local year, cut at its midnights, with the service time passed before each."""

    __slots__ = ("before", "begin", "ends", "number", "starts", "total", "until", "upto")

    def __init__(self, number: int, hours: Hours) -> None:
        self.number = number
        self.begin, self.until = hours.at(date(number, 1, 1), 0), hours.at(date(number + 1, 1, 1), 0)
        self.starts: list[datetime] = []
        self.ends: list[datetime] = []
        for start, end in sorted(hours.spans(number)):
            self._add(max(start, self.begin), min(end, self.until))
        self._count()

    def _add(self, start: datetime, end: datetime) -> None:
        if end <= start:
            return
        if self.ends and start <= self.ends[-1]:
            self.ends[-1] = max(end, self.ends[-1])
        else:
            self.starts.append(start)
            self.ends.append(end)

    def _count(self) -> None:
        self.before, self.upto, self.total = [], [], NONE
        for start, end in zip(self.starts, self.ends, strict=True):
            self.before.append(self.total)
            self.total += end - start
            self.upto.append(self.total)

    def passed(self, at: datetime) -> timedelta:
        """Return the service time since this year began."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return NONE
        return self.before[index] + (min(at, self.ends[index]) - self.starts[index])

    def when(self, passed: timedelta) -> datetime:
        """Return the first moment with so much service time passed: more than none, no more than `total`."""
        index = bisect_left(self.upto, passed)
        return self.starts[index] + (passed - self.before[index])

    def span_at(self, at: datetime) -> int:
        """Return the index of the opening that holds this moment, or -1."""
        index = bisect_right(self.starts, at) - 1
        return index if index >= 0 and at < self.ends[index] else -1


@lru_cache(maxsize=512)
def _parsed(text: str, timezone: str, off: DaysOff) -> Hours:
    return Hours(text, timezone, week(text), off)


@lru_cache(maxsize=128)
def _fixed(days: frozenset[date]) -> DaysOff:
    def off(year: int) -> frozenset[date]:
        return days

    return off


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise HoursWrong(f'"{name}" is no time zone. Write one like Europe/Madrid.') from None


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    late = wall.replace(tzinfo=zone).astimezone(UTC)
    if late.astimezone(zone).replace(tzinfo=None) == wall:
        return late
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _change(early, late, zone)


def _change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment between the two, to the second, from which the later offset holds."""
    offset = late.astimezone(zone).utcoffset()
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        if middle.astimezone(zone).utcoffset() == offset:
            late = middle
        else:
            early = middle
    return late


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone is no moment.")
    if not EARLIEST < moment < LATEST:
        # Platforms send year 1 for "no time"; no calendar reaches there.
        return EARLIEST if moment <= EARLIEST else LATEST
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
