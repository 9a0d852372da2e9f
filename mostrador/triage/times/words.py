"""What a language needs for its promises to be read: patterns over folded text (small letters, no accents)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

Part = Literal["", "first", "morning", "noon", "afternoon", "evening", "end", "closing"]


class Tongue(Struct, frozen=True):
    """One language. Groups that patterns share: `number`, `unit`, `hour`, `minute`, `shift`, `half`, `day`, `month`."""

    commits: re.Pattern[str]  # we, or one of us, will do something for them
    never: re.Pattern[str]  # in the same breath: then it is no promise
    conditions: re.Pattern[str]  # from here to the next comma nothing counts
    breaks: re.Pattern[str]  # what follows is another thought
    vague: re.Pattern[str]
    later: re.Pattern[str]  # a condition that leaves the promise standing, for whenever that is: "cuando llegue"
    span: re.Pattern[str]
    clock: re.Pattern[str]
    weekday: re.Pattern[str]
    date: re.Pattern[str]
    before_day: re.Pattern[str]  # stands right before a day that is itself too late
    days: Sequence[tuple[re.Pattern[str], int]]  # how many days from today
    weeks: Sequence[tuple[re.Pattern[str], int]]
    parts: Sequence[tuple[re.Pattern[str], Part]]
    numbers: Mapping[str, float]
    units: Mapping[str, str]  # by its first letters: minutes, hours, days, weeks
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    ends: Mapping[Part, int]  # the hour at which a part of the day is over, where the shop's hours do not say


def pattern(*words: str) -> re.Pattern[str]:
    """Return a pattern that finds any of these as whole words; a space stands for any white space."""
    joined = "|".join(word.strip().replace(" ?", r"\s*").replace(" ", r"\s+") for word in words)
    return re.compile(rf"(?<![\w'])(?:{joined})(?![\w'])")


def any_of(told: str) -> str:
    """Return the words of a list as one alternative, the longest first."""
    return "(?:" + "|".join(sorted(told.split(), key=len, reverse=True)) + ")"
