"""Bursts on invented series, scored as the Numenta benchmark scores; its own series are scored by `bin/bench`."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.listening.bursting import QUIET, bursts
from tests.listening import invented, nab

BURSTS = [(9.4, 6.0), (23.7, 4.0), (40.1, 9.0)]


@pytest.mark.parametrize(("seed", "level", "clump"), [(1, 12, 4), (2, 80, 1), (3, 5, 1), (4, 2, 0.5)])
def test_bursts_are_found_early_and_nothing_else(seed, level, clump):
    series = invented.series(seed=seed, level=level, clump=clump, bursts=BURSTS)
    alarms = [burst.at for burst in bursts(series)]
    windows = invented.windows(BURSTS, days=1.8)
    earned = nab.rate([at for at, _ in series], windows, alarms)
    assert (earned.hit, earned.false) == (3, 0)
    assert nab.score([earned]) > 85
    starts = [invented.BEGIN + timedelta(days=day) for day, _times in BURSTS]
    assert all(any(start <= at <= start + timedelta(hours=3) for at in alarms) for start in starts)


@pytest.mark.parametrize("seed", [5, 6])
def test_a_series_without_bursts_raises_no_alarm(seed):
    assert list(bursts(invented.series(seed=seed, level=12, clump=1))) == []


def test_what_leaps_every_day_must_leap_higher():
    calm = invented.series(seed=7, days=30)
    leaping = [(at, value * 5 if at.hour == 4 and at.minute < 30 else value) for at, value in calm]
    found = list(bursts(leaping))
    assert len(found) <= 2
    at, _value = leaping[25 * 288]
    leaping[25 * 288 : 25 * 288 + 24] = [(one, count + 4000) for one, count in leaping[25 * 288 : 25 * 288 + 24]]
    later = [burst for burst in bursts(leaping) if burst.at >= at]
    assert later and later[0].at - at < timedelta(minutes=30)
    assert later[0].score > 3 and 0 < later[0].expected < 100


@settings(max_examples=15, deadline=None)
@given(cut=st.integers(min_value=1, max_value=4000), seed=st.integers(0, 50))
def test_it_never_looks_ahead(cut, seed):
    series = invented.series(seed=seed, days=14, bursts=[(6.2, 8.0), (11.5, 5.0)])
    whole, beginning = list(bursts(series)), list(bursts(series[:cut]))
    last = series[:cut][-1][0]
    assert beginning == [burst for burst in whole if burst.at <= last]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=300))
def test_gaps_repeats_and_any_counts_are_borne(steps):
    at, series = invented.BEGIN, []
    for seconds, value in steps:
        at += timedelta(seconds=seconds)
        series.append((at, float(value)))
    alarms = [burst.at for burst in bursts(series)]
    assert all(later - sooner >= QUIET for sooner, later in pairwise(alarms))
