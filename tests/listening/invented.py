"""Invented series: a day's rhythm, noise that clumps, and bursts put in at known times."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

STEP = timedelta(minutes=5)
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


def series(
    *, seed: int, days: int = 55, level: float = 12, bursts: Sequence[tuple[float, float]] = (), clump: float = 4
) -> list[tuple[datetime, int]]:
    """Return counts each five minutes. A burst is (day on which it begins, how many times the usual at its peak).

    The counts are gamma-Poisson: the smaller `clump`, the more they come in clumps. A burst rises within an hour and
    fades over six.
    """
    dice, found = random.Random(seed), []
    for number in range(days * 288):
        at = BEGIN + number * STEP
        rhythm = 1 + 0.7 * math.sin((number % 288) / 288 * 2 * math.pi - 2)
        mean = level * rhythm * (1 + sum(_swell(number / 288 - day, times) for day, times in bursts))
        found.append((at, _poisson(dice, mean * dice.gammavariate(clump, 1 / clump))))
    return found


def windows(bursts: Sequence[tuple[float, float]], *, days: float) -> list[tuple[datetime, datetime]]:
    """Return a window of so many days around the beginning of each burst."""
    half = timedelta(days=days / 2)
    return [(BEGIN + timedelta(days=day) - half, BEGIN + timedelta(days=day) + half) for day, _times in bursts]


def _swell(days_in: float, times: float) -> float:
    hours = days_in * 24
    if hours < 0:
        return 0.0
    return (times - 1) * (min(1.0, hours) if hours < 1 else math.exp(-(hours - 1) / 6))


def _poisson(dice: random.Random, mean: float) -> int:
    if mean > 50:
        return max(0, round(dice.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count
