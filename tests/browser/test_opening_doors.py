"""An owner opens doors from the forms and finds on their pages what to take elsewhere."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Room


def test_a_plain_door_shows_its_address_and_its_secret_to_who_asks(room: Room) -> None:
    page = room.colleague(viewport=DESK)
    page.goto(f"{room.counter.house.url}/doors/new/webhook/")
    page.locator("input[name=name]").fill("Mi programa")
    page.locator("form.form button[type=submit]").first.click()
    handed = page.locator("#handed")
    expect(handed).to_contain_text("/hooks/")
    secret = handed.locator("details .copy__words")
    expect(secret).to_be_hidden()
    handed.locator("summary").click()
    expect(secret).to_be_visible()
    assert len(secret.inner_text()) >= 32


def test_a_chat_shows_its_line_its_link_and_its_poster(room: Room) -> None:
    page = room.colleague(viewport=PHONE)
    page.goto(f"{room.counter.house.url}/doors/new/website/")
    page.locator("form.form button[type=submit]").first.click()
    handed = page.locator("#handed")
    expect(handed).to_contain_text("<script src=")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.goto(handed.locator("a").get_attribute("href") or "")
    expect(page.locator("svg, img").first).to_be_visible()
