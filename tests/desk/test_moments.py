"""The times one chooses from: each once, as the shop keeps its hours."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from mostrador.desk import moments
from mostrador.plan import keeping

MADRID = ZoneInfo("Europe/Madrid")
SATURDAY, SUNDAY = datetime(2026, 11, 21, 11, tzinfo=UTC), datetime(2026, 11, 22, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    keeping.write_first(tmp_path)
    plan = tmp_path / keeping.FILE
    plan.write_text(plan.read_text().replace("mon-fri 09:00", "mon-fri 10:00"))
    with timezone.override(MADRID), translation.override("en"):
        yield


def test_a_sunday_offers_monday_morning_once() -> None:
    assert [choice.key for choice in moments.choices(SUNDAY)] == ["hour", "evening", "tomorrow", "week"]
    assert moments.read("monday", "", now=SUNDAY) == moments.read("tomorrow", "", now=SUNDAY)


def test_first_thing_is_when_the_shop_opens_and_nine_on_a_day_of_rest() -> None:
    told = {choice.key: choice.at.astimezone(MADRID) for choice in moments.choices(SATURDAY)}
    assert (told["tomorrow"].isoweekday(), told["tomorrow"].hour) == (7, 9)
    assert (told["monday"].isoweekday(), told["monday"].hour) == (1, 10)


def test_a_moment_gone_by_is_none() -> None:
    with pytest.raises(moments.NotAMoment):
        moments.read("evening", "", now=datetime(2026, 11, 21, 20, tzinfo=UTC))
