"""S2.10–S2.13: criticism is presumed and read claim by claim; a wrong label is put right; who complained is told."""

import pytest

from mostrador.inbox.models import Case, Message, Promise
from mostrador.people.models import Person
from mostrador.plan.models import Label, Noted, Receipt
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
    # Owed since their first words: a wrong label makes nobody's wait shorter.
    assert owed.state == "late" and not Person.objects.get(name="Paco").label


def test_s2_11_a_criticism_is_read_claim_by_claim_and_tied_to_its_order(shop: Shop) -> None:
    """Given "caro y llegó roto", when read, then two claims, the second tied to the order."""
    shop.hears("Hola, mi pedido es el 1187", who="rosa")
    case = shop.hears("Caro y llegó roto, quiero una solución", who="rosa")
    page = shop.sees("Marta", f"/cases/{case.pk}/")
    assert "Qué dice que está mal" in page
    price, broken = page.partition("Qué dice que está mal")[2].split('<li class="past__item">')[1:3]
    assert "el precio" in price and "«Caro»" in price and "1187" not in price and "por comprobar" in price
    assert "llegó roto" in broken and "pedido 1187" in broken and "por comprobar" in broken
    page = shop.does("Marta", f"/cases/{case.pk}/claims/", about="broken", verdict="true")
    page = shop.does("Marta", f"/cases/{case.pk}/claims/", about="price", verdict="false")
    price, broken = page.partition("Qué dice que está mal")[2].split('<li class="past__item">')[1:3]
    assert "no es así" in price.partition("<form")[0] and "es verdad" in broken.partition("<form")[0]
    assert "Marta comprobó lo que dice: llegó roto: es verdad" in page
    assert list(Receipt.objects.filter(act="claim").values_list("why", flat=True)) == ["broken: true", "price: false"]
    page = shop.does("Marta", f"/cases/{case.pk}/claims/", about="broken", verdict="")
    assert "por comprobar" in page


def test_s2_13_twelve_who_complained_are_told_before_the_problem_can_close(shop: Shop) -> None:
    """Given 12 complaints on one problem, when fixed, then all 12 get the news before it can close."""
    for number in range(12):
        case = shop.hears("El vino ha llegado con el corcho roto, qué desastre", who=f"cliente{number}")
        shop.does("Marta", f"/cases/{case.pk}/fault/", fault="ours")
        shop.does("Marta", f"/cases/{case.pk}/fault/", fault="ours")  # saying it again writes nothing twice
    open_ones = Noted.objects.filter(act="open: problem", state="waiting")
    assert open_ones.count() == 12 and "12 problemas por arreglar" in shop.sees("Ana", "/")
    first = open_ones.order_by("pk")[0]
    page = shop.does("Marta", f"/noted/{first.pk}/", how="done", why="cambiado el corcho")
    assert "un problema acaba cuando quien se quejó sabe" in page and open_ones.count() >= 12
    chosen = list(open_ones.values_list("pk", flat=True))
    news = "Hemos cambiado el corcho: ya no pasará más."
    page = shop.does("Marta", "/care/problems/told/", one=chosen, news=news)
    assert f"Avisados: {len(chosen)}. Quedan por avisar: 0." in page
    told = Message.objects.filter(direction="out", text=news)
    assert told.values("conversation__person").distinct().count() == 12 and not open_ones.exists()
    assert all(one.answer_id for one in Noted.objects.filter(act="open: problem"))
    shop.does("Marta", "/care/problems/told/", one=chosen, news=news)
    assert told.count() == Message.objects.filter(direction="out", text=news).count()
