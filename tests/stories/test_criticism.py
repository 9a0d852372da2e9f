"""S2.10 and S2.12: criticism is presumed, and whoever was called a troll wrongly is answered."""

import pytest

from mostrador.inbox.models import Case, Message, Promise
from mostrador.people.models import Person
from mostrador.plan.models import Label
from tests.stories.shop import Shop, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db


def calls(shop: Shop, name: str, case: Case, words: str, sign: str) -> str:
    told = {"message": Message.objects.get(text=words).pk, "sign": sign}
    return shop.does(name, f"/cases/{case.pk}/troll/label/", **told)


def test_s2_10_an_insult_with_a_claim_inside_makes_no_troll(shop: Shop) -> None:
    """Given one insult with a claim inside, when labelling "troll", then refused: claim present, evidence 1 of 2."""
    words = "Sois unos inútiles, el vino llegó roto y nadie contesta."
    case = shop.hears(words, who="paco")
    page = calls(shop, "Leo", case, words, "insult_without_claim")
    assert "Hay una queja dentro · prueba 1 de 2" in page
    assert not Label.objects.exists() and not Person.objects.get(name="Paco").label


def test_s2_12_a_wrong_label_is_taken_back_answered_and_counted(shop: Shop) -> None:
    """Given a wrong troll label, when reversed, then the customer is answered and the false label counted."""
    first, second = "Inútiles, más que inútiles", "Os voy a partir la cara, imbéciles"
    shop.hears(first, who="paco")
    case = shop.hears(second, who="paco")
    shop.does("Leo", f"/cases/{case.pk}/need/", kind="abuse")
    calls(shop, "Leo", case, first, "insult_without_claim")
    page = calls(shop, "Leo", case, second, "threat")
    assert "Leo lo marcó como troll" in page and Label.objects.get().receipt.line == "L03"
    shop.does("Leo", f"/cases/{case.pk}/no-answer/", why="other", words="insulta")
    shop.passes(hours=1)
    page = shop.does("Ana", f"/cases/{case.pk}/troll/wrong/")
    case.refresh_from_db()
    owed = Promise.objects.get(case=case, about="answer", state="running")
    assert case.state == Case.State.WAITING_US and owed.due_at == case.due_at
    assert "Sin razón: 1." in shop.sees("Ana", "/leave/")
    shop.answers("Ana", case, "Perdona, Paco: te habíamos entendido mal. ¿Qué ha pasado?")
    shop.works()
    owed.refresh_from_db()
    assert owed.state == "kept" and not Person.objects.get(name="Paco").label
