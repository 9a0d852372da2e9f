"""A trouble is one row from its beginning to its end, and comes back as the same one."""

from datetime import UTC, datetime, timedelta

import pytest

from mostrador.kit import troubles
from mostrador.kit.models import Event, Trouble
from mostrador.kit.troubles import OVER_AFTER, SAME_WITHIN, Found

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
STEP = timedelta(seconds=10)


def events() -> list[str]:
    return list(Event.objects.filter(name__startswith="Trouble").order_by("pk").values_list("name", flat=True))


def test_it_begins_once_lasts_and_ends_once():
    for step in range(3):
        troubles.note([Found("jobs", figure=40 + step)], at=NOW + step * STEP)
    row = Trouble.objects.get()
    assert (row.began_at, row.seen_at, row.figure, row.ended_at) == (NOW, NOW + 2 * STEP, 42, None)
    for step in range(3, 6):
        troubles.note([], at=NOW + step * STEP)
    row.refresh_from_db()
    assert row.ended_at == NOW + 2 * STEP
    assert events() == ["TroubleBegan", "TroubleEnded"]


def test_one_look_that_misses_it_does_not_end_it():
    troubles.note([Found("disk")], at=NOW)
    troubles.note([], at=NOW + OVER_AFTER - timedelta(seconds=1))
    assert troubles.current().count() == 1


def test_what_comes_back_soon_is_the_same_trouble():
    troubles.note([Found("door", about="3")], at=NOW)
    troubles.note([], at=NOW + STEP * 2)
    troubles.note([Found("door", about="3")], at=NOW + SAME_WITHIN - STEP)
    assert Trouble.objects.count() == 1 and troubles.current().get().began_at == NOW
    troubles.note([], at=NOW + SAME_WITHIN * 2)
    troubles.note([Found("door", about="3")], at=NOW + SAME_WITHIN * 4)
    assert Trouble.objects.count() == 2


def test_two_doors_are_two_troubles():
    troubles.note([Found("door", about="1"), Found("door", about="2")], at=NOW)
    assert troubles.current().count() == 2


def test_a_house_that_is_well_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        troubles.note([], at=NOW)


def test_what_is_being_told_is_told_by_one_alone():
    troubles.note([Found("disk")], at=NOW)
    rows, lease = list(Trouble.objects.all()), timedelta(minutes=2)
    assert len(troubles.claim(rows, at=NOW, lease=lease)) == 1
    assert troubles.claim(rows, at=NOW + STEP, lease=lease) == []
    assert len(troubles.claim(rows, at=NOW + lease, lease=lease)) == 1
