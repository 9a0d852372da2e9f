"""At the desk: the form says what speaks against it, the steps stand where one answers, and one tap takes it back."""

import pytest
from django.urls import reverse

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message
from mostrador.people.models import Person
from mostrador.plan.models import Label
from tests import cast
from tests.desk.conftest import SignedIn
from tests.journeys.vidriera import under_the_plan

__all__ = ["under_the_plan"]
pytestmark = pytest.mark.usefixtures("under_the_plan")


@pytest.fixture
def leo(db: None) -> Member:
    return cast.a_member("Leo", Role.MANAGER, language="es")


@pytest.fixture
def case(door: Door, leo: Member) -> Case:
    cast.hears(door, "Inútiles", author="paco", need="abuse", needs_answer=False)
    cast.hears(door, "Os vais a enterar", author="paco", need="abuse", needs_answer=False)
    return Case.objects.latest("pk")


def notes(enters: SignedIn, by: Member, case: Case, text: str, sign: str) -> str:
    told = {"message": Message.objects.get(text=text).pk, "sign": sign}
    answer = enters(by).post(reverse("desk:troll_label", args=[case.pk]), told, follow=True)
    return str(answer.content.decode())


def test_from_the_menu_to_the_label_and_back(enters: SignedIn, ana: Member, leo: Member, case: Case) -> None:
    form = reverse("desk:troll", args=[case.pk])
    page = enters(leo).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert form in page and "Es un troll…" in page
    assert "Hacen falta 2 señales distintas" in enters(leo).get(form).content.decode()
    assert "Aún no basta · prueba 1 de 2" in notes(enters, leo, case, "Inútiles", "insult_without_claim")
    shown = notes(enters, leo, case, "Os vais a enterar", "threat")
    assert "Pasos del plan: una respuesta educada → una pregunta" in shown and "Leo lo marcó como troll" in shown
    assert "Leo anotó una señal · «Insulta y no pide nada»" in shown and "insult_without_claim" not in shown
    assert "No lo es" in enters(leo).get(form).content.decode()
    enters(leo).post(reverse("desk:troll_wrong", args=[case.pk]))
    page = enters(leo).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Pasos del plan" not in page and not Person.objects.get(name="Paco").label
    leaves = enters(leo).get(reverse("desk:leaves")).content.decode()
    assert "Marcada como troll: 1 persona. Sin razón: 1." in leaves


def test_a_complaint_inside_is_said(enters: SignedIn, door: Door, leo: Member, case: Case) -> None:
    cast.hears(door, "Y llegó roto", author="paco", need="complaint")
    assert "Hay una queja dentro · prueba 1 de 2" in notes(enters, leo, case, "Inútiles", "threat")


def test_a_colleague_asks_with_their_words(enters: SignedIn, leo: Member, case: Case) -> None:
    marta = cast.a_member("Marta", Role.AGENT, language="es")
    notes(enters, marta, case, "Inútiles", "insult_without_claim")
    assert "Leo" in notes(enters, marta, case, "Os vais a enterar", "threat")
    assert not Label.objects.exists()
    assert "Marta pide marcarlo como troll: «" in enters(leo).get(reverse("desk:leaves")).content.decode()


@pytest.mark.parametrize("told", [{}, {"sign": "threat", "message": "x"}, {"sign": "threat", "message": "9" * 30}])
def test_what_no_form_sends_labels_nobody(enters: SignedIn, leo: Member, case: Case, told: dict[str, str]) -> None:
    assert enters(leo).post(reverse("desk:troll_label", args=[case.pk]), told).status_code in (303, 404)
    assert not Label.objects.exists()
