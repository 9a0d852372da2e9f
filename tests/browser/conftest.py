"""A served shop, its website on another origin, and people before real browsers whose every error counts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.counter import Program
from tests.house import PASSWORD, House, a_house
from tests.servers import debian

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 780}
PATIENCE_MS = 15_000  # of a machine that does other things too; what must be quick is measured on its own
expect.set_options(timeout=PATIENCE_MS)
PAGE = """<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Vinos La Vidriera</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
</head><body><main><h1>Vinos gallegos</h1></main><script src="{house}/widget.js" data-door="{door}" async></script>
</body></html>"""


@dataclass
class Counter:
    """The house, its chat and its website."""

    house: House
    site: str
    door: str
    api: Program

    @property
    def hablamos(self) -> str:
        return f"{self.house.url}/hablamos"

    def hears(self, text: str) -> dict[str, Any]:
        """Let a new visitor of the chat say something; return it as it was heard."""
        chat = f"{self.house.url}/chat/{self.door}"
        token = httpx.post(f"{chat}/open", json={}, trust_env=False).json()["token"]
        told, who = {"id": uuid4().hex, "text": text}, {"Authorization": f"Bearer {token}"}
        assert httpx.post(f"{chat}/messages", json=told, headers=who, trust_env=False).status_code == 202
        return self.api.waits_for(text)


@dataclass
class Room:
    """Opens browsers for people and keeps what their pages complain of."""

    chromium: Browser
    counter: Counter
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def person(self, **how: Any) -> BrowserContext:
        """Return a browser of somebody's own: `viewport`, `color_scheme` …"""
        context = self.chromium.new_context(**{"locale": "es-ES", "timezone_id": "Europe/Madrid", **how})
        context.set_default_timeout(PATIENCE_MS)
        context.on(
            "console", lambda said: self._complain(f"{said.text} {said.location}") if said.type == "error" else None
        )
        context.on("weberror", lambda error: self._complain(str(error.error)))
        self.contexts.append(context)
        return context

    def colleague(self, name: str = "ana", **how: Any) -> Page:
        """Sign somebody of the team in, as they do."""
        page = self.person(**how).new_page()
        page.goto(f"{self.counter.house.url}/sign-in/")
        page.locator("input[name=login]").fill(f"{name}@vidriera.test")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button:not([type=button])").first.click()
        page.wait_for_url(f"{self.counter.house.url}/")
        return page

    def forgives(self, *words: str) -> None:
        """Take note that these complaints were brought about by the test itself."""
        self.troubles[:] = [said for said in self.troubles if not any(word in said for word in words)]

    def _complain(self, words: str) -> None:
        self.troubles.append(words)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    debian.need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    debian.need("chromium")
    folder = tmp_path_factory.mktemp("browser")
    (folder / "site").mkdir()
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "site")))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{site.server_port}"
    with a_house(folder / "house") as house:
        house.run("doors", "add", "website", "--name", "Vinos La Vidriera", "--set", f"sites={address}")
        house.open()
        made = Counter(house, address, _door(house), Program(house))
        (folder / "site" / "index.html").write_text(PAGE.format(house=house.url, door=made.door), encoding="utf-8")
        yield made
        assert "Traceback" not in house.log, house.log[-4000:]
    site.shutdown()


@pytest.fixture(scope="module")
def lived_in(counter: Counter) -> dict[str, Any]:
    """A house in which something has happened: asked, answered, and something that nobody understood."""
    asked = counter.hears("¿Tenéis godello?")
    heard = counter.hears("Quiero hablar con la encargada: nadie me contesta y estoy muy enfadada.")
    counter.api.answers(asked["conversation"], "Tres cajas.")
    return {"case": heard["case"], "conversation": heard["conversation"], "person": heard["person"], "connection": 1,
            "door": counter.door}  # fmt: skip


@pytest.fixture
def room(chromium: Browser, counter: Counter) -> Iterator[Room]:
    """Fails the test for every error that a page's script or console tells of."""
    made = Room(chromium, counter)
    yield made
    for context in made.contexts:
        context.close()
    assert not made.troubles


@pytest.fixture
def says() -> Callable[[Page, str], None]:
    """Let a visitor write in the chat, wherever it stands."""

    def say(page: Page, text: str) -> None:
        box = page.locator("textarea:visible").first
        expect(box).to_be_enabled()
        box.fill(text)
        box.press("Enter")

    return say


def _door(house: House) -> str:
    return httpx.get(f"{house.url}/hablamos", follow_redirects=True, trust_env=False).url.path.rpartition("/")[2]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """The pages tell what went wrong."""
