"""A draft that promises something is asked about before it leaves: kept by default, dropped with one tap."""

import re
import uuid
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Draft, Message, Promise
from tests import cast
from tests.desk.conftest import SignedIn
from tests.journeys.vidriera import under_the_plan

__all__ = ["under_the_plan"]

HTMX = {"HX-Request": "true"}
MADRID = ZoneInfo("Europe/Madrid")
THURSDAY = datetime(2026, 5, 14, 17, 42, tzinfo=MADRID)


@pytest.fixture
def case(door: Door) -> Case:
    cast.hears(door, "¿Tenéis godello?", public=False)
    return cast.the_case()


@pytest.fixture
def desk(leo: Member, enters: SignedIn) -> Client:
    return enters(leo)


@pytest.fixture(autouse=True)
def _on_thursday() -> object:
    with time_machine.travel(THURSDAY, tick=False):
        yield


def send(desk: Client, case: Case, text: str, **more: object):  # type: ignore[no-untyped-def]  # as Django's client gives it
    words = {"key": str(uuid.uuid4()), "surface": "private", "text": text, **more}
    return desk.post(reverse("desk:answers", args=[case.pk]), words, headers=HTMX)


def offered(page: str) -> dict[str, str]:
    """Return what the box would send of the offer: its words and, where it is checked, its time."""
    words = re.search(r'name="word" value="([^"]*)"', page)
    at = re.search(r'name="word_at" value="([^"]*)" checked', page)
    found = {"word": words and unescape(words[1]), "word_at": at and at[1]}
    return {name: value for name, value in found.items() if value}


def test_the_draft_is_read_while_it_is_written(desk: Client, case: Case) -> None:
    told = {"text": "Lo pregunto y mañana a primera hora te digo.", "surface": "private"}
    answer = desk.post(reverse("desk:draft", args=[case.conversation_id]), told).json()
    assert offered(answer["word"])["word"] == "mañana a primera hora te digo"
    assert "antes de mañana a las 9:00" in answer["word"]
    note = desk.post(reverse("desk:draft", args=[case.conversation_id]), {**told, "surface": "note"}).json()
    assert note["word"] == ""


def test_it_is_asked_before_it_leaves_and_the_second_send_keeps_it(desk: Client, case: Case) -> None:
    asked = send(desk, case, "Mañana te digo.")
    assert asked.status_code == 422 and not Message.objects.filter(direction="out").exists()
    assert send(desk, case, "Mañana te digo.", **offered(asked.content.decode())).status_code == 200
    word = Promise.objects.get(origin="told")
    assert (word.what, word.due_at) == ("Mañana te digo", datetime(2026, 5, 15, 20, 0, tzinfo=MADRID))
    assert Message.objects.get(direction="out").text == "Mañana te digo."


def test_one_tap_drops_it(desk: Client, case: Case) -> None:
    assert send(desk, case, "Mañana te digo.", word="Mañana te digo").status_code == 200
    assert not Promise.objects.filter(origin="told").exists()


def test_a_vague_one_asks_when(desk: Client, case: Case) -> None:
    asked = send(desk, case, "En un rato te digo.").content.decode()
    assert "«En un rato te digo» ¿Cuándo?" in unescape(asked) and '<option value="hour">' in asked
    send(desk, case, "En un rato te digo.", word="En un rato te digo", word_at="hour")
    assert Promise.objects.get(origin="told").due_at == datetime(2026, 5, 14, 18, 42, tzinfo=MADRID)


def test_a_vague_one_may_stay_vague(desk: Client, case: Case) -> None:
    assert send(desk, case, "En un rato te digo.", word="En un rato te digo", word_at="").status_code == 200
    assert not Promise.objects.filter(origin="told").exists()


def test_changed_words_are_asked_about_again(desk: Client, case: Case) -> None:
    seen = offered(send(desk, case, "Mañana te digo.").content.decode())
    assert send(desk, case, "El lunes te digo.", **seen).status_code == 422


def test_without_a_script_the_page_itself_asks_and_files_stay(desk: Client, case: Case) -> None:
    photo = SimpleUploadedFile("nota.txt", b"hola", "text/plain")
    words = {"key": str(uuid.uuid4()), "surface": "private", "text": "Mañana te digo.", "files": photo}
    assert desk.post(reverse("desk:answers", args=[case.pk]), words).status_code == 303
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert offered(page) and "nota.txt" in page and Draft.objects.get().text == "Mañana te digo."


def test_notes_and_plain_answers_are_never_asked(desk: Client, case: Case) -> None:
    assert send(desk, case, "Mañana le digo.", surface="note").status_code == 200
    assert send(desk, case, "Sí, abrimos mañana a las 10. ¡Hasta mañana!").status_code == 200


def test_who_promised_by_hand_is_not_asked_again(desk: Client, case: Case) -> None:
    assert send(desk, case, "Mañana te digo.", told_what="Precio", told_when="tomorrow").status_code == 200
    assert Promise.objects.get(origin="told").what == "Precio"


def test_what_was_written_without_signal_leaves_and_its_time_counts(desk: Client, case: Case) -> None:
    assert send(desk, case, "Te llamo a las 7.", unasked="1").status_code == 200
    assert Promise.objects.get(origin="told").due_at == datetime(2026, 5, 14, 19, 0, tzinfo=MADRID)


def test_second_thoughts_take_the_promise_back(desk: Client, case: Case) -> None:
    send(desk, case, "Mañana te digo.", word="Mañana te digo", word_at="tomorrow")
    desk.post(reverse("desk:withdrawal", args=[Message.objects.get(direction="out").pk]), headers=HTMX)
    assert Promise.objects.get(origin="told").state == "dropped"


SUNDAY = datetime(2026, 5, 17, 11, 0, tzinfo=MADRID)


@pytest.fixture
def at_the_shop(under_the_plan: object) -> Case:
    """A conversation at a door with the hours of the shop: mon-sat 10:00-14:00, 17:00-20:30."""
    cast.hears(cast.a_door("linkedin"), "¿Tenéis godello?", public=False)
    return cast.the_case()


def test_an_hour_on_a_day_of_rest_asks_which_day_it_is(desk: Client, at_the_shop: Case) -> None:
    with time_machine.travel(SUNDAY, tick=False):
        asked = unescape(send(desk, at_the_shop, "Te digo antes de las ocho.").content.decode())
        assert "«Te digo antes de las ocho» Hoy está cerrado. ¿Cuándo?" in asked
        assert "hoy a las 20:00 · cerrado" in asked and "mañana a las 20:00 · abierto" in asked
        chosen = re.search(r'<option value="(2026-05-17T[^"]*)"', asked)
        assert chosen
        send(desk, at_the_shop, "Te digo antes de las ocho.", word="Te digo antes de las ocho", word_at=chosen[1])
    assert Promise.objects.get(origin="told").due_at == datetime(2026, 5, 17, 20, 0, tzinfo=MADRID)


def test_a_day_of_rest_is_named_and_an_hour_that_is_past_today_is_tomorrows(desk: Client, at_the_shop: Case) -> None:
    with time_machine.travel(SUNDAY, tick=False):
        said = unescape(send(desk, at_the_shop, "El domingo antes de las ocho te digo.").content.decode())
        assert "(ese día está cerrado)" in said
        assert "cerrado" not in unescape(send(desk, at_the_shop, "Mañana a las ocho te digo.").content.decode())
    with time_machine.travel(SUNDAY.replace(hour=21), tick=False):
        assert "antes de mañana a las 20:00" in send(desk, at_the_shop, "Te digo antes de las ocho.").content.decode()


def test_each_moment_says_whether_we_are_open_then(desk: Client, at_the_shop: Case) -> None:
    with time_machine.travel(SUNDAY, tick=False):
        asked = unescape(send(desk, at_the_shop, "Te digo a las nueve y media.").content.decode())
    assert "mañana a las 9:30 · cerrado" in asked.replace("09:30", "9:30") and "abierto" not in asked


@pytest.mark.parametrize(
    ("text", "rest", "open_"),
    [("Te digo antes de las ocho.", "8:00", "20:00"), ("A primera hora te llamo.", "9:00", "10:00")],
)
def test_the_evening_before_a_day_of_rest_asks_too(
    text: str, rest: str, open_: str, desk: Client, at_the_shop: Case
) -> None:
    with time_machine.travel(SUNDAY.replace(day=16, hour=21), tick=False):
        asked = unescape(send(desk, at_the_shop, text).content.decode()).replace("las 0", "las ")
    assert f"mañana a las {rest} · cerrado" in asked and f"a las {open_} · abierto" in asked
    assert "Hoy está cerrado" not in asked and not Promise.objects.filter(origin="told").exists()


def test_before_we_close_is_the_shops_closing_at_every_door(desk: Client, under_the_plan: object) -> None:
    cast.hears(cast.a_door("whatsapp"), "¿Tenéis godello?", public=False)  # watched until ten at night
    asked = unescape(send(desk, cast.the_case(), "Te digo algo antes de cerrar.").content.decode())
    assert "antes de las 20:30" in asked


def test_before_we_close_asks_when_once_we_have_closed(desk: Client, at_the_shop: Case) -> None:
    for closed in (SUNDAY, THURSDAY.replace(hour=21)):
        with time_machine.travel(closed, tick=False):
            asked = unescape(send(desk, at_the_shop, "Te digo algo antes de cerrar.").content.decode())
        assert "«Te digo algo antes de cerrar» ¿Cuándo?" in asked


def test_without_signal_an_hour_on_a_day_of_rest_is_todays(desk: Client, at_the_shop: Case) -> None:
    with time_machine.travel(SUNDAY, tick=False):
        assert send(desk, at_the_shop, "Te digo antes de las ocho.", unasked="1").status_code == 200
    assert Promise.objects.get(origin="told").due_at == datetime(2026, 5, 17, 20, 0, tzinfo=MADRID)
