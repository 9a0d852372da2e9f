"""Scores alarms as the Numenta Anomaly Benchmark does, standard profile, written from its published definition.

Lavin & Ahmad 2015 (arXiv 1510.03336) and the benchmark's own threads on its details (issues 114, 258 and 404, read on
2026-11-22): a sigmoid over the place in the window, the first alarm of a window counts, probation is 15 % of the rows
and at most 750; a hit is worth 1, a miss -1, a false alarm -0.11 far from a window and less just behind one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

FALSE_ALARM = 0.11
PROBATION_SHARE, PROBATION_ROWS = 0.15, 750
FAR = 3.0


class Scored(NamedTuple):
    """What the alarms of one series earned; `raw` lies between -windows (silence) and windows (perfect)."""

    raw: float
    windows: int
    hit: int
    false: int


def score(parts: Sequence[Scored]) -> float:
    """Return 100 for perfect alarms on all the series together, 0 for silence; noise can be below it."""
    windows = sum(part.windows for part in parts)
    return 50 * (sum(part.raw for part in parts) + windows) / windows


def rate(
    times: Sequence[datetime], windows: Sequence[tuple[datetime, datetime]], alarms: Collection[datetime]
) -> Scored:
    """Return what these alarms earn on a series with these times, which rise, and windows, which do not overlap."""
    probation = min(int(PROBATION_SHARE * len(times)), PROBATION_ROWS)
    spans = [(bisect_left(times, begins), bisect_right(times, ends) - 1) for begins, ends in sorted(windows)]
    places = sorted(place for at in alarms if (place := bisect_left(times, at)) >= probation)
    best: dict[int, float] = {}
    fines = []
    for place in places:
        inside = next((number for number, (first, last) in enumerate(spans) if first <= place <= last), None)
        if inside is None:
            fines.append(_fine(place, spans))
        else:
            best.setdefault(inside, _worth(place, *spans[inside]))
    raw = sum(best.values()) - (len(spans) - len(best)) - sum(fines)
    return Scored(raw=raw, windows=len(spans), hit=len(best), false=len(fines))


def _worth(place: int, first: int, last: int) -> float:
    return _sigmoid(-(last - place + 1) / (last - first + 1)) / _sigmoid(-1)


def _fine(place: int, spans: Sequence[tuple[int, int]]) -> float:
    before = [span for span in spans if span[1] < place]
    if not before:
        return FALSE_ALARM
    first, last = before[-1]
    return -FALSE_ALARM * _sigmoid((place - last) / (last - first))


def _sigmoid(place: float) -> float:
    return -1.0 if place > FAR else 2 / (1 + math.exp(5 * place)) - 1
