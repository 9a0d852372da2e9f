"""The customer's receipt on a small telephone: readable, operable, alive; and the promise offered in the reply box."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room
from tests.browser.test_accessibility import faults_of

SMALL = {"width": 360, "height": 740}


@pytest.fixture
def receipt(room: Room, lived_in: dict[str, Any]) -> Page:
    """Open the receipt as the customer does: with its address alone."""
    desk = room.colleague()
    desk.goto(f"{room.counter.house.url}/cases/{lived_in['case']}/")
    with desk.context.expect_page() as opened:
        desk.get_by_role("button", name="Su recibo").click()
    address = opened.value.url
    page = room.person(viewport=SMALL).new_page()
    page.goto(address)
    return page


def test_it_fits_a_small_telephone_by_day_and_by_night_and_axe_finds_nothing(receipt: Page) -> None:
    expect(receipt.get_by_role("heading", level=1)).to_contain_text("la tiene")
    expect(receipt.get_by_text("Has pedido un encargado: ")).to_be_visible()  # she wrote so herself
    for scheme in ("light", "dark"):
        receipt.emulate_media(color_scheme=scheme)
        assert not faults_of(receipt)
        assert receipt.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_both_sides_appear_by_themselves(room: Room, receipt: Page, lived_in: dict[str, Any]) -> None:
    receipt.get_by_label("Añade algo").fill("Vivo en el tercero.")
    receipt.get_by_role("button", name="Enviar").click()
    expect(receipt.get_by_role("status")).to_contain_text("Lo tenemos")
    expect(receipt.locator(".said").filter(has_text="Vivo en el tercero.")).to_be_visible(timeout=40_000)
    receipt.get_by_label("Añade algo").fill("Y además")
    room.counter.api.answers(lived_in["conversation"], "Llamo al mensajero ahora.")
    expect(receipt.locator(".said").filter(has_text="Llamo al mensajero ahora.")).to_be_visible(timeout=40_000)
    expect(receipt.get_by_label("Añade algo")).to_have_value("Y además")


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, SMALL], ids=["desk", "phone"])
def test_a_promise_in_the_draft_is_offered_kept_and_dropped_by_a_tap(
    room: Room, lived_in: dict[str, Any], size: Any
) -> None:
    page = room.colleague(viewport=size, reduced_motion="reduce")
    page.goto(f"{room.counter.house.url}/cases/{lived_in['case']}/")
    box = page.locator("[data-reply]")
    box.fill("Lo pregunto y el lunes a las 11 te digo.")
    offer = page.get_by_role("checkbox", name="Compromiso")
    expect(offer).to_be_checked(timeout=10_000)
    assert not faults_of(page)
    offer.press("Space")
    expect(offer).not_to_be_checked()
    expect(page.locator(".reply__word .if-dropped")).to_be_visible()
    box.fill("En un rato te digo.")
    expect(page.get_by_role("combobox", name="¿Cuándo?")).to_be_visible(timeout=10_000)
    box.fill("")
    expect(page.locator(".reply__word")).to_have_count(0, timeout=10_000)
