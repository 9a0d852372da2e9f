"""While somebody reads a conversation, what comes in adds to it: nothing that they hold is drawn anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import DESK, PHONE, Room
from tests.browser.test_desk_story import answers, comes, said_in

Says = Callable[[Page, str], None]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_one_holds_stays_while_they_go_on_writing(room: Room, says: Says, size: dict[str, int]) -> None:
    name = f"({size['width']})"
    visitor = comes(room, "page", viewport=DESK)
    for number in range(3):
        says(visitor, f"Ya lo sabíais {number} {name}")
        room.counter.api.waits_for(f"Ya lo sabíais {number} {name}")  # the chat sends one thing after the other
    agent = opened(room, f"Ya lo sabíais 2 {name}", size)
    sent: list[Response] = []
    agent.on("response", lambda answer: sent.append(answer) if "/talk/" in answer.url else None)
    agent.locator(".turn summary").first.focus()
    agent.keyboard.press("Enter")
    agent.evaluate("() => { window.held = document.querySelector('.turn'); }")
    says(visitor, f"Esto es nuevo {name}")
    expect(said_in(agent, f"Esto es nuevo {name}")).to_be_visible()
    assert agent.evaluate("() => window.held === document.querySelector('.turn')")
    assert agent.evaluate("() => window.held.querySelector('details').open")
    assert agent.evaluate("() => document.activeElement === window.held.querySelector('summary')")
    assert f"Esto es nuevo {name}" in sent[0].text()
    assert f"Ya lo sabíais 0 {name}" not in sent[0].text()
    stands_once(agent, 4)


def test_what_changes_in_what_was_said_changes_in_its_place(room: Room, says: Says) -> None:
    visitor = comes(room, "page", viewport=PHONE)
    says(visitor, "¿Cuánto tarda?")
    agent, colleague = opened(room, "¿Cuánto tarda?", DESK), opened(room, "¿Cuánto tarda?", DESK, name="leo")
    answers(agent, "Dos días.")
    expect(said_in(colleague, "Dos días.")).to_be_visible()
    says(visitor, "Perfecto, gracias.")
    for page in (agent, colleague):
        expect(said_in(page, "Perfecto, gracias.")).to_be_visible()
        expect(said_in(page, "Dos días.").locator("undo-ring:visible")).to_have_count(0)
        expect(said_in(page, "Dos días.").get_by_text("enviado")).to_be_visible()
        stands_once(page, 3)


def opened(room: Room, words: str, size: dict[str, int], name: str = "ana") -> Page:
    page = room.colleague(name, viewport=size)
    page.goto(f"{room.counter.house.url}/inbox/")
    page.locator("[data-row]", has_text=words).click()
    expect(said_in(page, words)).to_be_visible()
    return page


def stands_once(page: Page, count: int) -> None:
    """As many messages as were said, each once, and a mark for each piece."""
    ids = page.evaluate("() => [...document.querySelectorAll('.thread article')].map((one) => one.id)")
    assert (len(ids), len(set(ids))) == (count, count)
    said, has = page.evaluate(
        "() => { const region = document.querySelector('[data-has]');"
        " return [region.children.length, region.dataset.has.length]; }"
    )
    assert has == said * 8
