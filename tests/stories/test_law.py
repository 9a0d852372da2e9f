"""S3.8: what the law of the plan blocks leaves by no way, and the refusal names the rule."""

import pytest

from mostrador.inbox.models import Case, Message
from mostrador.plan import beginning, keeping, reading
from mostrador.plan.beginning import Answers
from mostrador.plan.models import Asking, Given, Noted, Receipt
from tests.stories.shop import Shop, plan_says, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
OFFER = "Esta semana, godello a 9 €. Si no quieres más, escribe BAJA."


def test_s3_8_marketing_without_consent_is_blocked_with_the_rules_name(shop: Shop) -> None:
    """Given a marketing message to someone without consent, when sent, then blocked with the rule's name."""
    case = shop.hears("¿A cuánto está el godello?")
    page = shop.answers("Ana", case, OFFER, sends="marketing")
    assert "Mensaje comercial solo con permiso y baja en un paso" in page
    told = shop.program().post(
        f"/api/v1/conversations/{case.conversation_id}/messages", {"text": OFFER, "sends": ["marketing"]},
        content_type="application/json", headers={"Idempotency-Key": "a"},
    )  # fmt: skip
    assert told.status_code == 403 and told.json()["line"] == "G3"
    assert not Message.objects.filter(direction="out").exists()


def test_on_the_first_day_no_offer_leaves_without_consent(shop: Shop) -> None:
    (shop.folder / keeping.FILE).write_bytes(keeping.FIRST.read_bytes())
    case = shop.hears("¿A cuánto está el godello?")
    assert "Mensaje comercial solo con permiso" in shop.answers("Ana", case, OFFER, sends="marketing")
    assert not Message.objects.filter(direction="out").exists()


def test_a_new_shop_that_sells_alcohol_takes_no_payment_on_whatsapp(shop: Shop) -> None:
    text = beginning.plan_text(Answers(name="Casa", hours="mon-sat 10:00-14:00", owner="Ana", sells_alcohol=True))
    (shop.folder / keeping.FILE).write_text(text, encoding="utf-8")
    case = shop.hears("Quiero dos botellas de godello", at="whatsapp")
    page = shop.answers("Ana", case, "Págalo aquí: https://buy.stripe.com/abc")
    assert "En WhatsApp, Instagram y Facebook no se vende alcohol" in page
    assert not Message.objects.filter(direction="out").exists()


def test_a_plan_without_the_gates_of_the_first_day_is_warned_of_and_stays_in_force() -> None:
    text = keeping.FIRST.read_text(encoding="utf-8")
    assert reading.read(text).warnings == ()
    told = [str(one) for one in reading.read(text[: text.index("# La ley, por delante")]).warnings]
    assert len(told) == 2 and "`reply: automatic`" in told[0] and "`send: marketing`" in told[1]


def says_law(shop: Shop, gate: str) -> None:
    plan_says(shop, "  - {id: G1,", f"  - {gate}\n  - {{id: G1,")


CARD = '{id: G8, rule: "Un regalo se apunta en el libro", when: {gesture: any}, effect: %s}'


def gives(shop: Shop, case: Case, **more: object) -> str:
    told = {"kind": "gesture", "amount": "5", "why": "por la espera", "key": "k", "thing": "card", **more}
    return shop.does("Marta", f"/cases/{case.pk}/given/", **told)


def test_a_gate_that_asks_is_asked_of_a_gesture_too(shop: Shop) -> None:
    says_law(shop, CARD % "ask")
    gives(shop, shop.hears("Sois geniales, gracias de verdad por todo"))
    asked = Asking.objects.get()
    assert asked.of == shop.team["Leo"] and not Given.objects.exists()
    shop.does("Leo", f"/askings/{asked.pk}/", how="yes")
    receipt = Given.objects.get().receipt
    assert (receipt.ground, receipt.gates) == ("asked", "G8")


def test_a_gate_that_warns_is_read_before_a_gesture(shop: Shop) -> None:
    says_law(shop, CARD % "warn")
    case = shop.hears("Sois geniales, gracias de verdad por todo")
    assert "Lo he leído: Un regalo se apunta en el libro" in gives(shop, case) and not Given.objects.exists()
    gives(shop, case, went_on="1")
    receipt = Given.objects.get().receipt
    assert (receipt.ground, receipt.gates) == ("warned", "G8")


def test_words_beside_a_gift_are_read_by_somebody_while_the_age_is_unknown(shop: Shop) -> None:
    """Given G1 and nobody's age, when a card goes with words of one's own, then who stands above says what it is."""
    case = shop.hears("Sois geniales, gracias de verdad por todo")
    assert "Le pregunto a Leo qué es" in gives(shop, case, why="toma patxi")
    asked, page = Asking.objects.get(), shop.sees("Leo", f"/cases/{case.pk}/")
    assert "(una tarjeta): «toma patxi»" in page and "Qué es…" in page and not Given.objects.exists()
    assert "Elige qué es" in shop.does("Leo", f"/askings/{asked.pk}/", how="yes")
    assert "Alcohol: mayores de 18" in shop.does("Leo", f"/askings/{asked.pk}/", how="yes", thing="wine")
    shop.does("Leo", f"/askings/{asked.pk}/", how="yes", thing="voucher")
    assert (Given.objects.get().thing, Given.objects.get().receipt.gates) == ("voucher", "G1")


def test_what_the_law_wants_before_the_payment_is_said_to_be_met_by_who_does_it(shop: Shop) -> None:
    shop.hears("Quiero comprar dos botellas de godello")
    link = Noted.objects.get(act="send: own_shop_pay_link")
    page = shop.does("Marta", f"/noted/{link.pk}/", how="done", why="por teléfono")
    assert "Antes de pagar: identidad, precio total" in page and "Lo de arriba se cumple" in page
    link.refresh_from_db()
    assert link.state == Noted.State.WAITING
    shop.does("Marta", f"/noted/{link.pk}/", how="done", why="por teléfono", kept="1")
    link.refresh_from_db()
    assert link.state == Noted.State.DONE
    assert Receipt.objects.get(act="noted_done").gates == "G4"
