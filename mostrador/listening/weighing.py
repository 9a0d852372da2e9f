"""How far from the usual it is, and which level of the plan that makes. Pure: people and times in, a level out.

People are counted, never messages. The counts are the plan's own; what is added here is only that people must be more
than chance brings here at that hour: where one angry person every other day is usual, three within two hours are a
sign, and where three are usual every evening, five are none.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import combinations

from msgspec import Struct

from mostrador.plan.parts import Crisis, Level

WINDOW = timedelta(hours=2)  # of `neg_authors_2h`, and of a surge
LATELY = timedelta(hours=24)  # of one problem, of the press, of harm
LEARNT_FROM = timedelta(days=56)  # the usual: eight of each weekday
FEW_DAYS = 14  # a younger house does not know which words are usual
LEANS = 4.0  # how many weeks of one weekday weigh as much as all the days at that hour
ODDS = 1 / 2000  # a month has some 360 windows of two hours, looked at more than once
SIGNS = ("health_risk", "press", "neg_authors_2h", "surge", "same_problem")


class Past(Struct, frozen=True, kw_only=True):
    """How many angry people there were in these same two hours on the days before, the nearest day first."""

    by_day: Sequence[int] = ()


class Reading(Struct, frozen=True, kw_only=True):
    """What is counted now."""

    authors: int = 0  # in the last two hours
    usual: float = 0.0
    chance: float = 1.0  # how likely so many are where nothing is wrong
    days: int = 0  # how many days the usual was learnt from
    together: int = 0  # people with one and the same problem, lately
    problem: tuple[str, ...] = ()  # its words
    harm: int = 0
    press: int = 0

    @property
    def times_usual(self) -> float:
        """How many times the usual; where almost nobody is usual, as if one in ten windows had one."""
        return self.authors / max(self.usual, 0.1)


class Raised(Struct, frozen=True):
    level: Level
    sign: str


def raised(plan: Crisis, reading: Reading) -> Raised | None:
    """Return the highest level of which a sign holds, and that sign; None where all is as usual."""
    for level in sorted(plan.levels, key=lambda one: -one.number):
        for sign in SIGNS:
            if _holds(level, sign, reading):
                return Raised(level, sign)
    return None


def usual(past: Past) -> float:
    """Return how many angry people are usual in these two hours of this weekday.

    The weekday's own weeks, drawn towards the same hours of every day: one strange Tuesday does not make a rule.
    """
    days = len(past.by_day)
    if not days:
        return 0.0
    overall = sum(past.by_day) / days
    same = past.by_day[6::7]
    return (sum(same) + LEANS * overall) / (len(same) + LEANS)


def chance(count: int, mean: float, past: Past) -> float:
    """Return how likely at least so many are by chance: a negative binomial, wide where little or uneven is known."""
    size = _size(past)
    mean = max(mean, 0.5 / (len(past.by_day) + 1))
    share = size / (size + mean)
    term = math.exp(size * math.log(share))
    below = 0.0
    for number in range(count):
        below += term
        term *= (number + size) / (number + 1) * (1 - share)
    return max(0.0, 1.0 - below)


def together(
    now: Sequence[tuple[int, Collection[str]]], before: Sequence[tuple[int, Collection[str]]], *, days: int
) -> tuple[int, tuple[str, ...]]:
    """Return how many people complain of one thing, and its two words: a pair that is not usual here.

    Each row is a person and the words of a complaint; `days` is how long `before` reaches back.
    """
    if days < FEW_DAYS:
        return 0, ()
    spoken, known = _pairs(now), _pairs(before)
    telling = [
        (len(people), pair)
        for pair, people in spoken.items()
        if _odd(len(people), (len(known.get(pair, ())) + 0.5) / days)
    ]
    most, pair = max(telling, default=(0, ()), key=lambda one: (one[0], one[1]))
    return most, pair


def _pairs(rows: Sequence[tuple[int, Collection[str]]]) -> dict[tuple[str, ...], set[int]]:
    found: dict[tuple[str, ...], set[int]] = {}
    for person, words in rows:
        for pair in combinations(sorted(set(words)), 2):
            found.setdefault(pair, set()).add(person)
    return found


def _odd(people: int, mean: float) -> bool:
    """Whether two more are beyond chance, given that one spoke: the pair was found because somebody did."""
    others = people - 1
    below, term = 0.0, math.exp(-mean)
    for number in range(others):
        below += term
        term *= mean / (number + 1)
    return others > 1 and 1 - below < ODDS


def _holds(level: Level, sign: str, reading: Reading) -> bool:
    if sign == "surge":
        surge = level.surge
        return (
            surge is not None
            and reading.authors >= surge.min_authors
            and reading.times_usual >= surge.ratio
            and (reading.chance < ODDS)
        )
    if sign == "neg_authors_2h" and reading.days >= FEW_DAYS and reading.chance >= ODDS:
        return False
    counted = {
        "neg_authors_2h": reading.authors, "same_problem": reading.together, "press": reading.press,
        "health_risk": reading.harm,
    }[sign]  # fmt: skip
    return sign in level.counts and counted >= level.counts[sign]


def _size(past: Past) -> float:
    """Return how even the past is: from the spread of its counts, and never surer than how much there was to see."""
    total, days = sum(past.by_day), len(past.by_day)
    seen = total + 0.5
    if days < 2:
        return seen
    mean = total / days
    spread = sum((count - mean) ** 2 for count in past.by_day) / (days - 1)
    return min(seen, mean * mean / (spread - mean)) if spread > mean > 0 else seen
