"""The same moment tells the same story; any hour of the day has a desk worth looking at."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from mostrador.demo import cast, casting, screenplay
from mostrador.inbox.models import Case, Message
from mostrador.journeys.crisis import looking
from mostrador.listening import standing
from tests.demo.conftest import THURSDAY, told

SAME = ("pk", "conversation", "case", "door", "direction", "state", "author", "text", "shown_at")

SUNDAY_AT_SIX = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
MOMENTS = [
    SUNDAY_AT_SIX, datetime(2026, 12, 25, 22, 20, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
]  # fmt: skip
"""An early Sunday, a holiday, a leap day, and the hour in which the clocks change."""


def test_the_past_is_cast_the_same_way_twice():
    first, second = (
        [(act.at, act.kind, act.text, act.by, act.telling.who) for act in casting.acts(THURSDAY)] for _ in range(2)
    )
    assert first == second


def test_many_lines_were_written_for_it():
    ways = {way.text for scene in screenplay.scenes() for beat in scene.beats for way in beat.ways if beat.kind != "="}
    assert len(ways) >= 400


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_story_is_two_months_of_a_counter(tmp_path: Path):
    begun = time.process_time()
    with told(tmp_path, SUNDAY_AT_SIX, tellings=casting.TELLINGS):
        assert time.process_time() - begun < 60, "The story has grown out of hand."
        days = Message.objects.dates("received_at", "day")
        assert 700 <= Message.objects.count() <= 1_000
        assert Message.objects.values("text").distinct().count() > 450
        assert len(days) > 40
        assert (SUNDAY_AT_SIX.date() - days[0]).days >= 55


@pytest.mark.slow
@pytest.mark.django_db
def test_a_telling_is_the_same_twice(tmp_path: Path):
    stories = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        with told(tmp_path / name, THURSDAY):
            stories.append(list(Message.objects.order_by("pk").values_list(*SAME)))
    assert stories[0] == stories[1]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_at_any_hour_eight_people_wait(tmp_path: Path, now: datetime):
    with told(tmp_path, now):
        assert Case.objects.filter(state=Case.State.WAITING_US).count() == 8
        assert cast.late().due_at == now - timedelta(minutes=12)
        assert not Message.objects.filter(received_at__gt=now).exists()
        with time_machine.travel(now + timedelta(minutes=1)):
            looking.look()
        assert standing.now() is None, "Today's desk is no outbreak."
