"""Who falls silent is missed: by their part where nobody else is it, by themselves where others go on."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from mostrador.kit import living
from mostrador.kit.living import SILENT, Missing
from mostrador.kit.models import Life

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LONG_AGO, LATELY, GONE = NOW - timedelta(hours=5), NOW - timedelta(seconds=5), NOW - SILENT - timedelta(seconds=1)


def lives(kind: str, *, began: datetime = LONG_AGO, seen: datetime = LATELY, left: bool = False) -> Life:
    return Life.objects.create(
        kind=kind, badge=f"shop:{kind}", began_at=began, seen_at=seen, left_at=seen if left else None
    )


def missed() -> list[Missing]:
    return living.missing(at=NOW)


def test_a_house_in_one_process_or_in_parts_misses_nobody():
    lives("serve")
    assert missed() == []
    Life.objects.all().delete()
    for kind in ("edge", "web", "web", "worker"):
        lives(kind)
    assert missed() == []


def test_a_house_that_nobody_serves_misses_nobody():
    lives("serve", seen=GONE)
    assert missed() == []


@pytest.mark.parametrize("part", ["edge", "web", "worker"])
def test_the_only_one_of_a_part_that_dies_is_missed_as_that_part(part: str):
    for kind in ("edge", "web", "worker"):
        lives(kind, seen=GONE if kind == part else LATELY)
    assert missed() == [Missing(part, GONE)]


def test_a_part_that_was_never_started_is_missed_once_the_others_had_time():
    lives("edge", began=NOW - SILENT), lives("web", began=NOW - timedelta(seconds=9))
    assert missed() == [Missing("worker", NOW - SILENT)]
    Life.objects.update(began_at=NOW - SILENT + timedelta(seconds=1))
    assert missed() == []


def test_one_of_several_that_dies_is_missed_by_itself():
    lives("edge"), lives("web"), lives("worker")
    dead = lives("worker", seen=GONE)
    assert missed() == [Missing("worker", GONE, dead.pk)]


def test_whoever_began_since_stands_in_for_one_of_the_dead():
    lives("edge"), lives("web")
    lives("worker", began=GONE + timedelta(seconds=3))
    lives("worker", seen=GONE)
    assert missed() == []
    dead = lives("worker", seen=GONE)
    assert missed() == [Missing("worker", GONE, dead.pk)]


@pytest.mark.parametrize("kind", ["serve", "worker"])
@pytest.mark.parametrize("deaths", [1, 2, 3])
def test_one_that_dies_again_and_again_and_comes_back_each_time_is_not_missed(kind: str, deaths: int):
    lives("edge"), lives("web")
    for hours in range(deaths):
        lives(kind, began=LONG_AGO + timedelta(hours=hours), seen=LONG_AGO + timedelta(hours=hours, minutes=30))
    last = lives(kind, began=LONG_AGO + timedelta(hours=deaths))
    assert missed() == []
    Life.objects.filter(pk=last.pk).update(seen_at=GONE)
    lives("worker")
    assert missed() == [Missing(kind, GONE, last.pk)]


def test_parts_stand_in_for_a_house_that_was_one():
    dead = lives("serve", seen=GONE)
    lives("edge", began=LATELY), lives("web", began=LATELY)
    lives("worker")
    assert missed() == [Missing("serve", GONE, dead.pk)], "the worker was there before"
    lives("worker", began=LATELY)
    assert missed() == []


def test_who_left_is_not_missed_but_their_part_is_where_nobody_follows():
    lives("edge"), lives("web"), lives("worker"), lives("web", seen=GONE, left=True)
    assert missed() == []
    Life.objects.filter(kind="worker").delete()
    lives("worker", seen=LATELY, left=True)
    assert missed() == [], "it may be starting again"
    Life.objects.filter(kind="worker").update(seen_at=GONE, left_at=GONE)
    assert missed() == [Missing("worker", GONE)]


def test_the_dead_are_forgotten_after_a_day():
    lives("edge"), lives("web"), lives("worker"), lives("worker", seen=NOW - living.FORGOTTEN)
    assert missed() == []


def test_a_process_says_that_it_lives_and_that_it_left():
    stopping = threading.Event()
    stopping.set()
    living.beat_until(stopping, "worker")
    row = Life.objects.get()
    assert (row.kind, row.left_at) == ("worker", row.seen_at)
