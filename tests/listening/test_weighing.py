"""Levels by the example plan's thresholds, and how rarely a small shop is alarmed for nothing."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from mostrador.listening import weighing
from mostrador.listening.reading import Angry, read
from mostrador.listening.weighing import Past, Reading
from mostrador.plan.parts import Crisis
from tests.listening import thin

MONTHS = 36


def _level(reading: Reading) -> tuple[int, str]:
    found = weighing.raised(thin.PLAN, reading)
    return (found.level.number, found.sign) if found else (0, "")


def test_the_fortieth_angry_author_in_two_hours_raises_level_three():
    rows = [Angry(person=number, at=thin.BEGIN + timedelta(days=20, minutes=number)) for number in range(40)]
    for count, level in ((39, 2), (40, 3)):
        reading = read(rows[:count], at=rows[count - 1].at, zone=thin.ZONE, since=thin.BEGIN)
        assert reading.authors == count
        found = weighing.raised(_without_surge(), reading)
        assert found is not None and (found.level.number, found.sign) == (level, "neg_authors_2h")


def test_people_are_counted_and_not_messages():
    at = thin.BEGIN + timedelta(days=20)
    rows = [Angry(person=1, at=at + timedelta(minutes=number)) for number in range(60)]
    reading = read(rows, at=rows[-1].at, zone=thin.ZONE, since=thin.BEGIN)
    assert reading.authors == 1 and _level(reading) == (0, "")


def test_one_credible_report_of_harm_raises_level_three_alone_and_the_press_level_two():
    at = thin.BEGIN + timedelta(days=20)
    for fields, level in (({"harm": True}, (3, "health_risk")), ({"press": True}, (2, "press")), ({}, (0, ""))):
        reading = read([Angry(person=1, at=at, **fields)], at=at, zone=thin.ZONE, since=thin.BEGIN)
        assert _level(reading) == level


def test_what_belongs_to_a_crisis_that_is_over_raises_nothing_again():
    at = thin.BEGIN + timedelta(days=20)
    rows = [Angry(person=1, at=at, harm=True)]
    later = at + timedelta(hours=1)
    assert _level(read(rows, at=later, zone=thin.ZONE, since=thin.BEGIN, after=at)) == (0, "")


def test_what_is_usual_on_this_weekday_at_this_hour_is_no_surge():
    fridays = Past(by_day=[6 if day % 7 == 0 else 0 for day in range(1, 57)])
    never = Past(by_day=[0] * 56)
    for past, surges in ((fridays, False), (never, True)):
        mean = weighing.usual(past)
        reading = Reading(authors=4, usual=mean, chance=weighing.chance(4, mean, past), days=56)
        assert (_level(reading)[1] == "surge") is surges


def test_a_house_of_the_first_day_goes_by_the_plan_s_counts_and_knows_no_surge():
    rows = [Angry(person=number, at=thin.BEGIN + timedelta(hours=3, minutes=number)) for number in range(5)]
    for count, expected in ((4, (0, "")), (5, (1, "neg_authors_2h"))):
        assert _level(read(rows[:count], at=rows[count - 1].at, zone=thin.ZONE, since=thin.BEGIN)) == expected


def test_three_people_with_one_problem_are_heard_and_three_with_three_are_not():
    past = thin.life(seed=8, days=40, a_day=4)
    at = thin.BEGIN + timedelta(days=40, hours=12)
    for texts, together in ((thin.OUTBREAK, 3), (thin.SAID[:3], 0)):
        now = [
            Angry(
                person=10**6 + number,
                at=at + timedelta(hours=4 * number),
                gist=thin.gist.gist(text.format(thing="vermú")),
            )
            for number, text in enumerate(texts)
        ]
        reading = read([*past, *now], at=now[-1].at, zone=thin.ZONE, since=thin.BEGIN)
        assert reading.together == together
        assert bool(reading.problem) is bool(together)


@pytest.mark.parametrize("a_day", [0.5, 5, *(pytest.param(many, marks=pytest.mark.slow) for many in (10, 15, 20))])
def test_a_thin_stream_is_alarmed_for_nothing_at_most_once_a_month(a_day):
    rows = thin.life(seed=36, days=MONTHS * 365 // 12, a_day=a_day)
    assert len(thin.alarms(rows)) <= MONTHS


@pytest.mark.parametrize(("a_day", "people"), [(1, 8), (6, 12), (12, 25), (20, 60)])
def test_an_outbreak_is_seen_before_its_peak(a_day, people):
    for seed in range(3):
        at = thin.BEGIN + timedelta(days=40 + seed, hours=10)
        wave = thin.outbreak(seed=seed, at=at, people=people)
        before = [row for row in thin.life(seed=seed, days=50, a_day=a_day) if row.at < at + timedelta(hours=9)]
        seen = [alarm for alarm in thin.alarms(sorted([*before, *wave], key=lambda row: row.at)) if alarm[0] >= at]
        assert seen and seen[0][0] < thin.peak(wave)


def _without_surge():
    return Crisis(levels=tuple(msgspec.structs.replace(level, surge=None) for level in thin.PLAN.levels))
