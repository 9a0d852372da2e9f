"""At the desk: what one may give stands beside the thread, above it a colleague is asked, who answers in one tap."""

import pytest
from django.urls import reverse

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox.models import Case
from mostrador.plan.models import Asking, Given
from tests import cast
from tests.desk.conftest import SignedIn
from tests.journeys.vidriera import a_complaint, under_the_plan

__all__ = ["under_the_plan"]
pytestmark = pytest.mark.usefixtures("under_the_plan")


@pytest.fixture
def leo(db: None) -> Member:
    return cast.a_member("Leo", Role.MANAGER)


@pytest.fixture
def marta(db: None) -> Member:
    return cast.a_member("Marta", Role.AGENT, language="es")


@pytest.fixture
def case(door: Door, leo: Member, marta: Member) -> Case:
    return a_complaint(door)


def page(enters: SignedIn, member: Member, case: Case) -> str:
    member.language = "es"
    member.save()
    return enters(member).get(reverse("desk:case", args=[case.pk])).content.decode()


def gives(enters: SignedIn, member: Member, case: Case, amount: str, key: str = "a") -> None:
    told = {"kind": "refund", "amount": amount, "why": "dos rotas", "key": key}
    assert enters(member).post(reverse("desk:given", args=[case.pk]), told).status_code == 303


def test_what_one_may_give_stands_beside_the_thread(enters: SignedIn, marta: Member, case: Case) -> None:
    shown = page(enters, marta, case)
    assert "Devolver hasta 30 € sin preguntar" in shown.replace("\xa0", " ")
    gives(enters, marta, case, "25,50")
    assert Given.objects.get().amount == 2550
    shown = page(enters, marta, case).replace("\xa0", " ")
    assert "Marta devolvió 25,50 €" in shown and "L08 · tienda" in shown
    assert "Devolver hasta 4,50 € sin preguntar" in shown and "Este mes quedan 34,50 €" in shown


def test_above_the_limit_leo_answers_in_one_tap(enters: SignedIn, leo: Member, marta: Member, case: Case) -> None:
    gives(enters, marta, case, "45")
    assert not Given.objects.exists()
    seen = page(enters, leo, case).replace("\xa0", " ")
    assert "Marta pide devolver 45 €: «dos rotas»" in seen and "Sí, adelante" in seen
    assert "Sí, adelante" not in page(enters, marta, case)
    asked = reverse("desk:asking", args=[Asking.objects.get().pk])
    enters(leo).post(asked, {"how": "yes", "words": "Claro"})
    assert Given.objects.get().amount == 4500
    assert "Leo ha dicho que sí: «Claro»" in page(enters, marta, case)


def test_the_notice_says_of_whom_and_until_when(enters: SignedIn, leo: Member, marta: Member, case: Case) -> None:
    told = {"kind": "refund", "amount": "45", "why": "dos rotas", "key": "a"}
    desk = enters(marta)
    desk.post(reverse("desk:given", args=[case.pk]), told)
    shown = desk.get(reverse("desk:case", args=[case.pk])).content.decode().replace("\xa0", " ")
    assert "45 € pasa de tu límite (30 €). Se lo pido a Leo: contesta " in shown
    assert "Mientras, puedes dar 30 €." in shown


@pytest.mark.parametrize("amount", ["", "0", "-3", "1e9", "mucho", "3,999"])
def test_what_is_no_amount_is_not_noted(enters: SignedIn, marta: Member, case: Case, amount: str) -> None:
    gives(enters, marta, case, amount)
    assert not Given.objects.exists() and not Asking.objects.exists()


def test_only_who_gave_it_or_runs_the_house_takes_it_back(
    enters: SignedIn, leo: Member, marta: Member, case: Case
) -> None:
    gives(enters, marta, case, "10")
    address = reverse("desk:given_end", args=[Given.objects.get().pk])
    enters(cast.a_member("Iker")).post(address, {"how": "back"})
    assert Given.objects.get().state == Given.State.DONE
    enters(marta).post(address, {"how": "back"})
    assert Given.objects.get().state == Given.State.TAKEN_BACK
    assert "no se dio" in page(enters, marta, case)


def test_whose_fault_it_was_is_said_in_one_tap(enters: SignedIn, marta: Member, case: Case) -> None:
    enters(marta).post(reverse("desk:fault", args=[case.pk]), {"fault": "not_ours"})
    case.refresh_from_db()
    assert case.fault == Case.Fault.NOT_OURS
    assert enters(marta).post(reverse("desk:fault", args=[case.pk]), {"fault": "whose"}).status_code == 400


def test_why_opens_the_line(enters: SignedIn, marta: Member, case: Case) -> None:
    shown = enters(marta).get(reverse("desk:why"), {"line": "L08", "case": case.pk}).content.decode()
    assert "L08" in shown and reverse("desk:case", args=[case.pk]) in shown


def test_why_says_what_is_left_of_a_limit_and_whom_one_asks_then(enters: SignedIn, marta: Member, case: Case) -> None:
    gives(enters, marta, case, "25,50")
    desk, why = enters(marta), reverse("desk:why")

    def told(**asked: int) -> str:
        return desk.get(why, asked, headers={"accept-language": "es"}).content.decode().replace("\xa0", " ")

    assert "Puedes devolver hasta 4,50 € sin preguntar" in told(case=case.pk)
    assert "Puedes devolver hasta 30 € sin preguntar" in told()
    gives(enters, marta, case, "4,50", key="b")
    assert "Para devolver el dinero, pregunta a Leo" in told(case=case.pk)


def test_who_asks_for_the_same_is_told_who_has_it_and_what_was_given_stands_beside(
    enters: SignedIn, leo: Member, marta: Member, case: Case
) -> None:
    iker = cast.a_member("Iker", Role.AGENT, language="es")
    gives(enters, marta, case, "45")
    told = enters(iker).post(
        reverse("desk:given", args=[case.pk]),
        {"kind": "refund", "amount": "45", "why": "dos rotas", "key": "i"},
        follow=True,
    )
    assert "Marta ya ha pedido 45 € aquí: Leo contesta" in told.content.decode().replace("\xa0", " ")
    gives(enters, marta, case, "30", key="b")
    seen = page(enters, leo, case).replace("\xa0", " ")
    assert "Mientras, ya se han dado 30 €: un sí da los otros 15 €." in seen and seen.count("Sí, adelante") == 1
