"""From a knock to the event on a colleague's stream."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx

from tests.bench.measuring import percentile
from tests.bench.servers import SECRET


def to_event(
    url: str, hook: str, cookies: dict[str, str], *, rate: float, count: int, start: int = 0
) -> dict[str, float]:
    """Knock `count` times at `rate` a second and return when each was heard on /live, in ms."""
    return asyncio.run(_to_event(url, hook, cookies, rate, range(start, start + count)))


def echoed(url: str, *, rate: float, count: int) -> dict[str, float]:
    """The same through the bare event stream."""
    return asyncio.run(_echoed(url, rate, count))


async def _to_event(url: str, hook: str, cookies: dict[str, str], rate: float, numbers: range) -> dict[str, float]:
    async with httpx.AsyncClient(cookies=cookies, timeout=30) as reader, httpx.AsyncClient(timeout=30) as knocker:
        heard: list[float] = []
        listening = asyncio.create_task(_listen(reader, f"{url}/live", heard, len(numbers), "MessageReceived"))
        await asyncio.sleep(0.5)
        left = [await _knock(knocker, hook, number, rate) for number in numbers]
        await asyncio.wait_for(listening, 30)
    return _told(left, heard)


async def _echoed(url: str, rate: float, count: int) -> dict[str, float]:
    async with httpx.AsyncClient(timeout=30) as reader, httpx.AsyncClient(timeout=30) as knocker:
        heard: list[float] = []
        listening = asyncio.create_task(_listen(reader, url, heard, count, "said"))
        await asyncio.sleep(0.3)
        left = []
        for _ in range(count):
            left.append(time.perf_counter())
            await knocker.post(url, content=b"said")
            await asyncio.sleep(max(0.0, 1 / rate - (time.perf_counter() - left[-1])))
        await asyncio.wait_for(listening, 30)
    return _told(left, heard)


async def _knock(client: httpx.AsyncClient, hook: str, number: int, rate: float) -> float:
    body = json.dumps({"id": f"r{number}", "from": {"id": f"p{number % 50}"}, "text": "hola, ¿abrís hoy?"}).encode()
    mark = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    began = time.perf_counter()
    answer = await client.post(hook, content=body, headers={"X-Mostrador-Signature": f"sha256={mark}"})
    answer.raise_for_status()
    await asyncio.sleep(max(0.0, 1 / rate - (time.perf_counter() - began)))
    return began


async def _listen(client: httpx.AsyncClient, url: str, heard: list[float], count: int, word: str) -> None:
    async with client.stream("GET", url) as stream:
        stream.raise_for_status()
        async for line in _lines(stream):
            if word in line:
                heard.append(time.perf_counter())
                if len(heard) == count:
                    return


async def _lines(stream: Any) -> AsyncIterator[str]:
    async for line in stream.aiter_lines():
        if line.startswith("data:"):
            yield line


def _told(left: list[float], heard: list[float]) -> dict[str, float]:
    # One lane keeps the order: the k-th event is that of the k-th knock.
    took = [(there - here) * 1e3 for here, there in zip(left, heard, strict=True)]
    return {"p50": percentile(took, 0.5), "p99": percentile(took, 0.99), "first": took[0]}
