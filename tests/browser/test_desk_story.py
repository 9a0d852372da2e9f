"""A visitor writes, a colleague's page shows it, answers, and the visitor reads it: two browsers, no reload."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import DESK, PHONE, Room
from tests.counter import until

Says = Callable[[Page, str], None]
LOST_LINE = ("ERR_CONNECTION_REFUSED", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE",
             "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_NETWORK_CHANGED", "status of 503")  # fmt: skip


@pytest.mark.parametrize(
    ("where", "size", "light"),
    [("page", DESK, "light"), ("page", PHONE, "dark"), ("widget", DESK, "dark"), ("widget", PHONE, "light")],
    ids=["page-desk-light", "page-phone-dark", "widget-desk-dark", "widget-phone-light"],
)
def test_words_cross_the_counter_without_a_reload(room: Room, says: Says, where: str, size: Any, light: str) -> None:
    name = f"{where} {size['width']} {light}"
    agent = room.colleague(viewport=size, color_scheme=light)
    agent.goto(f"{room.counter.house.url}/inbox/")
    stays(agent)
    visitor = comes(room, where, viewport=size, color_scheme=light)
    says(visitor, f"¿Tenéis godello? ({name})")
    row = agent.locator("[data-row]", has_text=f"({name})")
    quick = [until_shown(agent, row)]
    row.click()
    expect(agent.locator("[data-reply]")).to_be_visible()
    stays(agent)
    for number in range(3):
        said = f"Para el sábado, {number} cajas ({name})"
        says(visitor, said)
        quick.append(until_shown(agent, said_in(agent, said)))
    assert min(quick) < 1.0, quick
    answers(agent, f"Quedan tres cajas ({name}).")
    room.counter.api.waits_for(f"Quedan tres cajas ({name}).")
    expect(visitor.get_by_text(f"Quedan tres cajas ({name}).").first).to_be_visible()
    expect(said_in(agent, f"Quedan tres cajas ({name}).")).to_be_visible()
    fits(agent)
    fits(visitor)
    assert has_stayed(agent)


def test_a_restart_under_open_pages_skips_nothing(room: Room, says: Says) -> None:
    agent = room.colleague(viewport=DESK)
    visitor = comes(room, "page", viewport=PHONE)
    says(visitor, "Antes de cerrar.")
    agent.goto(f"{room.counter.house.url}/inbox/")
    agent.locator("[data-row]", has_text="Antes de cerrar.").click()
    stays(agent)
    room.counter.house.close()
    says(visitor, "Escrito a puerta cerrada.")
    visitor.wait_for_timeout(500)
    room.counter.house.open()
    conversation = room.counter.api.waits_for("Escrito a puerta cerrada.", 30)["conversation"]
    expect(said_in(agent, "Escrito a puerta cerrada.")).to_be_visible(timeout=20_000)
    says(visitor, "Y ya abiertos.")
    expect(said_in(agent, "Y ya abiertos.")).to_be_visible()
    answers(agent, "Aquí seguimos.")
    expect(visitor.get_by_text("Aquí seguimos.").first).to_be_visible()
    texts = [row["text"] for row in room.counter.api.thread(conversation)]
    assert texts == ["Antes de cerrar.", "Escrito a puerta cerrada.", "Y ya abiertos.", "Aquí seguimos."]
    assert has_stayed(agent)
    room.forgives(*LOST_LINE)


def test_what_is_written_without_signal_leaves_once(room: Room, says: Says) -> None:
    agent = room.colleague(viewport=PHONE)
    visitor = comes(room, "page", viewport=DESK)
    says(visitor, "¿Me lo guardáis?")
    conversation = room.counter.api.waits_for("¿Me lo guardáis?")["conversation"]
    agent.goto(f"{room.counter.house.url}/inbox/")
    agent.locator("[data-row]", has_text="¿Me lo guardáis?").click()
    expect(agent.locator("[data-reply]")).to_be_visible()
    agent.context.set_offline(True)
    expect(agent.locator("#offline")).to_be_visible()
    answers(agent, "Guardado, desde el túnel.")
    expect(agent.locator("[data-outbox]")).not_to_be_empty()
    agent.wait_for_timeout(1_000)
    assert len(room.counter.api.thread(conversation)) == 1
    agent.context.set_offline(False)
    expect(visitor.get_by_text("Guardado, desde el túnel.").first).to_be_visible(timeout=20_000)
    expect(said_in(agent, "Guardado, desde el túnel.")).to_be_visible()
    agent.wait_for_timeout(1_500)
    texts = [row["text"] for row in room.counter.api.thread(conversation)]
    assert texts.count("Guardado, desde el túnel.") == 1
    room.forgives(*LOST_LINE)


def test_whoever_is_quicker_than_the_script_loses_no_words(room: Room) -> None:
    page = room.person(viewport=PHONE).new_page()
    held: list[Route] = []
    page.route(re.compile("/face"), lambda route: held.append(route))  # noqa: PLW0108 - the library wants a function
    page.goto(room.counter.hablamos)
    page.locator("textarea[name=text]").fill("Empecé a escribir en el ascensor")
    until(lambda: page.wait_for_timeout(20) or held)
    held[0].continue_()
    expect(page.locator("#chat[data-alive]")).to_be_visible()
    expect(page.locator("textarea:visible")).to_have_value("Empecé a escribir en el ascensor")


def test_a_note_stays_at_home(room: Room, says: Says) -> None:
    agent, visitor = room.colleague(viewport=DESK), comes(room, "page", viewport=PHONE)
    says(visitor, "¿Quién sois?")
    agent.goto(f"{room.counter.house.url}/inbox/")
    agent.locator("[data-row]", has_text="¿Quién sois?").click()
    agent.locator("input[name=surface][value=note]").check(force=True)
    answers(agent, "Parece simpático.")
    expect(said_in(agent, "Parece simpático.")).to_be_visible()
    visitor.wait_for_timeout(1_000)
    visitor.reload()
    expect(visitor.get_by_text("¿Quién sois?")).to_be_visible()
    expect(visitor.get_by_text("Parece simpático.")).to_have_count(0)


def test_a_colleague_who_signs_out_elsewhere_is_told_nothing_more(room: Room, says: Says) -> None:
    agent = room.colleague("leo", viewport=DESK)
    agent.goto(f"{room.counter.house.url}/inbox/")
    other = agent.context.new_page()
    other.goto(f"{room.counter.house.url}/sign-out/")
    other.locator("main form button:not([type=button])").first.click()
    other.wait_for_url(re.compile("/sign-in/"))
    visitor = comes(room, "page", viewport=PHONE)
    says(visitor, "Esto ya no es para Leo.")
    room.counter.api.waits_for("Esto ya no es para Leo.")
    agent.wait_for_timeout(1_500)
    expect(agent.get_by_text("Esto ya no es para Leo.")).to_have_count(0)
    room.forgives("status of 401", "status of 403")


def comes(room: Room, where: str, **how: Any) -> Page:
    """Let a visitor open the chat: its own page, or the button on the shop's site."""
    page = room.person(**how).new_page()
    if where == "page":
        page.goto(room.counter.hablamos)
        expect(page.locator("#chat[data-alive]")).to_be_visible()  # before that it is a plain form
    else:
        page.goto(f"{room.counter.site}/index.html")
        page.get_by_role("button").first.click()
    expect(page.locator("textarea:visible").first).to_be_visible()
    return page


def said_in(page: Page, text: str) -> Locator:
    return page.locator(".thread article", has_text=text)


def answers(page: Page, text: str) -> None:
    page.locator("[data-reply]").fill(text)
    page.locator("form.reply .reply__send").click()


def until_shown(page: Page, what: Locator) -> float:
    """Return the seconds until it stood on the screen."""
    begun = time.monotonic()
    expect(what.first).to_be_visible()
    return time.monotonic() - begun


def stays(page: Page) -> None:
    page.evaluate("window.neverLeft = true")


def has_stayed(page: Page) -> bool:
    return bool(page.evaluate("window.neverLeft === true"))


def fits(page: Page) -> None:
    """Nothing hangs over the edge of the screen."""
    until(lambda: page.evaluate("document.documentElement.scrollWidth <= innerWidth"), 2)
