"""From a knock to the words on an open page, in a real browser: the list of the inbox, and the open conversation."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from tests.bench import browsing, servers
from tests.bench.measuring import Figure, percentile
from tests.browser.conftest import FLAGS
from tests.house import PASSWORD, a_house
from tests.servers import debian

# When each mark stood in the page, and when the frame that shows it was done, in ms since 1970.
WATCH = """(selector) => {
  window.stood = {}; window.drawn = {};
  const look = () => {
    for (const [mark] of (document.querySelector(selector)?.textContent ?? "").matchAll(/marca\\d+/g)) {
      if (mark in window.stood) continue;
      window.stood[mark] = Date.now();
      requestAnimationFrame(() => setTimeout(() => { window.drawn[mark] = Date.now(); }));
    }
  };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
APART_SECONDS = 1.3  # a page looks at most once in half a second, and again once it has shown that words were read
PATIENCE_SECONDS = 15


class CannotDraw(Exception):
    """There is no Chromium here."""


def drawn(folder: Path, quick: bool) -> list[Figure]:
    """One message at a time, by somebody whose errand is open; the clock runs from the knock."""
    if debian.provide("chromium"):
        raise CannotDraw("Chromium is not installed, and cannot be.")
    count = 12 if quick else 60
    with a_house(folder / "house") as house:
        hook = servers.a_hook(house)
        house.open()
        client = browsing.sign_in(house.url, "ana@vidriera.test", PASSWORD)
        with _a_page(house.url, client) as page, _Ear(house.url, client) as ear, httpx.Client() as sender:
            _knock(sender, hook, "empieza", 0)
            watched = _Watched(page, sender, hook, ear)
            return [
                _figure(words, watched.see(f"{house.url}{path}", selector, range(start, start + count)))
                for words, path, selector, start in (
                    ("open inbox", "/inbox/", "#inbox-list", 1_000),
                    ("open conversation", "/cases/1/", "[id^=conversation-]", 2_000),
                )
            ]


def _figure(words: str, took: list[dict[str, float]]) -> Figure:
    frames, stood = [one["drawn"] for one in took], percentile([one["stood"] for one in took], 0.5)
    heard = percentile([one["heard"] for one in took], 0.5)
    return Figure(
        f"hook → drawn in an {words}, one at a time", percentile(frames, 0.5), "ms p50",
        f"event at a stream, same messages {heard:.1f} ms", percentile(frames, 0.5) / heard, "p50 ≤ 60 ms",
        percentile(frames, 0.5) <= 60,
        {"p99 ms": percentile(frames, 0.99), "in the page after ms": stood,
         "from the event to the frame ms": percentile([one["drawn"] - one["heard"] for one in took], 0.5)},
    )  # fmt: skip


class _Watched:
    """One page in sight; messages come one by one."""

    def __init__(self, page: Page, sender: httpx.Client, hook: str, ear: "_Ear") -> None:
        """`sender` is a line that stands: opening one takes the sender longer than the house the whole way."""
        self._page, self._sender, self._hook, self._ear = page, sender, hook, ear

    def see(self, url: str, selector: str, numbers: range) -> list[dict[str, float]]:
        """Return for each message how long until a stream heard it, until it stood in the page and was drawn, in ms."""
        self._page.goto(url)
        self._page.wait_for_timeout(1500)  # fonts, the stream's line, what htmx looks for first
        self._page.evaluate(WATCH, selector)
        return [self._one(f"marca{number}", number) for number in numbers]

    def _one(self, mark: str, number: int) -> dict[str, float]:
        heard, began = len(self._ear.heard), time.time() * 1e3
        _knock(self._sender, self._hook, mark, number)
        self._page.wait_for_function(f"() => window.drawn['{mark}']", timeout=PATIENCE_SECONDS * 1e3)
        stood, drawn = self._page.evaluate(f"() => [window.stood['{mark}'], window.drawn['{mark}']]")
        self._page.wait_for_timeout(APART_SECONDS * 1e3)
        return {"heard": self._ear.heard[heard] - began, "stood": stood - began, "drawn": drawn - began}


def _knock(sender: httpx.Client, hook: str, words: str, number: int) -> None:
    body = json.dumps(
        {"id": f"d{number}", "from": {"id": "lucia", "name": "Lucía"}, "text": f"¿Abrís? {words}"}
    ).encode()
    mark = hmac.new(servers.SECRET.encode(), body, hashlib.sha256).hexdigest()
    sender.post(hook, content=body, headers={"X-Mostrador-Signature": f"sha256={mark}"}).raise_for_status()


@contextmanager
def _a_page(url: str, client: httpx.Client) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context(locale="es-ES", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in client.cookies.items()])
        yield context.new_page()
        browser.close()


class _Ear:
    """Another colleague's stream: when each message's event came, in ms since 1970."""

    def __init__(self, url: str, client: httpx.Client) -> None:
        self.heard: list[float] = []
        self._url, self._cookies, self._over = url, dict(client.cookies), threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "_Ear":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()  # the thread ends with the server's stream

    def _listen(self) -> None:
        with httpx.stream("GET", f"{self._url}/live", cookies=self._cookies, timeout=None) as stream:
            for line in stream.iter_lines():
                if self._over.is_set():
                    return
                if "MessageReceived" in line:
                    self.heard.append(time.time() * 1e3)
