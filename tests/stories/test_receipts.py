"""Every act's receipt is read out of the house by a program: the plan, the line, the role, what was left of a limit."""

import pytest

from mostrador.accounts import teaming
from mostrador.inbox.models import Message, Promise
from mostrador.plan import keeping
from mostrador.plan.models import Asking, Receipt
from tests.stories.shop import Shop, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
DONE = {
    "reply", "reply: automatic", "escalate: dueña", "assign", "tag", "rename", "fault", "claim", "snooze", "promise",
    "promise_kept", "refund", "gesture", "evidence", "label_troll", "label_troll: wrong", "no_answer", "finish",
    "reopen",
}  # fmt: skip


def a_day_at_the_shop(shop: Shop) -> None:
    case = shop.hears("De seis botellas han llegado dos rotas. Quiero que me devolváis el dinero.", who="pablo")
    at = f"/cases/{case.pk}"
    shop.does("Marta", f"{at}/fault/", fault="ours")
    shop.does("Marta", f"{at}/claims/", about="broken", verdict="true")
    shop.does("Marta", f"{at}/tags/", add="rotas")
    shop.does("Marta", f"{at}/title/", title="Dos rotas")
    shop.does("Marta", f"{at}/promises/", what="llamarte", when="tomorrow")
    shop.does("Marta", f"/promises/{Promise.objects.get(about='word').pk}/", how="keep")
    shop.does("Marta", f"{at}/given/", kind="refund", amount="25", why="dos rotas", key="a")
    shop.does("Marta", f"{at}/given/", kind="refund", amount="20", why="y el envío", key="b")
    shop.does("Leo", f"/askings/{Asking.objects.get().pk}/", how="yes")
    shop.does("Leo", f"{at}/given/", kind="gesture", thing="card", amount="8", why="por la espera", key="c")
    shop.answers("Marta", case, "Ya está devuelto, Pablo.")
    shop.does("Marta", f"{at}/snooze/", until="tomorrow")
    shop.does("Marta", f"{at}/end/")
    shop.does("Marta", f"{at}/reopening/")
    shop.does("Marta", f"{at}/owner/", to=str(shop.team["Iker"].pk))


def a_troll_who_was_none(shop: Shop) -> None:
    words = "Inútiles, más que inútiles", "Os voy a partir la cara, imbéciles"
    for each in words:
        case = shop.hears(each, who="paco")
    for each, sign in zip(words, ("insult_without_claim", "threat"), strict=True):
        told = {"message": Message.objects.get(text=each).pk, "sign": sign}
        shop.does("Leo", f"/cases/{case.pk}/troll/label/", **told)
    shop.does("Leo", f"/cases/{case.pk}/no-answer/", why="other", words="insulta")
    shop.does("Ana", f"/cases/{case.pk}/troll/wrong/")


def somebody_in_charge_and_a_change_of_shift(shop: Shop) -> None:
    shop.hears("Quiero hablar con un encargado.", who="rosa")
    teaming.describe(shop.team["Ana"], name="Ana", language="es", away=True, stand_in=None)
    shop.works()


def exported(shop: Shop) -> list[dict[str, object]]:
    """Read the list page by page, as a program does that carries it out."""
    rows: list[dict[str, object]] = []
    after = 0
    while True:
        page = shop.program().get(f"/api/v1/receipts?limit=5&after={after}").json()
        rows += page["items"]
        if not page["next"]:
            return rows
        after = page["next"]


def test_every_act_of_a_day_is_exported_with_its_plan_line_role_and_what_was_left(shop: Shop) -> None:
    a_day_at_the_shop(shop)
    a_troll_who_was_none(shop)
    somebody_in_charge_and_a_change_of_shift(shop)
    rows = exported(shop)
    assert len(rows) == Receipt.objects.count() > 20
    assert {row["act"] for row in rows} >= DONE, DONE - {row["act"] for row in rows}
    assert {row["plan_hash"] for row in rows} == {keeping.current().hash}
    assert [row for row in rows if not row["line"]] == []
    assert [row for row in rows if row["member"] and not row["role"]] == []
    assert [row for row in rows if row["amount"] and row["left"] is None] == []
    assert [(row["amount"], row["role"], row["left"]) for row in rows if row["act"] == "refund"] == [
        (2500, "tienda", 500), (2000, "cm", 4000)
    ]  # fmt: skip
