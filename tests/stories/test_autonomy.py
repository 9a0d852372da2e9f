"""S2.15–S2.17 and the acceptance of the plan: what the plan lets somebody do goes out, what it does not is asked."""

import pytest

from mostrador.inbox.models import Call, Case, Message
from mostrador.plan import keeping
from mostrador.plan.models import Asking, Given, Noted, PlanVersion, Receipt, Trial
from tests.stories.shop import Shop, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
BROKEN = "De seis botellas han llegado dos rotas. Quiero que me devolváis el dinero."


def a_complaint(shop: Shop) -> Case:
    case = shop.hears(BROKEN, who="pablo")
    shop.does("Marta", f"/cases/{case.pk}/fault/", fault="ours")
    return case


def gives(shop: Shop, name: str, case: Case, euros: str, key: str = "k1", **more: object) -> str:
    told = {"kind": "refund", "amount": euros, "why": "dos botellas rotas", "key": key, **more}
    return shop.does(name, f"/cases/{case.pk}/given/", **told)


def test_s2_15_a_refund_of_25_asks_nobody_and_its_receipt_names_the_line(shop: Shop) -> None:
    """Given a 25 € refund and a 30 € limit, when sent, then nobody is asked and the receipt names the plan line."""
    case = a_complaint(shop)
    page = gives(shop, "Marta", case, "25")
    assert not Asking.objects.exists() and Given.objects.get().amount == 2500
    assert "Marta devolvió 25" in page and "L08 · tienda" in page
    (row,) = [one for one in shop.program().get("/api/v1/receipts").json()["items"] if one["act"] == "refund"]
    assert (row["line"], row["role"], row["left"]) == ("L08", "tienda", 500)
    assert row["plan_hash"] == keeping.current().hash


def test_s2_15_45_asks_leo_with_a_clock_and_one_tap_gives_it(shop: Shop) -> None:
    """Acceptance: 45 € asks Leo, with a clock."""
    case = a_complaint(shop)
    page = gives(shop, "Marta", case, "45")
    assert "Se lo pido a Leo" in page and "antes de las 17:40" in page and not Given.objects.exists()
    shop.works()
    assert Call.objects.get(why=Call.Why.ASKED).member == shop.team["Leo"]
    asked = Asking.objects.get()
    assert "Marta pide devolver 45" in shop.sees("Leo", "/")
    shop.does("Leo", f"/askings/{asked.pk}/", how="yes", words="Claro")
    assert Given.objects.get().amount == 4500
    assert Receipt.objects.get(act="refund").role == "cm"


def test_acceptance_no_wine_is_paid_in_whatsapp_and_the_web_chat_is_offered(shop: Shop) -> None:
    """Any WhatsApp payment for wine is blocked by G2 with the web-chat alternative."""
    case = shop.hears("Quiero dos botellas de godello, ¿cómo os pago?", who="pablo", at="whatsapp")
    page = shop.answers("Ana", case, "Págalo aquí: https://buy.stripe.com/test_14k")
    assert "En WhatsApp, Instagram y Facebook no se vende alcohol" in page and "web chat" in page
    assert not Message.objects.filter(direction="out", automatic=False).exists()


def test_acceptance_praise_with_a_broken_cork_is_a_complaint_first(shop: Shop) -> None:
    """Praise that mentions a broken cork goes to L08 or L09 first, and L13 waits until it is solved."""
    case = shop.hears("Me encanta vuestra tienda, sois los mejores. Pero el vino ha llegado con el corcho roto.")
    assert Message.objects.get(direction="in").line in ("L08", "L09")
    assert Noted.objects.filter(line="L13", after_case=True).exists()
    assert "Dar las gracias en persona" not in shop.sees("Ana", "/care/thanks/")
    shop.answers("Marta", case, "Perdona, Lucía. La culpa es nuestra.")
    shop.works()
    shop.does("Marta", f"/cases/{case.pk}/end/")
    assert "Dar las gracias en persona" in shop.sees("Ana", "/care/thanks/")


def test_s2_16_a_plan_without_a_rule_for_complaints_fails_with_the_line_and_a_fix(shop: Shop) -> None:
    """Given a plan with no rule for complaints, when checked, then it fails with the line and a fix."""
    text = (shop.folder / keeping.FILE).read_text(encoding="utf-8")
    without = "".join(line for line in text.splitlines(keepends=True) if "need: complaint" not in line)
    assert "version" in shop.sees("Ana", "/plan/")
    held = PlanVersion.objects.in_force()
    assert held is not None
    shop.does("Ana", f"/plan/versions/{held.pk}/draft/")
    draft = PlanVersion.objects.open().get()
    written = f"/plan/versions/{draft.pk}/text/"
    page = shop.does("Ana", written, text=without, stood=shop.stood("Ana", written))
    draft.refresh_from_db()
    at = next(number for number, line in enumerate(without.splitlines(), 1) if line.startswith("lines:"))
    assert draft.state == PlanVersion.State.DRAFT
    assert f"<b>Línea {at}</b>: <span>ninguna línea va de quejas: `need: complaint`. " in page
    assert "`- {id: L09, when: {need: complaint}, do: [acknowledge, open: case, reply: human]}`" in page, "the fix"
    said = shop.does("Ana", f"/plan/versions/{draft.pk}/sign/", stood=shop.stood("Ana", written))
    assert "El borrador aún tiene algo que arreglar." in said
    assert PlanVersion.objects.in_force() == held


def test_s2_17_the_last_quarter_is_played_again_with_coverage_and_the_biggest_gaps(shop: Shop) -> None:
    """Given last quarter, when backtested, then coverage and the 10 biggest gaps show."""
    for number, words in enumerate(("¿A cuánto está el godello?", "¿Abrís los domingos?", BROKEN) * 8):
        shop.hears(words, who=f"c{number}")
    shop.does("Ana", "/plan/past/")
    shop.works()
    page = shop.sees("Ana", f"/plan/past/{Trial.objects.latest('pk').pk}/")
    assert "%" in page and "¿Abrís los domingos?" in page
