"""Enforced, of the plan's own words: overrides repeated three times become a proposed line; and asking is counted."""

import pytest

from mostrador.plan import reading
from mostrador.plan.models import Asking, Dismissed, PlanVersion
from tests.stories.shop import Shop, plan_says, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db


def asked_and_allowed(shop: Shop, times: int, euros: str = "45") -> None:
    before = Asking.objects.count()
    for number in range(before, before + times):
        case = shop.hears("Ha llegado una botella rota, quiero mi dinero", who=f"cliente{number}")
        told = {"kind": "refund", "amount": euros, "why": "rota", "key": f"k{number}-{case.pk}"}
        shop.does("Marta", f"/cases/{case.pk}/given/", **told)
        shop.does("Leo", f"/askings/{Asking.objects.latest('pk').pk}/", how="yes")


def test_what_was_allowed_three_times_is_proposed_with_its_evidence(shop: Shop) -> None:
    plan_says(shop, "month: 120, may", "month: 300, may")
    plan_says(shop, "month: 60, may", "month: 90, may")
    asked_and_allowed(shop, 2)
    assert "authority.tienda.refund" not in shop.sees("Ana", "/plan/")
    asked_and_allowed(shop, 1)
    page = shop.sees("Ana", "/plan/")
    assert (
        "authority.tienda.refund=45" in page and "devuelva hasta 45" in page and "Se pidió 3 veces en 90 días" in page
    )
    assert "/cases/3/" in page
    draft = shop.does("Ana", "/plan/repeated/", key="authority.tienda.refund=45", take="1")
    version = PlanVersion.objects.open().get()
    plan = reading.read(version.text)
    assert plan.authority["tienda"].limits["refund"] == 4500 and version.state == PlanVersion.State.CHECKED
    assert version.text.count("#") == (shop.folder / "plan.yaml").read_text().count("#")
    assert "Qué cambia" in draft and plan.version == "2.4.0"


def test_what_is_not_wanted_is_not_proposed_again(shop: Shop) -> None:
    plan_says(shop, "month: 120, may", "month: 300, may")
    asked_and_allowed(shop, 3)
    page = shop.does("Ana", "/plan/repeated/", key="authority.tienda.refund=45", drop="1")
    assert "authority.tienda.refund" not in page and Dismissed.objects.get().by == shop.team["Ana"]
    shop.does("Ana", "/plan/repeated/", key="authority.tienda.refund=45", take="1")
    assert not PlanVersion.objects.open().exists()


def test_how_much_waited_for_leave_stands_where_the_owner_looks(shop: Shop) -> None:
    asked_and_allowed(shop, 1)
    for number in range(3):
        case = shop.hears("¿Abrís el domingo?", who=f"otra{number}")
        shop.answers("Marta", case, "Sí, de diez a dos.")
        shop.does("Marta", f"/cases/{case.pk}/tags/", add="horario")  # tidying makes the share no smaller
    assert "25 % de lo que se hizo" in shop.sees("Ana", "/plan/").replace("\u00a0", " ")


def test_a_line_is_switched_off_in_a_draft_where_its_sentence_stands(shop: Shop) -> None:
    shop.sees("Ana", "/plan/")
    held = PlanVersion.objects.in_force()
    assert held is not None
    shop.does("Ana", f"/plan/versions/{held.pk}/draft/")
    draft = PlanVersion.objects.open().get()
    switch, seen = f"/plan/versions/{draft.pk}/switch/", f"/plan/versions/{draft.pk}/"
    page = shop.does("Ana", switch, of="line", off="L16", stood=shop.stood("Ana", seen))
    assert "Apagada: " in page and "Encender" in page
    shop.does("Ana", switch, of="law", off="G7", stood=shop.stood("Ana", seen))
    draft.refresh_from_db()
    assert [one.id for one in reading.read(draft.text).resting_gates] == ["G7"]
    shop.does("Ana", switch, of="line", on="L16", stood=shop.stood("Ana", seen))
    told = {"rule": "Mensaje comercial solo con permiso", "over-send": "marketing", "effect": "ask", "keep": "1"}
    gate = f"/plan/versions/{draft.pk}/law/G3/"
    shop.does("Ana", gate, **told, stood=shop.stood("Ana", gate))
    draft.refresh_from_db()
    plan = reading.read(draft.text)
    assert plan.line("L16") is not None and next(one for one in plan.gates if one.id == "G3").effect == "ask"
    assert draft.text.count("#") == held.text.count("#")
