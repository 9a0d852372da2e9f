"""`python -m tests.faults.streaming --streams N [--kill]`: pages held open over a restart of the server.

A real `mostrador serve`, N event streams of a colleague who may hear everything, a program that goes on writing. In
the middle the server is ended and started again; every stream comes back as a browser does, with the last id it
heard. Each must have heard each message once, in the order of the ledger; being told to ask for everything again
would do for a page and is counted apart. `--summary` adds up all runs.
"""

import argparse
import asyncio
import contextlib
import json
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.browsing import sign_in
from tests.bench.measuring import cpu_ms, pss_mb
from tests.faults import stage
from tests.faults.places import a_quick_folder
from tests.faults.senders import Line, signed
from tests.faults.stage import OWNER
from tests.running import House

LOG = Path("build/faults/streaming.jsonl")
DIALLING = 200  # at once, as many as a listener's queue takes
COMES_BACK_SECONDS = (1.0, 3.0)  # a browser's own pause, spread as many browsers spread it
HEARD = b'"name":"MessageReceived"'
WRITES = 10  # before the restart, and after it
PATIENCE_SECONDS = 480
WRONG = ("missed", "twice", "out of order")


@dataclass(slots=True, eq=False)
class Page:
    """One open page: what it heard, and where in the ledger it stands."""

    heard: list[bytes] = field(default_factory=list)
    last: bytes = b""
    lines: int = 0  # how often it was let in
    refused: int = 0
    afresh: int = 0
    open: bool = False

    def hear(self, block: bytes) -> None:
        _before, _id, rest = block.partition(b"id: ")
        self.last = rest.partition(b"\n")[0] or self.last
        if HEARD in block:
            self.heard.append(self.last)
        self.afresh += b"event: reset" in block


class Crowd:
    """All the pages, on one loop in a thread of its own."""

    def __init__(self, count: int, port: int, cookie: str) -> None:
        self.pages = [Page() for _one in range(count)]
        self._port, self._cookie = port, cookie
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._hold(),), daemon=True)
        self._over = asyncio.Event()
        self._thread.start()

    @property
    def open(self) -> int:
        return sum(page.open for page in self.pages)

    def leave(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(30)

    async def _hold(self) -> None:
        self._dialling = asyncio.Semaphore(DIALLING)
        tasks = [asyncio.create_task(self._stay(page)) for page in self.pages]
        await self._over.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _stay(self, page: Page) -> None:
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._listen(page)
            page.open = False
            await asyncio.sleep(random.uniform(*COMES_BACK_SECONDS))

    async def _listen(self, page: Page) -> None:
        async with self._dialling:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
            try:
                writer.write(self._asks(page))
                head = await reader.readuntil(b"\r\n\r\n")
            except BaseException:
                writer.close()
                raise
        try:
            if not head.startswith(b"HTTP/1.1 200"):
                page.refused += 1
                return
            page.open, page.lines = True, page.lines + 1
            while chunk := await _chunk(reader):
                for block in chunk.split(b"\n\n"):
                    page.hear(block)
        finally:
            writer.close()

    def _asks(self, page: Page) -> bytes:
        last = b"Last-Event-ID: %s\r\n" % page.last if page.last else b""
        head = f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nCookie: {self._cookie}\r\n"
        return head.encode() + last + b"Accept: text/event-stream\r\n\r\n"


async def _chunk(reader: asyncio.StreamReader) -> bytes:
    """Read what was sent in one go: some whole blocks; nothing when the stream ended."""
    size = int(await reader.readuntil(b"\r\n"), 16)
    return (await reader.readexactly(size + 2))[:size]


def told(streams: int, *, kill: bool, seconds: float) -> dict[str, Any]:
    """Hold the streams over a restart while a program writes for `seconds` before and after; return what was seen."""
    with a_quick_folder(Path(tempfile.gettempdir())) as folder, stage.Outside() as outside:
        house = House(folder, MOSTRADOR_ALLOW_HOSTS=outside.hosts)
        prepared = stage.prepare(folder, dict(house.environment), outside)
        house.start()
        try:
            return _acted(house, f"/hooks/{prepared.doors['web'].key}", streams, kill, seconds)
        finally:
            house.stop()


def _acted(house: House, hook: str, streams: int, kill: bool, seconds: float) -> dict[str, Any]:
    cookies = sign_in(house.url, *OWNER).cookies
    before, begun = pss_mb(house.pid), time.monotonic()
    crowd = Crowd(streams, house.port, "; ".join(f"{name}={value}" for name, value in cookies.items()))
    _until(lambda: crowd.open == streams, "not all streams were let in")
    opened, kept = time.monotonic() - begun, (pss_mb(house.pid) - before) * 1024 / streams
    writing, spent = Writing(house.port, hook, seconds / WRITES), cpu_ms(house.pid)
    time.sleep(seconds)
    each = (cpu_ms(house.pid) - spent) / max(writing.written, 1)
    house.stop(signal.SIGKILL if kill else signal.SIGTERM)
    gone = time.monotonic()
    house.start()
    _until(lambda: crowd.open == streams, "not all streams came back")
    back = time.monotonic() - gone
    time.sleep(seconds)
    written = writing.finish()
    _until(lambda: min(len(page.heard) for page in crowd.pages) >= written or any(p.afresh for p in crowd.pages), "")
    crowd.leave()
    return judged(crowd.pages, written) | {
        "streams": streams, "kill": kill, "opened_seconds": opened, "kb_each": kept, "back_seconds": back,
        "cpu_ms_a_message": each,
    }  # fmt: skip


class Writing(threading.Thread):
    """A program that writes now and then: every page hears each of the handful of facts that a message makes."""

    def __init__(self, port: int, hook: str, pause: float) -> None:
        super().__init__(daemon=True)
        self._pause, self._line, self._hook, self._over, self.written = pause, Line(port), hook, threading.Event(), 0
        self.start()

    def run(self) -> None:
        while not self._over.wait(self._pause):
            said = {"id": f"w{self.written}", "from": {"id": f"p{self.written % 20}"}, "text": "¿Abrís hoy?"}
            body = json.dumps(said).encode()
            answer = self._line.ask("POST", self._hook, body, **signed(body))
            self.written += answer is not None and answer[0] == 200

    def finish(self) -> int:
        self._over.set()
        self.join(30)
        return self.written


def judged(pages: list[Page], written: int) -> dict[str, Any]:
    """Compare what each page heard with what was thanked for; the longest hearing knows the ids."""
    whole = set(max((page.heard for page in pages), key=len))
    ordered = sorted(whole, key=lambda at: [int(part) for part in at.split(b"-")])
    return {
        "messages": written,
        "missed": sum(len(whole - set(page.heard)) for page in pages) + abs(len(whole) - written),
        "twice": sum(len(page.heard) - len(set(page.heard)) for page in pages),
        "out of order": sum([at for at in ordered if at in page.heard] != page.heard for page in pages),
        "told to ask again": sum(page.afresh for page in pages),
        "refused for now": sum(page.refused for page in pages),
        "let in": sum(page.lines for page in pages),
    }


def _until(holds: Any, otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > end:
            if otherwise:
                raise SystemExit(f"After {PATIENCE_SECONDS} s {otherwise}.")
            return
        time.sleep(0.1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.streaming", description="Hold streams; judge them.")
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=60, help="of writing before the restart, and after it")
    parser.add_argument("--kill", action="store_true", help="with −9, not with a term")
    parser.add_argument("--log", default=str(LOG), help="where it adds up")
    parser.add_argument("--summary", action="store_true", help="print what all runs in the log came to")
    asked = parser.parse_args()
    log = Path(asked.log)
    if asked.summary:
        print(table([json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]))
        return 0
    found = told(asked.streams, kill=asked.kill, seconds=asked.seconds)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(found) + "\n")
    print(table([found]))
    return 1 if any(found[what] for what in WRONG) else 0


def table(runs: list[dict[str, Any]]) -> str:
    """Return the sums as a table in Markdown."""
    return "\n".join(["| | |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in _figures(runs))])


def _figures(runs: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    yield "runs, of them killed", f"{len(runs)}, {sum(run['kill'] for run in runs)}"
    yield "streams, the most in a run", f"{max(run['streams'] for run in runs):,}"
    yield "messages", f"{sum(run['messages'] for run in runs):,}"
    yield "hearings owed", f"{sum(run['messages'] * run['streams'] for run in runs):,}"
    for what in (*WRONG, "told to ask again", "refused for now"):
        yield f"**{what}**" if what in WRONG else what, f"{sum(run[what] for run in runs):,}"
    yield "slowest to let all in, s (noisy)", f"{max(run['opened_seconds'] for run in runs):.0f}"
    yield "slowest to have all back, s (noisy)", f"{max(run['back_seconds'] for run in runs):.0f}"
    yield "most of the house's memory for a stream, kB", f"{max(run['kb_each'] for run in runs):.1f}"
    yield "most CPU of the house for a message, ms", f"{max(run['cpu_ms_a_message'] for run in runs):.0f}"


if __name__ == "__main__":
    sys.exit(main())
