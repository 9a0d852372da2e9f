"""When an open house copies itself: a day after the last proven copy, an hour after trouble, and never on request."""

from datetime import timedelta
from pathlib import Path

import pytest

from mostrador.kit import clock
from mostrador.site.copies import daily, shelf

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))


def proven(ago: timedelta) -> None:
    at = (clock.now() - ago).isoformat()
    shelf.note(shelf.Record(verified_at=at, file="copy", tried_at=at))


def test_a_young_house_waits_an_hour() -> None:
    assert not daily.due(clock.now())
    assert daily.due(clock.now() - 2 * HOUR)


@pytest.mark.parametrize(("ago", "due"), [(23, False), (25, True)])
def test_a_copy_is_made_once_the_last_is_a_day_old(ago: int, due: bool) -> None:
    proven(ago * HOUR)
    assert daily.due(clock.now()) is due


def test_after_trouble_it_waits_an_hour_and_the_last_proven_copy_stays_known() -> None:
    proven(30 * HOUR)
    shelf.note_trouble("the disk is full")
    assert not daily.due(clock.now())
    assert shelf.last().file == "copy" and shelf.last().why == "the disk is full"


def test_what_a_clock_that_was_ahead_has_dated_stops_no_copy() -> None:
    ahead = timedelta(days=3650)
    proven(-ahead)
    assert shelf.last().age_seconds is None and daily.due(clock.now() - 2 * HOUR)
    assert daily.due(clock.now() + ahead), "the house was opened under that clock"
    shelf.note(shelf.Record(tried_at=(clock.now() + ahead).isoformat(), why="the disk is full"))
    assert daily.due(clock.now() - 2 * HOUR)


def test_whoever_wants_none_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_BACKUP_HOURS", "0")
    proven(100 * HOUR)
    assert not daily.due(clock.now() - 100 * HOUR)


def test_a_copy_that_somebody_else_is_making_is_no_trouble(tmp_path: Path) -> None:
    with shelf.working_place(tmp_path / "shelf"), pytest.raises(shelf.Busy), shelf.working_place(tmp_path / "shelf"):
        pass
    assert shelf.last().why == ""
