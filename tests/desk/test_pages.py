"""Every page answers, for everybody who may see it, full and empty, whole and as a fragment."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from tests import cast
from tests.desk.conftest import SignedIn

PAGES = ["today", "inbox", "people", "search", "doors", "help", "texts", "channels", "quarantine"]
FRAGMENTS = ["today_fragment", "inbox_fragment", "doors_fragment"]
TABS = ["waiting", "promised", "theirs", "snoozed", "done"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_on_the_first_day(name: str, ana: Member, enters: SignedIn) -> None:
    answer = enters(ana).get(reverse(f"desk:{name}"))
    assert answer.status_code == 200, answer.content[:400]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_when_people_wrote(name: str, ana: Member, door: Door, enters: SignedIn) -> None:
    cast.hears(door, "¿Tenéis godello?")
    cast.hears(door, "Quiero hablar con quien manda", author="teresa", asks_for_manager=True, need="complaint")
    assert enters(ana).get(reverse(f"desk:{name}")).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, *FRAGMENTS])
def test_nobody_sees_a_page_without_signing_in(name: str, db: None) -> None:
    answer = Client().get(reverse(f"desk:{name}"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_asked_for_without_htmx_leads_to_its_page(name: str, leo: Member, enters: SignedIn) -> None:
    answer = enters(leo).get(reverse(f"desk:{name}"))
    assert answer.status_code == 303


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_no_whole_page(name: str, leo: Member, door: Door, enters: SignedIn) -> None:
    cast.hears(door, "¿Tenéis godello?")
    answer = enters(leo).get(reverse(f"desk:{name}"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"<html" not in answer.content


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens(tab: str, leo: Member, door: Door, enters: SignedIn) -> None:
    cast.hears(door, "¿Tenéis godello?")
    assert enters(leo).get(reverse("desk:inbox"), {"tab": tab}).status_code == 200


def test_the_page_of_an_errand_shows_who_what_and_by_when(leo: Member, door: Door, enters: SignedIn) -> None:
    cast.hears(door, "¿Y mi pedido? Hace una semana y nadie contesta.", need="order_status")
    page = enters(leo).get(reverse("desk:case", args=[cast.the_case().pk])).content.decode()
    assert "Lucia" in page
    assert "¿Y mi pedido? Hace una semana y nadie contesta." in page
    assert 'data-open="talk"' in page
    assert 'name="key"' in page


@pytest.mark.parametrize("region", ["head", "talk", "context", "older"])
def test_every_region_of_an_errand_can_be_asked_for_alone(
    region: str, leo: Member, door: Door, enters: SignedIn
) -> None:
    cast.hears(door, "¿Tenéis godello?")
    address = reverse(f"desk:{region}", args=[cast.the_case().pk])
    answer = enters(leo).get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"<html" not in answer.content


def test_the_first_day_offers_to_open_a_door_and_then_to_try_it(ana: Member, enters: SignedIn) -> None:
    assert reverse("desk:channels") in enters(ana).get("/").content.decode()
    door = cast.a_door()
    page = enters(ana).get("/").content.decode()
    assert reverse("desk:door", args=[door.connection_id]) in page
    assert 'id="first-message"' in enters(ana).get(reverse("desk:door", args=[door.connection_id])).content.decode()


def test_whoever_has_waited_longest_has_the_one_button(ana: Member, door: Door, enters: SignedIn) -> None:
    cast.hears(door, "Yo primero", author="lucia")
    cast.hears(door, "Yo después", author="pablo")
    page = enters(ana).get("/").content.decode()
    assert page.count("button--solid") == 1
    assert "Yo primero" in page[: page.index("button--solid")]


def test_the_page_names_the_position_of_the_stream(leo: Member, door: Door, enters: SignedIn) -> None:
    from mostrador.kit.models import Event

    cast.hears(door, "hola")
    page = enters(leo).get("/").content.decode()
    assert f'after="{Event.objects.latest("pk").pk}"' in page


def test_a_person_has_one_line_over_all_doors(leo: Member, door: Door, enters: SignedIn) -> None:
    cast.hears(door, "¿Tenéis godello?")
    answer = enters(leo).get(reverse("desk:person", args=[cast.the_case().person_id]))
    assert answer.status_code == 200
    assert "¿Tenéis godello?" in answer.content.decode()


def test_a_message_of_the_first_day_of_time_can_be_read(leo: Member, door: Door, enters: SignedIn) -> None:
    """A program may send any date; no clock of ours can be turned to this one."""
    cast.hears(door, "hola", sent_at=datetime(1, 1, 1, tzinfo=UTC))
    case = cast.the_case()
    for url in (f"/cases/{case.pk}/", f"/people/{case.person_id}/", "/", "/inbox/"):
        assert enters(leo).get(url).status_code == 200, url
