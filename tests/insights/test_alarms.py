"""Alarms on the past: raised once while it lasts, by the plan's own counts, and true where somebody really led."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mostrador.insights import alarms
from mostrador.listening.reading import Angry
from mostrador.plan import reading

TEXT = (Path(__file__).parent.parent / "plan" / "samples" / "la-vidriera.yaml").read_text(encoding="utf-8")
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAYS = (NOON - timedelta(days=5), NOON + timedelta(days=5))
MINUTE = timedelta(minutes=1)


def angry(count: int, *, at: datetime = NOON, first: int = 1) -> list[Angry]:
    return [Angry(person=first + number, at=at + number * MINUTE) for number in range(count)]


def raised(rows: list[Angry], text: str = TEXT, led: alarms.Led = ()) -> list[tuple[int, str, bool]]:
    crisis, since = reading.read(text).crisis, NOON - timedelta(days=60)
    found = alarms.alarms(crisis, rows, days=DAYS, zone=ZoneInfo("Europe/Madrid"), since=since, led=led)
    return [(one.level, one.sign, one.led) for one in found]


def test_a_level_is_raised_once_while_it_lasts_and_the_next_one_when_more_come():
    assert raised(angry(4, first=10)) == [(1, "surge", False)]
    assert [level for level, _sign, _led in raised(angry(8))] == [1, 2]


def test_after_a_quiet_time_it_is_raised_again():
    rows = [*angry(5), *angry(5, at=NOON + timedelta(days=2, hours=6), first=50)]
    assert [level for level, _sign, _led in raised(rows)] == [1, 1]


def test_a_plan_that_waits_for_more_raises_less():
    patient = TEXT.replace(
        "neg_authors_2h: 5, surge: {ratio: 3, min_authors: 3}", "neg_authors_2h: 9, surge: {ratio: 5, min_authors: 5}"
    )
    assert patient != TEXT and raised(angry(4), patient) == [] and raised(angry(4))


def test_the_same_person_ten_times_is_one():
    assert raised([Angry(person=1, at=NOON + number * MINUTE) for number in range(10)]) == []


def test_three_hundred_people_of_one_mind_are_counted_too():
    rows = [Angry(person=number, at=NOON + number * MINUTE / 10, gist=["corcho", "roto"]) for number in range(300)]
    assert [level for level, _sign, _led in raised(rows)][-1] == 3


def test_it_was_one_where_somebody_really_led():
    led = [(NOON + 3 * MINUTE, NOON + timedelta(hours=9))]
    assert raised(angry(5), led=led) == [(1, "neg_authors_2h", True)]


def test_a_plan_without_a_crisis_raises_nothing():
    start = TEXT.index("crisis:  ")
    without = TEXT[:start] + TEXT[TEXT.index("troll:", start) :]
    assert raised(angry(50), without) == []
