"""Whatever stands over and under a thread, its last words are read: on the phone and on the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Room
from tests.counter import Colleague

WIDTHS = pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1440"])
WHY = "La caja llegó mojada por debajo, con dos botellas rotas y la etiqueta de otra persona, y hoy era la fiesta. "
READ = """() => {
  const last = [...document.querySelectorAll(".thread article .bubble")].at(-1), box = last.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.bottom - 6);
  return last.contains(hit);
}"""
SHARE = (
    """() => document.querySelector(".talk-head").offsetHeight / document.querySelector(".pane--talk").offsetHeight"""
)
BESIDE = """() => 1 - document.querySelector(".reply").offsetHeight / innerHeight"""
BAND = """<div class="band band--quiet" id="probe"><span class="band__words">%s</span><a href="/">Ver</a></div>"""


@pytest.fixture(scope="module")
def asked(counter: Any, lived_in: dict[str, Any]) -> dict[str, Any]:
    """Marta asks for two things in one asunto, with reasons as long as they may be."""
    marta, page = Colleague(counter.house, "marta"), f"/cases/{lived_in['case']}/"
    for kind in ("refund", "discount"):
        told = {"kind": kind, "amount": "300", "why": (WHY * 3)[:300], "key": f"asked-{kind}"}
        assert marta.posts(f"{page}given/", told, page=page).status_code == 200
    return lived_in


@WIDTHS
def test_several_askings_are_one_line_and_the_last_words_are_in_sight(
    room: Room, asked: dict[str, Any], size: Any
) -> None:
    page = opened(room, asked, size)
    expect(page.locator(".askings__count")).to_contain_text("2 esperan respuesta")
    assert page.evaluate(READ) and page.evaluate(SHARE) <= 0.41
    page.locator(".askings__count").click()
    expect(page.locator(".asking__words").first).to_be_in_viewport()
    assert page.evaluate(SHARE) <= 0.41
    expect(page.locator(".thread article").last).to_be_in_viewport()
    words = page.locator(".asking__words").first
    low = words.bounding_box()["height"]  # type: ignore[index]  # it is visible
    assert low < 60
    words.locator("summary").click()
    assert words.bounding_box()["height"] > low + 20  # type: ignore[index]  # the same
    page.locator(".asking").last.get_by_role("button", name="Sí, adelante").scroll_into_view_if_needed()


def test_what_one_unfolded_stays_so_when_it_comes_anew(room: Room, asked: dict[str, Any]) -> None:
    page = opened(room, asked, DESK)
    page.locator(".askings__count").click()
    page.locator(".asking").first.get_by_role("button", name="No", exact=True).click()
    expect(page.locator(".askings__count")).to_contain_text("1 espera respuesta")
    expect(page.locator(".asking").first).to_be_visible()


def test_a_band_is_one_line_over_a_conversation_on_the_phone(room: Room, lived_in: dict[str, Any]) -> None:
    page = opened(room, lived_in, PHONE)
    page.evaluate("(band) => document.querySelector('.bands').insertAdjacentHTML('beforeend', band)", BAND % (WHY * 2))
    assert page.locator("#probe").bounding_box()["height"] <= 50  # type: ignore[index]  # it is visible
    expect(page.locator("#probe a")).to_be_in_viewport(ratio=1)


def test_ones_own_page_is_in_sight_under_a_band(room: Room, lived_in: dict[str, Any]) -> None:
    page = room.colleague(viewport=DESK)
    page.goto(f"{room.counter.house.url}/settings/me/")
    for _band in range(2):
        page.evaluate("(b) => document.querySelector('.bands').insertAdjacentHTML('beforeend', b)", BAND % "Algo.")
        expect(page.locator(".rail__me")).to_be_in_viewport(ratio=1)


def test_a_name_without_end_leaves_the_box_its_lines(room: Room, lived_in: dict[str, Any]) -> None:
    heard = room.counter.hears("Me llamo así.")
    ana, page = Colleague(room.counter.house), f"/people/{heard['person']}/"
    ana.posts(f"{page}name/", {"name": "A" * 200}, page=page)
    shown = opened(room, heard, PHONE)
    expect(shown.locator(".reply__who .if-private")).to_contain_text(re.compile("A{10,23}…"))
    assert shown.locator(".reply").bounding_box()["height"] < 310  # type: ignore[index]  # it is visible
    assert not shown.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_whatever_unfolds_in_the_box_the_send_and_the_thread_stay_in_sight(
    room: Room, lived_in: dict[str, Any]
) -> None:
    page = opened(room, lived_in, PHONE)
    page.locator("[data-reply]").fill("Te digo algo.\n" * 30)
    page.locator(".reply__body summary").first.click()
    page.locator(".reply__body [name=sends]").check()
    expect(page.locator(".reply__send")).to_be_in_viewport(ratio=1)
    expect(page.locator(".thread article").last).to_be_in_viewport()


@WIDTHS
def test_a_long_answer_leaves_room_to_the_thread_and_its_warning_in_sight(room: Room, size: Any) -> None:
    page = opened(room, room.counter.hears(f"¿Por qué tarda tanto, a {size['width']}?"), size)
    page.locator("[data-reply]").fill("Te devolvemos 5000 €.\n" + "Y te cuento por qué ha tardado tanto.\n" * 40)
    expect(page.locator(".reply__warned")).to_be_in_viewport(ratio=0.95)
    expect(page.locator(".reply__send")).to_be_in_viewport(ratio=1)
    assert page.evaluate(BESIDE) >= 0.55


def test_a_stroke_opens_the_search_where_a_page_has_no_field(room: Room, lived_in: dict[str, Any]) -> None:
    page = room.colleague(viewport=DESK)
    page.goto(f"{room.counter.house.url}/inbox/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    expect(page.locator("input[data-search]")).to_be_focused()


def opened(room: Room, told: dict[str, Any], size: Any) -> Page:
    page = room.colleague(viewport=size)
    page.goto(f"{room.counter.house.url}/cases/{told['case']}/")
    expect(page.locator("[data-reply]")).to_be_visible()
    return page
