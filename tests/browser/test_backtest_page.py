"""What a changed plan would have done, read on a phone: long lists are folded, opened by keyboard, whole on paper."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Counter, Room
from tests.browser.test_accessibility import faults_of

SMALL = {"width": 360, "height": 740}
MANY = 13


def heard_many(counter: Counter) -> None:
    for number in range(MANY):
        counter.hears(f"¿Cuánto cuesta la caja {number} de godello?")


def tried(room: Room) -> Page:
    page = room.colleague(viewport=SMALL)
    page.goto(f"{room.counter.house.url}/plan/past/")
    box = page.locator("textarea[name=text]")
    plan = box.input_value()
    changed = plan.replace("{need: [price_availability, question]}", "{need: question}")
    assert changed != plan
    box.fill(changed)
    page.get_by_role("button", name="Probarlo en el pasado").first.click()
    expect(page.locator("#changed")).to_be_visible(timeout=60_000)
    return page


def test_the_others_are_folded_opened_by_keyboard_and_whole_on_paper(room: Room, counter: Counter) -> None:
    heard_many(counter)
    page = tried(room)
    last = page.locator("#changed .told__one").last
    expect(page.locator("#changed .told__one:visible")).to_have_count(10)
    assert not faults_of(page) and page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    group = page.locator("#changed summary")
    assert group.bounding_box()["height"] >= 44  # type: ignore[index]  # it is drawn
    group.press("Enter")
    expect(last).to_be_visible()
    group.press("Enter")
    expect(last).to_be_hidden()
    page.emulate_media(media="print")
    expect(last).to_be_visible()
    folded = page.locator("details.folded:not([open])")
    assert folded.count() > 1
    assert all(
        one.evaluate("one => one.scrollHeight > one.firstElementChild.scrollHeight + 20") for one in folded.all()
    )
