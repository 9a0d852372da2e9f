"""Every page, light and dark, small and large: axe finds nothing serious, and no script complains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Room

SERIOUS = ("serious", "critical")
PAGES = (
    "/", "/inbox/", "/inbox/?tab=promised", "/inbox/?tab=theirs", "/inbox/?tab=snoozed", "/inbox/?tab=done",
    "/cases/{case}/", "/conversations/{conversation}/", "/people/", "/people/{person}/", "/search/",
    "/search/?q=godello", "/doors/", "/doors/new/", "/doors/new/{channel}/", "/doors/{connection}/",
    "/doors/quarantine/", "/plan/", "/plan/first/", "/plan/why/", "/help/",
    "/settings/texts/", "/settings/sold/", "/settings/me/", "/settings/team/",
    "/settings/tokens/", "/password/change/", "/sign-out/", "/nowhere",
)  # fmt: skip
OUTSIDE = ("/sign-in/", "/sign-up/", "/password/reset/", "/hablamos", "/hablamos/{door}/poster", "/nowhere")
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@SIZES
def test_every_page_of_the_team(room: Room, lived_in: dict[str, Any], size: Any) -> None:
    page = room.colleague(viewport=size, reduced_motion="reduce")
    faults = walk(page, room, [*_filled(PAGES, lived_in)])
    room.forgives("status of 404")
    assert not faults, "\n".join(faults)


@SIZES
def test_every_page_of_everybody_else(room: Room, lived_in: dict[str, Any], size: Any) -> None:
    page = room.person(viewport=size, reduced_motion="reduce").new_page()
    faults = walk(page, room, [*_filled(OUTSIDE, lived_in)])
    room.forgives("status of 404")
    assert not faults, "\n".join(faults)


def walk(page: Page, room: Room, paths: list[str]) -> list[str]:
    faults: list[str] = []
    for path in paths:
        said = page.goto(room.counter.house.url + path)
        assert said is not None
        if said.status not in (200, 404):
            faults.append(f"{path}: {said.status}")
        if path == "/hablamos":
            page.locator("#chat[data-alive]").wait_for()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults += [f"{path} {scheme}: {fault}" for fault in faults_of(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path}: wider than the screen")
    return faults


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"][:3]
    ]


def _filled(paths: tuple[str, ...], told: dict[str, Any]) -> Iterator[str]:
    from mostrador.doors import finding

    for path in paths:
        if "{channel}" in path:
            yield from (path.format(channel=key) for key in finding.channels())
        else:
            yield path.format(**told)
