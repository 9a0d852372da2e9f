"""The shop's website on an origin of its own, with the chat's one line in its pages, and its house."""

import json
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

from tests.running import House

SECRET = "the shop's own identity secret"
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Vinos La Vidriera</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src {house}; connect-src {house};
img-src 'self' data: blob:; require-trusted-types-for 'script'"></head>
<body><main><h1>Vinos gallegos</h1></main><script src="{house}/widget.js" data-door="{door}" {more} async></script>
</body></html>"""


class Shop:
    """The shop's website on an origin of its own, and its house."""

    def __init__(self, house: House, site: str, folder: Path) -> None:
        self.house, self.site, self._folder = house, site, folder
        told = house.tell("doors", "add", "website", "--name", "Vinos La Vidriera", "--secret", SECRET,
                          "--set", "colour=#6b1d2f", "--set", f"sites={site}")  # fmt: skip
        assert told[0]["door"]
        self.door, self.since = "", 0
        self._token = house.tell("tokens", "add", "--scopes", "read,write")[0]["token"]

    def publishes(self, name: str = "index.html", language: str = "en", more: str = "") -> str:
        """Put up a page with the one line in it, and return its address."""
        page = PAGE.format(language=language, house=self.house.url, door=self.door, more=more)
        (self._folder / name).write_text(page, encoding="utf-8")
        return f"{self.site}/{name}"

    def hears(self, text: str) -> dict[str, Any]:
        """Wait until the house has opened these words of theirs, and return them."""
        until(lambda: any(said["text"] == text for said in self.messages()))
        return next(said for said in self.messages() if said["text"] == text)

    def answers(self, text: str, *, to: str) -> None:
        self._ask(f"conversations/{self.hears(to)['conversation']}/messages", {"text": text})

    def state_of(self, text: str) -> str:
        return str(self.hears(text)["state"])

    def messages(self) -> list[dict[str, Any]]:
        """Return what was said in this test, in the order of arrival."""
        items: list[dict[str, Any]] = self._ask("messages?limit=100")["items"]
        return [said for said in items if said["id"] > self.since]

    def _ask(self, path: str, told: dict[str, Any] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        if told is not None:
            headers["Idempotency-Key"] = uuid4().hex
        body = json.dumps(told).encode() if told is not None else None
        with urlopen(Request(f"{self.house.url}/api/v1/{path}", body, headers)) as answer:
            return json.load(answer)


def site_over(folder: Path) -> ThreadingHTTPServer:
    """Return a web server for the folder, still to be started."""
    return ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def key_of(house: House) -> str:
    with urlopen(f"{house.url}/hablamos") as page:
        return str(page.url).rsplit("/", 1)[1]


def until(holds: Callable[[], bool], seconds: float = 8) -> None:
    """Wait for something that happens in the house."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)
