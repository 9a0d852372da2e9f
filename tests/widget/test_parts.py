"""The small parts: colour, allowances, who answers and when, the script."""

import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mostrador.accounts.models import Member
from mostrador.doors.models import Connection
from mostrador.inbox.models import Message
from mostrador.widget import bundling, colours, facing, standing, telling
from mostrador.widget.limiting import Allowance
from tests.widget.conftest import Chat, answer

NOON = datetime(2026, 5, 14, 10, 0, tzinfo=UTC)


@given(st.integers(0, 0xFFFFFF))
def test_white_words_can_be_read_on_whatever_is_worn(number: int) -> None:
    worn = colours.worn(f"#{number:06x}")
    assert colours.contrast(worn, "#ffffff") >= 4.5


def test_the_shops_colour_is_worn_where_it_can_be() -> None:
    assert colours.worn("#6B1D2F") == "#6b1d2f"
    assert [colours.worn(word) for word in ("#f9c", "", "red", "#ffe600", "#6b1d2f;}")] == [colours.INK] * 5
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_an_allowance_runs_out_for_one_and_flows_back() -> None:
    now = [0.0]
    allowance = Allowance(3, 60, now=lambda: now[0])
    assert [allowance.take("a") for _ in range(4)] == [True, True, True, False]
    assert allowance.take("b")
    now[0] = 20
    assert allowance.take("a") and not allowance.take("a")


def test_the_script_is_small_and_whole() -> None:
    made = bundling.bundle()
    assert len(made.packed) <= 12 * 1024
    assert gzip.decompress(made.packed) == made.plain
    text = made.plain.decode()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|postMessage|document\.cookie", text
    )


@pytest.mark.django_db
def test_any_page_may_load_the_script_and_keeps_it() -> None:
    loaded = Client().get("/widget.js", headers={"accept-encoding": "gzip"})
    assert loaded.headers["Content-Encoding"] == "gzip" and not loaded.cookies
    again = Client().get("/widget.js", headers={"if-none-match": loaded.headers["ETag"]})
    assert again.status_code == 304 and again.content == b""


@pytest.mark.django_db
def test_the_face_says_what_the_script_needs(chat: Chat) -> None:
    face = chat.get("face", lang="en").json()
    assert face["shop"] == "Vinos La Vidriera" and face["colour"] == "#6b1d2f" and face["language"] == "en"
    used = set(re.findall(r"\bwords\.(\w+)", bundling.script())) | {"sending", "sent", "failed"}
    assert used <= face["words"].keys()
    assert set(face) == {"shop", "colour", "greeting", "language", "standing", "limits", "words"}


@pytest.mark.django_db
class TestWhoAnswersAndWhen:
    def line(self, connection: Connection, at: datetime = NOON) -> str:
        standing.forget()
        with time_machine.travel(at), translation.override("en"):
            return telling.status(connection, None)["line"]

    def spells(self, chat: Chat, connection: Connection, minutes: list[int]) -> None:
        """Let so many questions be asked and answered after so many minutes, an hour apart, before noon."""
        connection.doors.update(hours="always")
        chat.open()
        chat.says("¿Tenéis godello?")
        ours = answer("Sí", by=Member.objects.get())
        theirs = Message.objects.get(direction="in")
        for number, wait in enumerate(minutes):
            asked = NOON - timedelta(minutes=90 * number + 80)
            for one, at in ((theirs, asked), (ours, asked + timedelta(minutes=wait))):
                one.pk, one.external_id, one.idempotency_key = (
                    None,
                    f"{one.direction}{number}",
                    f"{one.direction}{number}",
                )
                one.shown_at = at
                one.save(force_insert=True)
        Message.objects.exclude(shown_at__lt=NOON).delete()

    def test_nothing_is_foretold_from_too_little(self, connection: Connection) -> None:
        connection.doors.update(hours="always")
        assert self.line(connection) == "A person answers"

    def test_the_measured_wait_is_told(self, chat: Chat, connection: Connection) -> None:
        self.spells(chat, connection, [3, 4, 4, 5, 30])
        assert self.line(connection) == "Marta answers, in about 4 min"

    def test_who_is_away_is_not_named(self, chat: Chat, connection: Connection) -> None:
        self.spells(chat, connection, [3, 4, 4, 5, 30])
        Member.objects.update(away=True)
        assert self.line(connection) == "We answer in about 4 min"

    def test_a_long_wait_is_not_made_shorter(self, chat: Chat, connection: Connection) -> None:
        self.spells(chat, connection, [70, 75, 75, 79, 70])
        assert self.line(connection) == "We answer in about 2 hours"

    def test_closed_says_when_it_opens(self, connection: Connection) -> None:
        connection.doors.update(hours="mon-sat 10:00-14:00,17:00-20:30")
        assert self.line(connection, datetime(2026, 5, 14, 13, tzinfo=UTC)).startswith(
            "Closed now. We open today at 17:00"
        )
        assert self.line(connection, datetime(2026, 5, 14, 20, tzinfo=UTC)).startswith(
            "Closed now. We open tomorrow at 10:00"
        )
        assert self.line(connection, datetime(2026, 5, 16, 20, tzinfo=UTC)).startswith(
            "Closed now. We open on Monday at 10:00"
        )

    def test_open_says_until_when(self, connection: Connection) -> None:
        connection.doors.update(hours="mon-sat 10:00-14:00,17:00-20:30")
        assert self.line(connection) == "A person answers, until 14:00"

    def test_near_closing_it_does_not_promise_today(self, chat: Chat, connection: Connection) -> None:
        self.spells(chat, connection, [20, 20, 20, 20, 20])
        connection.doors.update(hours="mon-sat 03:00-12:10")
        line = self.line(connection)
        assert line == "We close at 12:10. If we do not make it, we open tomorrow at 3:00 and answer you."


@pytest.mark.django_db
def test_words_in_three_languages_keep_their_places(connection: Connection) -> None:
    with translation.override("en"):
        english = facing.words()
    for language in ("es", "pt"):
        with translation.override(language):
            for key, text in facing.words().items():
                assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", english[key])), key
