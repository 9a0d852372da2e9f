"""Promises in our own drafts: offered where they are made, with their time, and not where nobody promised anything."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.plan.hours import Hours
from mostrador.triage.times import finding, telling

HERE = Path(__file__).with_name("times")
MADRID = ZoneInfo("Europe/Madrid")
THURSDAY = datetime(2026, 5, 14, 17, 42, tzinfo=MADRID)
SHOP = Hours.parse("mon-sat 10:00-14:00,17:00-20:30", "Europe/Madrid")
NOTHING, VAGUE = "-", "?"


def read(text: str, language: str = "es", now: datetime = THURSDAY, hours: Hours | None = SHOP) -> str:
    """Return the local moment as "05-15 20:30", "?" for a vague promise, "-" for none."""
    said = finding.find(text, language=language)
    if said is None:
        return NOTHING
    if said.when is None:
        return VAGUE
    at = telling.due(said.when, now=now.astimezone(UTC), zone=MADRID, hours=hours)
    return at.astimezone(MADRID).strftime("%m-%d %H:%M") if at else NOTHING


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["development", "held_out", "held_out_again", "held_out_last"])
def test_offers_are_right_and_few_are_missed(name: str) -> None:
    told = Counter[str]()
    for language, text, wanted in rows(name):
        got = read(text, language)
        told["offered"] += got != NOTHING
        told["promised"] += wanted != NOTHING
        told["right"] += got == wanted != NOTHING
    assert told["right"] >= 0.94 * told["offered"], "an offer that nobody meant annoys"
    assert told["right"] >= 0.94 * told["promised"]


@pytest.mark.parametrize("row", rows("shapes"), ids=lambda row: row[1])
def test_shapes_that_people_use_are_read_and_their_neighbours_are_not(row: list[str]) -> None:
    language, text, wanted = row
    assert read(text, language) == wanted


@pytest.mark.parametrize(
    ("now", "text", "due"),
    [
        ("2026-05-14 21:10", "Mañana te digo algo antes de las ocho.", "05-15 20:00"),
        ("2026-05-14 21:10", "Te llamo a las 10.", "05-15 10:00"),
        ("2026-05-14 21:10", "Hoy te digo.", "05-14 23:59"),
        ("2026-05-16 19:00", "Mañana te digo.", "05-17 20:00"),  # on Sunday the shop rests
        ("2026-05-16 19:00", "A primera hora te llamo.", "05-17 09:00"),
        ("2026-05-18 09:00", "Te lo mando esta mañana.", "05-18 14:00"),
        ("2026-12-31 12:00", "Te digo algo el 2 de enero.", "01-02 20:30"),
        ("2026-10-24 12:00", "En 24 horas te contesto.", "10-25 11:00"),  # the night the clocks go back
    ],
)
def test_the_clock_is_the_shops(now: str, text: str, due: str) -> None:
    assert read(text, now=datetime.fromisoformat(now).replace(tzinfo=MADRID)) == due


@pytest.mark.parametrize(
    ("now", "text", "due"),
    [
        ("2026-05-14 11:00", "Te digo antes de cerrar.", "05-14 20:30"),  # not the closing at noon
        ("2026-05-14 21:10", "Te digo antes de cerrar.", NOTHING),  # closed: only the writer knows when
        ("2026-05-17 11:00", "Te digo antes de cerrar.", NOTHING),  # on Sunday the shop rests
        ("2026-05-16 11:00", "El domingo antes de cerrar te digo.", NOTHING),
        ("2026-05-14 21:10", "Antes de cerrar, a las nueve y media te llamo.", "05-14 21:30"),
    ],
)
def test_our_closing_is_that_of_the_day(now: str, text: str, due: str) -> None:
    assert read(text, now=datetime.fromisoformat(now).replace(tzinfo=MADRID)) == due


def test_after_midnight_the_night_that_is_open_is_the_one_that_closes() -> None:
    bar = Hours.parse("daily 20:00-02:00", "Europe/Madrid")
    assert read("Te digo antes de cerrar.", now=datetime(2026, 5, 15, 0, 30, tzinfo=MADRID), hours=bar) == "05-15 02:00"


def test_a_house_without_hours_has_those_of_people() -> None:
    assert read("Mañana te digo.", hours=None) == "05-15 20:00"
    assert read("Mañana a primera hora te digo.", hours=Hours.parse("always", "Europe/Madrid")) == "05-15 09:00"


@pytest.mark.parametrize("text", ["Luego te digo.", "Lo pregunto y luego os cuento.", "Te digo luego."])
def test_later_is_a_promise_that_asks_when_wherever_it_stands(text: str) -> None:
    assert read(text) == VAGUE


def test_the_promises_own_words_are_shown() -> None:
    said = finding.find("¡Hola, Lucía! Lo pregunto, y mañana te digo. Un saludo.", language="es")
    assert said and said.words == "mañana te digo"


@given(st.text(max_size=300), st.sampled_from(["es", "en", "pt", "xx"]), st.integers(0, 10_000_000))
def test_any_text_can_be_read_and_nothing_is_due_in_the_past(text: str, language: str, minutes: int) -> None:
    now = THURSDAY.astimezone(UTC) + timedelta(minutes=minutes)
    said = finding.find(text, language=language)
    if said and said.when:
        at = telling.due(said.when, now=now, zone=MADRID, hours=SHOP)
        assert at is None or now < at


PIECES = [
    "te digo", "mañana", "antes de las", "el 31", "de febrero", "a las 25", "en 0 minutos", "el lunes", "a las 12",
    "y media", "por la noche", "0", "29/02", "en 999 semanas", "antes del", "domingo",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.integers(0, 10_000_000))
def test_odd_dates_and_hours_break_nothing(pieces: list[str], minutes: int) -> None:
    now = THURSDAY + timedelta(minutes=minutes)
    assert read(" ".join(pieces), now=now)
