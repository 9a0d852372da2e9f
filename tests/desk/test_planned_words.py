"""The plan's words stand in the reply box to start from, with their blanks filled; one tap drops them."""

from html import unescape

import pytest
from django.urls import reverse

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox import drafting
from mostrador.inbox.models import Case, Message
from tests import cast
from tests.desk.conftest import SignedIn
from tests.journeys.vidriera import under_the_plan

__all__ = ["under_the_plan"]
pytestmark = pytest.mark.usefixtures("under_the_plan")


@pytest.fixture
def leo(db: None) -> Member:
    return cast.a_member("Leo", Role.MANAGER, language="es")


def waits(door: Door, text: str, need: str, **more: object) -> Case:
    cast.hears(door, text, need=need, **more)  # type: ignore[arg-type]  # each by its name, as that takes it
    return cast.the_case()


def box(enters: SignedIn, by: Member, case: Case, more: str = "") -> str:
    page = unescape(enters(by).get(reverse("desk:case", args=[case.pk]) + more).content.decode())
    return page.partition('id="reply-place"')[2].partition("</form>")[0]


def test_a_greeting_is_answered_with_the_plans_words_and_its_question(
    enters: SignedIn, leo: Member, door: Door
) -> None:
    shown = box(enters, leo, waits(door, "hola", "greeting"))
    assert ">¡Hola! ¿Qué te pongo?</textarea>" in shown and "Borrador del plan (L16)" in shown


def test_one_tap_drops_it_and_a_draft_of_ones_own_comes_first(enters: SignedIn, leo: Member, door: Door) -> None:
    case = waits(door, "hola", "greeting")
    assert "></textarea>" in box(enters, leo, case, "?own=1")
    drafting.save(case.conversation, by=leo, surface="private", text="Buenas, Lucía")
    shown = box(enters, leo, case)
    assert ">Buenas, Lucía</textarea>" in shown and "Borrador del plan" not in shown


def test_who_calls_is_filled_in_and_what_nobody_knows_keeps_it_from_leaving(
    enters: SignedIn, leo: Member, door: Door
) -> None:
    case = waits(door, "Se ha roto el cristal y me he cortado", "safety")
    Case.objects.update(owner=leo)
    assert "Leo te llama ahora mismo" in box(enters, leo, case)
    case = waits(door, "¿A cuánto está el godello?", "price_availability")
    shown = box(enters, leo, case)
    assert "Nos queda, y está a {price}. ¿Te lo aparto?" in shown and "Completa: price." in shown
    told = {"text": "Nos queda, y está a {price}.", "surface": "private", "case": str(case.pk)}
    answer = enters(leo).post(reverse("desk:answers", args=[case.pk]), told, follow=True)
    assert "Completa lo que el plan deja en blanco: price." in answer.content.decode()
    assert not Message.objects.filter(direction="out").exists()


def test_where_a_person_writes_the_words_the_box_is_empty(enters: SignedIn, leo: Member, door: Door) -> None:
    assert "></textarea>" in box(enters, leo, waits(door, "¿Abrís el domingo?", "question"))
