"""The least that could be done, to divide our figures by: `python -m tests.bench.yardsticks WHICH PORT FOLDER`."""

import asyncio
import queue
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import uvicorn

HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
BODY = {"type": "http.response.body", "body": b"ok"}
WORDS = b"<p>hola, quiero saber cuando llega mi pedido</p>" * 800  # as long as a page of ours
PAGE = (
    {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(WORDS))]},
    {"type": "http.response.body", "body": WORDS},
)


async def page(scope: Any, receive: Any, send: Any) -> None:
    """A bare server: every question has the same answer, made beforehand."""
    if scope["type"] == "http":
        for part in PAGE:
            await send(part)


class GroupCommit:
    """A bare server that answers once the body is on disk, many bodies a commit. No signature, no key, no meaning.

    Who asks for a page beside it gets the bare one.
    """

    def __init__(self, path: Path) -> None:
        self.queue: queue.SimpleQueue[tuple[bytes, asyncio.Future[None]]] = queue.SimpleQueue()
        self.path = path
        threading.Thread(target=self.write, daemon=True).start()

    def write(self) -> None:
        db = sqlite3.connect(self.path, isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, body BLOB)")
        while True:
            batch = [self.queue.get()]
            while not self.queue.empty() and len(batch) < 512:
                batch.append(self.queue.get())
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO body (body) VALUES (?)", [(body,) for body, _ in batch])
            db.execute("COMMIT")
            batch[0][1].get_loop().call_soon_threadsafe(self.tell, [future for _, future in batch])

    def tell(self, futures: list[asyncio.Future[None]]) -> None:
        for future in futures:
            if not future.done():
                future.set_result(None)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] == "GET":
            await page(scope, receive, send)
            return
        message = await receive()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.queue.put((message["body"], future))
        await future
        await send(HEAD)
        await send(BODY)


class Echo:
    """A bare event stream: what is posted is said to whoever listens, and kept nowhere."""

    def __init__(self, path: Path) -> None:
        self.listeners: list[asyncio.Queue[bytes]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] == "GET":
            await self.listen(send)
            return
        body = (await receive())["body"]
        for listener in self.listeners:
            listener.put_nowait(b"data: " + body + b"\n\n")
        await send(HEAD)
        await send(BODY)

    async def listen(self, send: Any) -> None:
        mine: asyncio.Queue[bytes] = asyncio.Queue()
        self.listeners.append(mine)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
        while True:
            await send({"type": "http.response.body", "body": await mine.get(), "more_body": True})


if __name__ == "__main__":
    which, port, folder = sys.argv[1:]
    file = Path(folder) / "yardstick.sqlite3"
    app: Any = page if which == "page" else {"commit": GroupCommit, "echo": Echo}[which](file)
    uvicorn.run(app, port=int(port), log_level="error", access_log=False, lifespan="off")
