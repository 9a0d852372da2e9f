"""A reader of /live, and a hub to listen to."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from mostrador.desk.live import Hub
from mostrador.desk.streams import Grant
from mostrador.kit import wake
from mostrador.kit.gateway import Scope
from tests.site.house import Ledger, happen, tail_of

TEAM = Grant(member=1)


class Page:
    """One reader of /live, speaking ASGI to the hub."""

    def __init__(self, hub: Hub, grant: Grant | None = TEAM, *, after: object = None, **headers: str) -> None:
        self.said, self.status, self._left = "", 0, asyncio.Event()
        self.stalled, self._grant = asyncio.Event(), grant
        self.stalled.set()
        told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        query = f"after={after}".encode() if after is not None else b""
        self.scope: Scope = {"method": "GET", "path": "/live", "query_string": query, "headers": told}
        self.done = asyncio.ensure_future(hub.serve(self.scope, self._receive, self._send, judge=self._judge))

    async def _judge(self, scope: Scope) -> Grant | None:
        return self._grant

    async def _receive(self) -> dict[str, Any]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.stalled.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.said += message["body"].decode()

    async def leave(self) -> None:
        self._left.set()
        await self.done

    async def until(self, words: str) -> None:
        async with asyncio.timeout(5):
            while words not in self.said:
                await asyncio.sleep(0.002)

    @property
    def heard(self) -> list[int]:
        """The ids of the facts heard, in order."""
        return [fact["id"] for fact in self.facts]

    @property
    def facts(self) -> list[dict[str, Any]]:
        blocks = [block for block in self.said.split("\n\n") if "data: " in block and "event: " not in block]
        return [json.loads(block.split("data: ")[1]) for block in blocks]


@asynccontextmanager
async def a_hub(ledger: Ledger) -> AsyncIterator[Hub]:
    hub = Hub(tail_of(ledger), quiet=frozenset({"CursorMoved"}))
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop()


def told(ledger: Ledger, name: str = "MessageReceived", **refs: int) -> int:
    number = happen(ledger, name, **refs)
    wake.up("ledger")
    return number


Story = Callable[[Hub], Awaitable[None]]


def play(ledger: Ledger, story: Story) -> None:
    async def whole() -> None:
        async with a_hub(ledger) as hub:
            await story(hub)

    asyncio.run(whole())
