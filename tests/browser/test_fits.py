"""Nothing is cut off and nothing is too small for a thumb: every page measured at three widths, in three languages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Room

TABLET = {"width": 820, "height": 1180}
WIDTHS = pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["360", "820", "1440"])
THUMB_PX = 48  # design §8
TEAM = (
    "/", "/inbox/", "/inbox/?tab=done", "/cases/{case}/", "/people/", "/people/{person}/", "/search/?q=godello",
    "/doors/", "/doors/new/", "/doors/new/email/", "/doors/{connection}/", "/doors/quarantine/", "/doors/stuck/",
    "/plan/why/", "/settings/me/", "/settings/team/", "/settings/texts/", "/settings/tokens/", "/settings/shifts/",
    "/settings/shifts/1/", "/plan/", "/plan/past/", "/plan/sorting/",
    "/crisis/", "/leave/", "/care/thanks/", "/care/problems/", "/status", "/help/", "/plan/first/", "/settings/sold/",
    "/cases/{case}/troll/", "/conversations/{conversation}/", "/plan/why/?line=authority.dueña&case={case}",
    "/password/change/",
)  # fmt: skip
OUTSIDE = ("/sign-in/", "/password/reset/", "/hablamos", "/hablamos/{door}/poster")
TAB_WORDS = {"es": "Te esperan", "pt": "Esperam", "en": "They wait"}
CUT_TABS = """() => {
  const bar = document.querySelector(".tabs--counted"), edge = bar.getBoundingClientRect();
  for (const count of bar.querySelectorAll(".tabs__count"))
    if (!count.querySelector("svg")) count.textContent = "99+";
  const tabs = [...bar.querySelectorAll("a")];
  const cut = tabs.filter((tab, n) => {
    const range = document.createRange();
    range.selectNodeContents(tab);
    const words = range.getBoundingClientRect(), next = tabs[n + 1]?.getBoundingClientRect();
    return words.left < edge.left || words.right > edge.right || (next && words.right > next.left)
      || words.width > tab.getBoundingClientRect().width + 0.5;
  }).map((tab) => tab.textContent.trim());
  return [tabs.map((tab) => tab.lastChild.textContent.trim()), cut, bar.scrollWidth > bar.clientWidth];
}"""
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll(".table__frame")].some(
  (box) => box.scrollWidth > box.clientWidth)"""
# Words of one tab that stand on those of the next.
OVERLAID = """() => {
  const written = [...document.querySelectorAll(".tabs__tab")].map((tab) => {
    const range = document.createRange();
    range.selectNodeContents(tab);
    return [tab.textContent.trim(), range.getBoundingClientRect()];
  });
  return written.filter(([, box], n) => written[n + 1] && box.right > written[n + 1][1].left).map(([words]) => words);
}"""
# What a thumb reaches is what answers at a place, not what is drawn. A link in the run of a text is read, not aimed at.
TOO_SMALL = """(least) => {
  const found = [], all = "a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button]";
  const how = { opacityProperty: true, visibilityProperty: true };
  const seen = (node) => node.checkVisibility(how) || node.closest("label")?.checkVisibility(how);
  const inText = (node) => node.matches("a") && getComputedStyle(node).display === "inline"
    && [...node.parentNode.childNodes].some((near) => near.nodeType === 3 && near.textContent.trim().length > 1);
  const hits = (node, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (node.contains(hit) || hit.closest("label")?.contains(node));
  };
  const along = (node, x, y, dx, dy) => {
    let steps = 0;
    while (steps < least && hits(node, x + dx * steps, y + dy * steps)) steps += 1;
    return steps;
  };
  const reach = (node, x, y, dx, dy) => along(node, x, y, dx, dy) + along(node, x, y, -dx, -dy);
  for (const node of document.querySelectorAll(all)) {
    if (!seen(node) || node.disabled || node.closest(".unseen:not(label *), .skip") || inText(node)) continue;
    const place = node.closest("label") ?? node;
    place.scrollIntoView({ block: "center", inline: "center" });
    const box = place.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    if (!box.width || !box.height) continue;
    const wide = box.width >= least - 0.6 || reach(node, x, y, 1, 0) >= least;
    const high = box.height >= least - 0.6 || reach(node, x, y, 0, 1) >= least;
    const tag = `${node.cloneNode(false).outerHTML.slice(0, 110)} ${(node.innerText || "").slice(0, 30)}`;
    if (!wide || !high) found.push(`${Math.round(box.width)}x${Math.round(box.height)} ${tag}`);
  }
  return found;
}"""


@pytest.mark.parametrize("language", TAB_WORDS)
def test_the_tabs_of_the_inbox_stand_side_by_side_and_whole(
    room: Room, lived_in: dict[str, Any], language: str
) -> None:
    page = room.colleague("leo", viewport=DESK)
    speaks(page, room, language)
    for size in (DESK, TABLET, PHONE):
        page.set_viewport_size(size)
        page.goto(f"{room.counter.house.url}/inbox/?tab=snoozed")
        words, cut, hidden = page.evaluate(CUT_TABS)
        assert len(words) == 5 and words[0] == TAB_WORDS[language], words
        assert not cut and not hidden, f"{size['width']}: {cut}"
    speaks(page, room, "es")


@pytest.mark.parametrize("language", TAB_WORDS)
def test_the_tabs_of_the_settings_stand_in_one_line_with_the_open_one_in_sight(room: Room, language: str) -> None:
    page = room.colleague(viewport=PHONE)
    speaks(page, room, language)
    for path in ("/settings/me/", "/settings/texts/"):
        page.goto(room.counter.house.url + path)
        tops, ends = page.evaluate("""() => {
          const tabs = [...document.querySelectorAll(".tabs__tab")].map((tab) => tab.getBoundingClientRect());
          const open = document.querySelector(".tabs__tab[aria-current]").getBoundingClientRect();
          return [new Set(tabs.map((tab) => tab.top)).size, [open.left, open.right]]; }""")
        overlaid = page.evaluate(OVERLAID)
        assert not overlaid, (path, overlaid)
        assert tops == 1 and ends[0] >= 0 and ends[1] <= PHONE["width"], (path, tops, ends)
    speaks(page, room, "es")


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["360", "820", "1440"])
def test_a_week_of_shifts_shows_its_times_whole_on_a_clock_of_twelve_hours(room: Room, size: dict[str, int]) -> None:
    page = room.colleague(viewport=size, locale="en-US")
    page.goto(f"{room.counter.house.url}/settings/shifts/1/?as=shop")
    cut = page.evaluate("""() => [...document.querySelectorAll(".week input")].filter((input) => {
      const free = input.cloneNode();
      free.style.cssText = "position: absolute; inline-size: max-content";
      input.after(free);
      const needs = free.offsetWidth;
      free.remove();
      return needs > input.offsetWidth; }).length""")
    assert cut == 0 and page.locator(".week input").count() == 32


def test_a_thumb_reaches_everything_on_the_phone(room: Room, lived_in: dict[str, Any]) -> None:
    page = room.colleague(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    faults = too_small(page, room, TEAM, lived_in)
    stranger = room.person(viewport=PHONE, has_touch=True, reduced_motion="reduce").new_page()
    faults += too_small(stranger, room, OUTSIDE, lived_in)
    assert not faults, "\n".join(faults)


def test_the_head_of_an_asunto_leaves_room_for_its_words(room: Room, lived_in: dict[str, Any]) -> None:
    page = room.colleague(viewport=PHONE)
    page.goto(room.counter.house.url + "/cases/{case}/".format(**lived_in))
    bands = page.evaluate("[...document.querySelectorAll('.asunto')].map(band => [band.innerText, band.offsetHeight])")
    assert bands and not [band for band in bands if band[1] > 80], bands


@WIDTHS
def test_nothing_hangs_over_the_edge(room: Room, lived_in: dict[str, Any], size: Any) -> None:
    page, faults = room.colleague(viewport=size), []
    for path in TEAM:
        page.goto(room.counter.house.url + path.format(**lived_in))
        if page.evaluate(TOO_WIDE):
            faults.append(path)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "pt"])
def test_nothing_hangs_over_the_edge_of_a_phone_in_another_language(
    room: Room, lived_in: dict[str, Any], language: str
) -> None:
    page, faults = room.colleague(viewport=PHONE), []
    speaks(page, room, language)
    for path in TEAM:
        page.goto(room.counter.house.url + path.format(**lived_in), wait_until="domcontentloaded")
        if page.evaluate(TOO_WIDE):
            faults.append(path)
    speaks(page, room, "es")
    assert not faults, "\n".join(faults)


def speaks(page: Page, room: Room, language: str) -> None:
    """Let the colleague choose a language, as they do."""
    page.goto(f"{room.counter.house.url}/settings/me/")
    page.select_option("select[name=language]", language)
    page.locator("form:has(select[name=language]) button").first.click()
    page.wait_for_load_state()


def too_small(page: Page, room: Room, paths: tuple[str, ...], told: dict[str, Any]) -> list[str]:
    """Return what a thumb would miss, page by page, with its menus shut and open."""
    faults = []
    for path in paths:
        page.goto(room.counter.house.url + path.format(**told))
        if path == "/hablamos":
            page.locator("#chat[data-alive]").wait_for()
        faults += [f"{path}: {fault}" for fault in page.evaluate(TOO_SMALL, THUMB_PX)]
        for number in range(page.locator("details > summary").count()):
            opened = page.locator("details").nth(number)
            if not opened.is_visible():
                continue
            page.evaluate(
                "(n) => document.querySelectorAll('details').forEach((one, m) => { one.open = m === n; })", number
            )
            faults += [f"{path}, opened: {fault}" for fault in page.evaluate(TOO_SMALL, THUMB_PX)]
    return sorted(set(faults))
