"""The chat in a real browser, on the page of another site and on its own: written, answered, read."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mostrador.widget.identifying import signature
from tests.browser.storefront import SECRET, Shop, key_of, site_over, until
from tests.running import House, copy_of
from tests.servers import debian

DESK, PHONE = {"width": 1389, "height": 868}, {"width": 360, "height": 780}


@pytest.fixture(scope="module")
def open_shop(prepared_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    debian.need("chromium")
    folder = tmp_path_factory.mktemp("site")
    server = site_over(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    house = House(copy_of(prepared_house, tmp_path_factory.mktemp("chat") / "house"))
    ana = ("--email", "ana@v.test", "--name", "Ana Vila", "--role", "owner", "--password", "al sol de mayo")
    house.tell("members", "add", *ana)
    made = Shop(house, f"http://127.0.0.1:{server.server_port}", folder)
    house.start()
    made.door = key_of(house)
    yield made
    house.stop()
    server.shutdown()


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    """The shop as if nobody had written yet."""
    open_shop.since = max((said["id"] for said in open_shop.messages()), default=0)
    return open_shop


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """Fails the test for every error that a page's script or console tells of."""
    heard: list[str] = []
    yield heard
    assert not heard


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def browser(request: pytest.FixtureRequest, chromium: Browser, troubles: list[str]) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=request.param, locale="en-GB")
    context.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name=re.compile("^Chat with")).click()
    expect(page.get_by_role("textbox")).to_be_focused()
    return page


def says(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def has_no_fault(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not [each for each in found if each["impact"] in ("serious", "critical")], found


def test_a_visitor_writes_the_team_answers_and_the_visitor_reads_it(shop: Shop, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.goto(shop.publishes())
    button = page.get_by_role("button", name="Chat with Vinos La Vidriera")
    expect(button).to_be_visible()
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    has_no_fault(page)
    button.click()
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("button", name="Talk to a person")).to_be_visible()
    says(page, "Hello, a white wine? See https://vinos.example/blanco.")
    expect(page.get_by_role("link", name="https://vinos.example/blanco")).to_be_visible()
    expect(page.get_by_text(" · sent")).to_be_visible()
    shop.answers("This godello. <b>Seven</b> left.", to="Hello, a white wine? See https://vinos.example/blanco.")
    expect(page.get_by_text("This godello. <b>Seven</b> left.").first).to_be_visible(timeout=5_000)
    expect(page.get_by_text("Ana · ")).to_be_visible()
    expect(page.get_by_text(" · read")).to_be_visible()
    has_no_fault(page)
    until(lambda: shop.state_of("This godello. <b>Seven</b> left.") == "read")


def test_it_survives_a_reload_and_counts_what_is_unread(shop: Shop, browser: BrowserContext) -> None:
    page = opened(browser, shop.publishes())
    says(page, "Is it open today?")
    expect(page.get_by_text(" · sent")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile("^Chat with"))).to_be_focused()
    shop.answers("Until half past eight.", to="Is it open today?")
    page.reload()
    button = page.get_by_role("button", name="Chat with Vinos La Vidriera, 1 unread")
    button.click(timeout=8_000)
    expect(page.get_by_text("Is it open today?")).to_be_visible()
    expect(page.get_by_text("Until half past eight.").first).to_be_visible()


def test_without_signal_words_wait_and_leave_once(shop: Shop, browser: BrowserContext, troubles: list[str]) -> None:
    page = opened(browser, shop.publishes())
    browser.set_offline(True)
    says(page, "Written in the tunnel")
    expect(page.get_by_text("No signal.")).to_be_visible()
    expect(page.get_by_text(" · sending")).to_be_visible()
    page.wait_for_timeout(2_500)
    browser.set_offline(False)
    expect(page.get_by_text(" · sent")).to_be_visible(timeout=15_000)
    shop.hears("Written in the tunnel")
    page.wait_for_timeout(1_000)
    assert [said["text"] for said in shop.messages()].count("Written in the tunnel") == 1
    troubles[:] = [trouble for trouble in troubles if "ERR_INTERNET_DISCONNECTED" not in trouble]


def test_a_picture_is_sent_and_shown_and_a_file_is_offered(shop: Shop, browser: BrowserContext) -> None:
    page = opened(browser, shop.publishes())
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d494844520000000100000001080600000"
        "01f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    page.locator("input[type=file]").set_input_files(
        [{"name": "broken.png", "mimeType": "image/png", "buffer": picture},
         {"name": "<b>note.txt", "mimeType": "text/plain", "buffer": b"two bottles"}]
    )  # fmt: skip
    expect(page.get_by_role("button", name="Remove broken.png")).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_attribute("aria-disabled", "false")
    page.get_by_role("button", name="Send", exact=True).click()
    shown = page.get_by_role("img", name="broken.png")
    expect(shown).to_be_visible(timeout=8_000)
    until(lambda: bool(shown.evaluate("image => image.naturalWidth") == 1))
    with page.expect_download() as saved:
        page.get_by_role("button", name=re.compile("^Save .*note")).click()
    assert saved.value.path().read_bytes() == b"two bottles"


def test_send_during_an_upload_waits_for_it_and_a_file_taken_back_stops(
    shop: Shop, browser: BrowserContext, troubles: list[str]
) -> None:
    page = opened(browser, shop.publishes())
    attach = page.locator("input[type=file]")
    uploads_at(browser, page, bytes_per_second=400_000)
    attach.set_input_files([{"name": "long.txt", "mimeType": "text/plain", "buffer": b"x" * 4_000_000}])
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Remove long.txt").click()
    attach.set_input_files([{"name": "note.txt", "mimeType": "text/plain", "buffer": b"y" * 600_000}])
    page.get_by_role("textbox").fill("Here is my list")
    page.get_by_role("button", name="Send", exact=True).click(force=True)  # it says that it is not ready yet
    expect(page.get_by_text("It leaves as soon as the files are up.")).to_be_visible()
    expect(page.get_by_role("button", name="Save note.txt")).to_be_visible(timeout=8_000)
    assert [said["text"] for said in shop.messages()] == ["Here is my list"]
    troubles.clear()  # Chromium tells of the request that was stopped


def uploads_at(browser: BrowserContext, page: Page, *, bytes_per_second: int) -> None:
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_per_second}
    browser.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)


def test_the_keyboard_is_enough_and_stays_inside_on_a_phone(shop: Shop, browser: BrowserContext) -> None:
    page = opened(browser, shop.publishes())
    focused = "document.querySelector('[data-mostrador]').shadowRoot.activeElement?.tagName"
    if page.viewport_size == PHONE:
        expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
        for key in ["Tab"] * 12 + ["Shift+Tab"] * 12:
            page.keyboard.press(key)
            assert page.evaluate(focused), "the focus left the chat"
    page.get_by_role("textbox").focus()
    page.keyboard.type("Only keys")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("^Chat with"))).to_be_focused()


def test_who_is_signed_in_on_the_shops_site_is_the_same_on_every_device(
    shop: Shop, browser: BrowserContext, chromium: Browser
) -> None:
    lucia = uuid4().hex
    signed = f"data-user='{lucia}' data-user-hash='{signature(SECRET, lucia)}'"
    page = opened(browser, shop.publishes("account.html", more=signed))
    says(page, "Private words")
    expect(page.get_by_text(" · sent")).to_be_visible()
    shop.hears("Private words")
    other = chromium.new_context(locale="en-GB")
    expect(opened(other, f"{shop.site}/account.html").get_by_text("Private words")).to_be_visible()
    forged = shop.publishes("forged.html", more=f"data-user='{lucia}' data-user-hash='{'0' * 64}'")
    stranger = opened(other, forged)
    stranger.wait_for_timeout(1_000)
    expect(stranger.get_by_text("Private words")).to_have_count(0)
    page.goto(shop.publishes("signed-out.html"))
    page.get_by_role("button", name=re.compile("^Chat with")).click()
    page.wait_for_timeout(1_000)
    expect(page.get_by_text("Private words")).to_have_count(0)
    assert lucia not in page.evaluate("JSON.stringify(localStorage)")
    other.close()


def test_the_page_is_the_same_chat_with_its_link_and_qr(shop: Shop, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.goto(f"{shop.house.url}/hablamos")
    expect(page.get_by_role("textbox")).to_be_visible()
    expect(page.get_by_role("img", name="QR that leads to this chat")).to_be_attached()
    assert page.evaluate("document.cookie") == ""
    says(page, "From the shop window")
    expect(page.get_by_text(" · sent")).to_be_visible()
    shop.answers("Come in!", to="From the shop window")
    expect(page.get_by_text("Come in!").first).to_be_visible(timeout=5_000)
    page.reload()
    expect(page.get_by_text("From the shop window")).to_be_visible()
    has_no_fault(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_works_without_a_script(shop: Shop, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB", viewport=PHONE)
    page = context.new_page()
    page.goto(f"{shop.house.url}/hablamos")
    page.get_by_label("Write your message").fill("No script here")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("We have it.")).to_be_visible()
    shop.answers("Nor needed.", to="No script here")
    until(lambda: shop.state_of("Nor needed.") == "sent")
    page.reload()
    expect(page.get_by_text("No script here")).to_be_visible()
    expect(page.get_by_text("Nor needed.")).to_be_visible()
    context.close()
