"""What Spain's law binds every trader to: a complaint is answered in fifteen days, and nothing is offered there."""

from datetime import timedelta

import pytest

from mostrador.inbox.models import Call, Case, Need, Promise
from mostrador.journeys import overruling
from mostrador.people import consenting
from mostrador.people.models import Consent
from tests.stories.shop import Shop, plan_says, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
BROKEN = "La botella llegó rota y nadie me contesta. Quiero una solución."
OFFER = "Esta semana, godello a 9 €. Si no quieres más, escribe BAJA."


def is_bound(case: Case) -> bool:
    return case.promises.filter(origin="law").exists()


def owed(case: Case) -> Promise:
    return case.promises.get(origin="law")


def test_a_complaint_is_owed_an_answer_within_fifteen_days_and_the_page_says_so(shop: Shop) -> None:
    case = shop.hears(BROKEN)
    found = owed(case)
    assert (found.about, found.line) == ("resolve", "es-answer-complaint")
    assert found.due_at - found.began_at == timedelta(days=15)
    assert "Contestar, por ley" in shop.sees("Ana", f"/cases/{case.pk}/")
    shop.hears("Y sigo esperando una respuesta, es un desastre")
    assert case.promises.filter(origin="law").count() == 1


def test_no_other_country_and_no_other_need_is_bound(shop: Shop) -> None:
    assert not is_bound(shop.hears("¿A cuánto está el godello?"))
    plan_says(shop, "timezone: Europe/Madrid", "timezone: Europe/Lisbon")
    assert not is_bound(shop.hears(BROKEN, who="nuria"))


def test_an_answer_lets_it_rest_without_more_time_and_the_end_keeps_it(shop: Shop) -> None:
    case = shop.hears(BROKEN)
    due_at = owed(case).due_at
    shop.answers("Ana", case, "Perdona, Lucía. Te la cambiamos por otra.")
    shop.passes(days=12)
    assert owed(case).state == "paused" and not Call.objects.filter(promise__origin="law").exists()
    shop.hears("Pues no ha llegado nada, sigo esperando")
    found = owed(case)
    assert (found.state, found.due_at) == ("running", due_at)
    shop.answers("Ana", case, "Perdona otra vez: la lleva Iker en mano.")
    shop.does("Ana", f"/cases/{case.pk}/end/")
    assert owed(case).state == "kept"


def test_whoever_has_it_is_called_before_the_fifteen_days_are_over(shop: Shop) -> None:
    case = shop.hears(BROKEN)
    shop.passes(days=11)
    assert Call.objects.filter(promise=owed(case), why="warned").exists()
    shop.passes(days=5)
    assert owed(case).late_at is not None


@pytest.mark.parametrize("words", ["Faltan las copas en la caja", "Me mandaron otro color"])
def test_what_only_may_be_a_complaint_is_promised_nothing_by_law_until_a_person_says_so(shop: Shop, words: str) -> None:
    case = shop.hears(words)
    need = Need.objects.get(case=case)
    assert need.kind == "complaint" and need.certainty < 0.6 and not is_bound(case)
    overruling.overrule(need.message, about="need", value="complaint", by=shop.team["Ana"])
    assert is_bound(case)


def test_whoever_agrees_with_the_machine_binds_too(shop: Shop) -> None:
    case = shop.hears("Me mandaron otro color")
    overruling.agree(Need.objects.get(case=case).message, by=shop.team["Ana"])
    assert is_bound(case)


def test_a_word_of_a_person_binds_and_frees(shop: Shop) -> None:
    case = shop.hears("¿A cuánto está el godello?")
    shop.does("Ana", f"/cases/{case.pk}/need/", kind="complaint")
    assert is_bound(case)
    shop.does("Ana", f"/cases/{case.pk}/need/", kind="question")
    assert owed(case).state == "dropped"


def test_nothing_is_offered_where_a_complaint_is_dealt_with_even_to_who_welcomes_offers(shop: Shop) -> None:
    case = shop.hears(BROKEN)
    consenting.give(case.person, what=Consent.What.MARKETING, source="dicho en tienda", by=shop.team["Ana"])
    page = shop.answers("Ana", case, OFFER, sends="marketing")
    assert "nunca por donde se atiende una reclamación" in page
    assert not case.messages.filter(direction="out").exists()
