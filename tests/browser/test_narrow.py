"""At 360 px nothing is hidden of what one is told or may do: a message's menu, a crisis, what a draft is warned of."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Room
from tests.counter import until

LOW = {"width": 360, "height": 560}  # a small phone, or one with its keyboard open
# What of an open menu a finger would not reach: covered by something else, or out of sight even when scrolled to.
OUT_OF_REACH = """(menu) => [...menu.querySelectorAll(".menu__panel :is(a, button, textarea)")].filter((item) => {
  item.scrollIntoView({ block: "nearest" });
  const box = item.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !hit || !(item.contains(hit) || hit.contains(item)) || box.left < 0 || box.right > innerWidth;
}).map((item) => item.textContent.trim())"""
CUT = """(words) => { const shown = words.getBoundingClientRect();
  return words.scrollWidth > words.clientWidth + 1 || shown.right > innerWidth || shown.left < 0; }"""


@pytest.mark.parametrize("size", [PHONE, LOW, DESK], ids=["360", "360-low", "1440"])
def test_a_messages_menu_is_reached_whole(room: Room, lived_in: dict[str, Any], size: dict[str, int]) -> None:
    page = room.colleague(viewport=size, reduced_motion="reduce")
    page.goto(f"{room.counter.house.url}/conversations/{lived_in['conversation']}/")
    menus = page.locator(".turn__menu details.menu")
    assert menus.count()
    for number in range(menus.count()):
        menu = menus.nth(number)
        menu.locator("summary").click()
        expect(menu.locator(".menu__panel")).to_be_visible()
        assert not menu.evaluate(OUT_OF_REACH)
        page.keyboard.press("Escape")
        expect(menu.locator(".menu__panel")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1440"])
def test_a_sum_above_the_limit_is_told_while_one_types(room: Room, size: dict[str, int]) -> None:
    heard = room.counter.hears(f"¿Me devolvéis el dinero de {size['width']}?")  # a draft of one size is not the other's
    page = room.colleague("leo", viewport=size)
    page.goto(f"{room.counter.house.url}/cases/{heard['case']}/")
    page.locator("[data-reply]").fill("Te devolvemos 500 €.")
    told = page.locator("[data-warned]")
    expect(told).to_contain_text(re.compile(r"pasa de tu límite \(\d+\s€; límites de «equipo»\)"))
    assert not told.evaluate(CUT)
    page.locator("[data-reply]").fill("Ahora lo miro.")
    expect(told).to_be_empty()


def test_the_band_of_a_crisis_is_read_whole(room: Room, lived_in: dict[str, Any]) -> None:
    page = room.colleague(viewport=PHONE)
    base = room.counter.house.url
    page.goto(f"{base}/crisis/")
    page.get_by_label("Qué has visto").fill("Dos personas dicen que les ha sentado mal.")
    page.get_by_role("button", name="Llamar a quien manda").click()
    for path in ("/", f"/cases/{lived_in['case']}/", "/inbox/"):
        page.goto(base + path)
        until(lambda: band_of(page).count() > 0 or not page.reload())
        shown = band_of(page).locator(".band__words")
        expect(shown).to_contain_text("BROTE")
        assert not shown.evaluate(CUT), path
        assert "…" not in shown.inner_text()


def band_of(page: Page) -> Locator:
    return page.locator(".band--crisis")
