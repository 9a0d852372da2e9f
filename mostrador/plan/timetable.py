"""Reads opening hours as people write them into the table of a week, and writes such a table again.

A group is days and ranges: "mon-sat 10:00-14:00,17:00-20:30". Groups follow one another, with or without a semicolon.
"""

import re
from collections.abc import Iterator
from itertools import groupby

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY = 7  # the eighth row of the week's table
RANGE = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")

Ranges = tuple[tuple[int, int], ...]
"""Minutes from midnight; an end past 1440 lies on the next day."""
Week = tuple[Ranges, ...]
"""The ranges of each weekday from Monday on, then those of holidays."""
ALL_DAY: Ranges = ((0, 1440),)


class HoursWrong(ValueError):
    """The hours cannot be read. The text says what is wrong and how to write it."""


def week(text: str) -> Week:
    """Read the week's table: a day keeps the last group that names it, as people correct themselves."""
    words = text.lower().replace(";", " ").split()
    if words == ["always"]:
        return (ALL_DAY,) * (HOLIDAY + 1)
    if not words or len(words) % 2:
        raise HoursWrong(f'"{text}" is not a timetable. Write it like "mon-fri 09:00-20:00 sat 10:00-14:00".')
    table: list[Ranges] = [()] * (HOLIDAY + 1)
    for days, ranges in zip(words[::2], words[1::2], strict=True):
        for index in _days(days):
            table[index] = _ranges(ranges)
    if not any(table[:HOLIDAY]):
        raise HoursWrong(f'"{text}" never opens on a weekday. Name the days: "mon-fri 09:00-20:00".')
    return tuple(table)


def written(table: Week) -> str:
    """Write a week's table as `week` reads it, days that follow one another and open alike together; closed is ""."""
    alike = [(ranges, list(days)) for ranges, days in groupby(range(HOLIDAY), key=table.__getitem__)]
    groups = [f"{_span_of(days)} {_times(ranges)}" for ranges, days in alike if ranges]
    return " ".join([*groups, f"holidays {_times(table[HOLIDAY])}"] if table[HOLIDAY] else groups)


def _span_of(days: list[int]) -> str:
    first, last = DAYS[days[0]], DAYS[days[-1]]
    return first if first == last else f"{first}-{last}"


def _times(ranges: Ranges) -> str:
    return ",".join(f"{_time(begin)}-{_time(end if end <= 1440 else end - 1440)}" for begin, end in ranges)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _days(word: str) -> Iterator[int]:
    for part in word.split(","):
        if part == "daily":
            yield from range(HOLIDAY + 1)
        elif part == "holidays":
            yield HOLIDAY
        else:
            first, _, last = part.partition("-")
            begin, end = _day(first), _day(last or first)
            yield from ((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def _day(word: str) -> int:
    if word not in DAYS:
        raise HoursWrong(f'"{word}" is no day. The days are {", ".join(DAYS)}, daily, holidays.')
    return DAYS.index(word)


def _ranges(word: str) -> Ranges:
    return tuple(sorted(_range(part) for part in word.split(",")))


def _range(word: str) -> tuple[int, int]:
    found = RANGE.fullmatch(word)
    if not found:
        raise HoursWrong(f'"{word}" is no range of hours. Write it like 09:00-14:00.')
    begin, end = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3))
    if begin >= 1440 or end > 1440 or int(found[2]) > 59 or int(found[4]) > 59 or begin == end:
        raise HoursWrong(f'"{word}" is no range of hours. Write two times from 00:00 to 24:00, like 09:00-14:00.')
    return begin, end if end > begin else end + 1440
