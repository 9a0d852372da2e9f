"""Answers that come late or crosswise: each is put into the page, and none hides what the page already knew."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.conftest import DESK, Room
from tests.browser.test_desk_story import comes, said_in
from tests.browser.test_kept_pieces import opened
from tests.counter import until

Says = Callable[[Page, str], None]


class Held:
    """Answers of the house that have left it and have not come."""

    def __init__(self, page: Page, where: str) -> None:
        self._page, self._where, self._holds = page, where, True
        self._answers: list[tuple[Route, APIResponse]] = []
        page.route(re.compile(where), self._hold)

    def _hold(self, route: Route) -> None:
        answer = route.fetch()
        if self._holds:
            self._answers.append((route, answer))
        else:
            route.fulfill(response=answer)

    def wait(self) -> None:
        for _ in range(150):
            if self._answers:
                return
            self._page.wait_for_timeout(100)
        raise AssertionError(f"Nobody asked {self._where}.")

    def come(self) -> None:
        """Let them come, and what follows as quickly as ever."""
        self._holds = False
        for route, answer in self._answers:
            route.fulfill(response=answer)


def test_an_answer_finds_its_place_though_its_form_was_drawn_anew(room: Room, says: Says) -> None:
    _, page = _in_talk(room, says, "¿Os queda albariño?")
    sent, undone = Held(page, "/answers/"), Held(page, "/withdrawal/")
    page.locator("[data-reply]").fill("Esto era para otra.")
    page.locator(".reply__send").click()
    sent.wait()
    page.locator("undo-ring button").click()  # the house told of the message before its answer to it came
    undone.wait()
    sent.come()
    expect(page.locator("[data-reply]")).to_have_value("")
    undone.come()
    expect(page.locator("[data-reply]")).to_have_value("Esto era para otra.")
    expect(page.locator(".thread article", has_text="para otra")).to_have_count(0)
    page.locator("[data-reply]").fill("")


def test_an_answer_that_was_overtaken_takes_nothing_out_of_the_box(room: Room, says: Says) -> None:
    page = _in_talk(room, says, "¿Tenéis mencía?")[1]
    sent = Held(page, "/answers/")
    page.locator("[data-reply]").fill("También era para otra.")
    page.locator(".reply__send").click()
    sent.wait()
    with page.expect_response(re.compile("/withdrawal/")):
        page.locator("undo-ring button").click()
    expect(said_in(page, "También era para otra.")).to_have_count(0)
    sent.come()
    expect(said_in(page, "También era para otra.")).to_have_count(0)
    page.wait_for_timeout(1000)  # twice as long as a region waits
    expect(page.locator("[data-reply]")).to_have_value("También era para otra.")
    expect(said_in(page, "También era para otra.")).to_have_count(0)
    page.locator("[data-reply]").fill("")


@pytest.mark.parametrize("first", ["the look", "the answer"])
def test_an_older_answer_does_not_hide_what_came_since(room: Room, says: Says, first: str) -> None:
    visitor, page = _in_talk(room, says, f"¿Abrís el domingo? ({first})")
    sent, looked = Held(page, "/answers/"), Held(page, "/talk/")
    page.locator("[data-reply]").fill(f"Sí, de diez a dos. ({first})")
    page.locator(".reply__send").click()
    sent.wait()
    looked.wait()
    since = f"Y otra cosa: ¿tenéis queso? ({first})"
    says(visitor, since)
    room.counter.api.waits_for(since)
    said = room.counter.api.waits_for(f"Sí, de diez a dos. ({first})")
    until(lambda: room.counter.api.state_of(said) in ("sent", "delivered", "read"))
    page.wait_for_timeout(1500)  # all that the house has to tell of it has been told
    if first == "the look":
        looked.come()
        expect(said_in(page, since)).to_be_visible()
        sent.come()
        page.wait_for_timeout(1000)  # twice as long as a region waits
    else:
        sent.come()
        looked.come()
    expect(said_in(page, since)).to_be_visible()


def _in_talk(room: Room, says: Says, words: str) -> tuple[Page, Page]:
    visitor = comes(room, "page", viewport=DESK)
    says(visitor, words)
    room.counter.api.waits_for(words)
    return visitor, opened(room, words, DESK)
