"""The platform's reply window, as the plan tells it: after it one is warned, and told where to go on."""

import pytest

from mostrador.plan.models import Receipt
from tests.stories.shop import Shop, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db


def test_after_the_plans_reply_window_one_is_warned_and_told_the_other_door(shop: Shop) -> None:
    case = shop.hears("¿A cuánto está el godello?", at="whatsapp")
    shop.passes(hours=25)
    page = shop.answers("Marta", case, "A 9 €, Lucía.")
    assert "puede que no le llegue nunca" in page and "Sigue en web chat." in page
    assert not case.messages.filter(direction="out").exists()
    shop.answers("Marta", case, "A 9 €, Lucía.", went_on="1")
    assert Receipt.objects.get(message=case.messages.get(direction="out")).ground == Receipt.Ground.WARNED
    told = shop.program("Marta").post(
        f"/api/v1/conversations/{case.conversation_id}/messages", {"text": "¿Sigues ahí?"},
        content_type="application/json", headers={"Idempotency-Key": "a"},
    )  # fmt: skip
    assert told.status_code == 403 and told.json()["instead"] == "Sigue en web chat."
