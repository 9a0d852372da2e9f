"""S3.8: what the law of the plan blocks leaves by no way, and the refusal names the rule."""

import pytest

from mostrador.inbox.models import Message
from mostrador.plan import beginning, keeping, reading
from mostrador.plan.beginning import Answers
from tests.stories.shop import Shop, shop

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
