"""How the house is: everything for who runs it, one word for everybody else, a quiet line over every page."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from mostrador.accounts.models import Member, Role
from mostrador.desk import house_state
from mostrador.kit import clock, troubles
from mostrador.kit.models import Trouble
from mostrador.kit.troubles import Found
from tests.cast import a_connection, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asks_anew() -> None:
    house_state.forget()


def signed_in(client: Client, member: Member) -> Client:
    client.force_login(member)
    return client


@pytest.fixture
def ana(client: Client) -> Client:
    return signed_in(client, a_member("Ana", Role.OWNER, language="en"))


def words(client: Client) -> str:
    answer = client.get("/status")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_owner_reads_what_happened_what_is_safe_and_what_to_do(ana: Client):
    door = a_connection("Instagram de la tienda")
    troubles.note([Found("door", about=str(door.pk), why="It says 500.")], at=clock.now())
    page = words(ana)
    assert "The door “Instagram de la tienda” does not work." in page
    assert "What you write there is kept and leaves when it works again." in page
    assert f'href="/doors/{door.pk}/"' in page and "It says 500." in page
    assert "does not work" in ana.get("/people/").content.decode(), "the band stands over every page"


def test_what_is_over_is_told_with_how_long_it_took(ana: Client):
    now = clock.now()
    troubles.note([Found("parcels", figure=31)], at=now - timedelta(minutes=5))
    Trouble.objects.update(ended_at=now - timedelta(minutes=2))
    page = words(ana)
    assert "lasted 3 minutes" in page and "What comes in is not opened" in page
    assert 'id="ails"' not in ana.get("/people/").content.decode()


@pytest.mark.parametrize("who", ["a stranger", "an agent"])
def test_everybody_else_reads_one_word(client: Client, who: str):
    if who == "an agent":
        signed_in(client, a_member())
    assert 'value="up">En servicio<' in words(client)
    troubles.note([Found("quarantine", figure=2)], at=clock.now())
    assert 'value="up"' in words(client), "what only the owner must look at is nobody else's business"
    troubles.note([Found("parts", figure=8765)], at=clock.now())
    said = words(client).partition("<main")[2]  # above it stand addresses of files, with whatever their hash holds
    assert 'value="degraded">En servicio, con problemas<' in said and "parts" not in said and "8765" not in said


@pytest.mark.parametrize(("language", "word"), [("en", "In service"), ("pt", "Em serviço")])
def test_the_word_is_in_their_language(client: Client, language: str, word: str):
    page = client.get("/status", headers={"accept-language": language}).content.decode()
    assert f'value="up">{word}<' in page and ">up<" not in page


def test_an_agent_sees_no_band(client: Client):
    leo = signed_in(client, a_member())
    troubles.note([Found("parts", figure=50)], at=clock.now())
    assert 'id="ails"' not in leo.get("/people/").content.decode()


def test_an_alarm_that_cannot_leave_is_told(ana: Client):
    assert "Nobody can be called" in words(ana)
    Member.objects.update(called_at="https://ntfy.example/la-vidriera")
    assert "Nobody can be called" not in words(ana)
    troubles.note([Found("parts", figure=50)], at=clock.now())
    troubles.note_untold(list(troubles.current()), why="No answer from ntfy.example")
    page = words(ana)
    assert "The last alarm could not leave." in page and "No answer from ntfy.example" in page
