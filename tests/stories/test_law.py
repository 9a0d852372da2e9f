"""S3.8: what the law of the plan blocks leaves by no way, and the refusal names the rule."""

import pytest

from mostrador.inbox.models import Message
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
