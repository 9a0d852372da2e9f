"""The benchmark's own rules, on alarms whose worth is known by hand."""

from __future__ import annotations

import pytest

from tests.listening import nab
from tests.listening.invented import BEGIN, STEP

TIMES = [BEGIN + number * STEP for number in range(10_000)]
WINDOWS = [(TIMES[2000], TIMES[2499]), (TIMES[6000], TIMES[6499])]


def _score(*places: int) -> float:
    return nab.score([nab.rate(TIMES, WINDOWS, [TIMES[place] for place in places])])


def test_silence_is_nothing_and_the_first_moment_of_every_window_is_perfect():
    assert _score() == 0
    assert _score(2000, 6000) == pytest.approx(100)


def test_sooner_is_worth_more_and_only_the_first_counts():
    assert _score(2000) == pytest.approx(50)
    assert 0 < _score(2490) < _score(2249) < _score(2100) < 50
    assert _score(2100, 2200, 2300) == _score(2100)


def test_a_false_alarm_costs_its_share_and_less_just_behind_a_window():
    cost = 100 * nab.FALSE_ALARM / 4
    assert _score(1000) == pytest.approx(-cost)
    assert _score(5999) == pytest.approx(-cost, rel=1e-3)
    assert -cost < _score(2520) < 0


def test_the_first_750_rows_are_on_probation():
    assert _score(749) == 0
    assert _score(750) < 0
