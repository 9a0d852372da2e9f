"""Times as people say them, in Spanish by ear; a Thursday in May at 17:42 in Madrid."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from mostrador.kit import marking, saying

NOW = datetime(2026, 5, 14, 15, 42, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The msgids themselves; what the catalogues make of them is the business of the catalogues' own test."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=3), "1 min"), (12 * MINUTE, "12 min"), (72 * MINUTE, "1 h 12 min"), (2 * HOUR, "2 h"),
        (DAY, "1 day"), (DAY + 5 * HOUR, "1 day"), (3 * DAY, "3 days"),
    ],
)  # fmt: skip
def test_a_length_of_time(span: timedelta, said: str) -> None:
    assert saying.lasting(span) == said


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (timedelta(seconds=20), "just now"), (-MINUTE, "just now"), (40 * MINUTE, "40 min ago"),
        (3 * HOUR + 20 * MINUTE, "3 h ago"), (DAY, "yesterday"), (3 * DAY, "3 days ago"), (42 * DAY, "on April 2"),
    ],
)  # fmt: skip
def test_how_long_ago(gone: timedelta, said: str) -> None:
    assert saying.ago(NOW - gone, NOW) == said


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (20 * MINUTE, "20 min ago"), (397 * MINUTE, "11:05"), (DAY, "yesterday"), (2 * DAY, "Tuesday"),
        (42 * DAY, "Apr 2"), (400 * DAY, "Apr 9, 2025"),
    ],
)  # fmt: skip
def test_the_corner_of_a_row(gone: timedelta, said: str) -> None:
    assert saying.stamp(NOW - gone, NOW) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (38 * MINUTE, "today at 18:20"), (DAY - 12 * MINUTE, "tomorrow at 17:30"), (-DAY, "yesterday at 17:42"),
        (2 * DAY, "on Saturday at 17:42"), (20 * DAY, "on June 3 at 17:42"),
    ],
)  # fmt: skip
def test_a_moment(ahead: timedelta, said: str) -> None:
    assert saying.moment(NOW + ahead, NOW) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (6 * MINUTE, "6 min left"), (HOUR, "1 h left"), (138 * MINUTE, "2 h 18 min left"),
        (-12 * MINUTE, "late 12 min"),
        (DAY - 12 * MINUTE, "tomorrow, 17:30"), (2 * DAY, "Saturday, 17:42"), (-2 * DAY, "late 2 days"),
    ],
)  # fmt: skip
def test_what_is_left(ahead: timedelta, said: str) -> None:
    assert saying.left(NOW + ahead, NOW) == said


def test_days_are_those_of_the_shops_own_clock() -> None:
    """23:30 in UTC is already tomorrow in Madrid."""
    assert saying.until(datetime(2026, 5, 14, 23, 30, tzinfo=UTC), NOW) == "tomorrow, 1:30"
    assert saying.days_between(NOW, datetime(2026, 5, 14, 22, 0, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("es", "Jueves, 14 de mayo", "martes, 12 de mayo"),
        ("en", "Thursday, May 14", "Tuesday, May 12"),
        ("pt", "Quinta-feira, 14 de maio", "terça-feira, 12 de maio"),
    ],
)
def test_dates_are_the_languages_own(language: str, line: str, day: str) -> None:
    with translation.override(language):
        assert saying.date_line(NOW) == line
        assert saying.day(NOW - 2 * DAY, NOW) == day


def test_dividers_name_near_days() -> None:
    assert saying.day(NOW, NOW) == "today" and saying.day(NOW - DAY, NOW) == "yesterday"
    assert saying.day(NOW - 800 * DAY, NOW) == "March 5, 2024"


def test_their_words_stand_between_quotes_on_one_line() -> None:
    assert saying.quoted("¿Y mi\n pedido?") == "“¿Y mi pedido?”"


def test_a_mark_goes_from_time_to_soon_to_late() -> None:
    began, due = NOW - 30 * MINUTE, NOW + 30 * MINUTE
    warn = due - 10 * MINUTE
    kinds = [marking.due(due, began_at=began, warn_at=warn, now=now).kind for now in (NOW, warn, due + MINUTE)]
    assert kinds == ["time", "soon", "late"]
    assert marking.due(due, began_at=began, now=NOW).share == 0.5
    assert marking.due(due, began_at=began, now=due + DAY).share == 0.0


def test_a_kept_promise_is_green_for_a_moment() -> None:
    assert marking.kept(NOW, now=NOW).kind == "kept-now"
    assert marking.kept(NOW - 87 * MINUTE, now=NOW).words == "kept 16:15"
    assert marking.plain(NOW - 20 * MINUTE, now=NOW).words == "20 min ago"


@pytest.mark.parametrize("at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_the_ends_of_time_are_said_without_failing(at: datetime) -> None:
    """A stranger's message may claim any date; Madrid's clock cannot be turned to these."""
    for say in (saying.ago, saying.stamp, saying.moment, saying.until, saying.before, saying.left, saying.day):
        assert say(at, NOW)
    assert saying.clock_time(at)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (38 * MINUTE, "antes de las 18:20"), (DAY - 12 * MINUTE, "antes de mañana a las 17:30"),
        (2 * DAY, "antes del sábado a las 17:42"), (20 * DAY, "antes del 3 de junio"),
    ],
)  # fmt: skip
def test_by_when(ahead: timedelta, said: str) -> None:
    with translation.override("es"):
        assert saying.before(NOW + ahead, NOW) == said
