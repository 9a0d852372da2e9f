"""Reads opening hours as people write them into the table of a week.

A group is days and ranges: "mon-sat 10:00-14:00,17:00-20:30". Groups follow one another, with or without a semicolon.
"""

import re
from collections.abc import Iterator

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
