"""From a knock to the event on a colleague's stream.

Whoever knocks and whoever listens here writes and reads bytes that were made beforehand: a client's library would take
a millisecond or two of what is measured, on both ways.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

import uvloop

from tests.bench.measuring import percentile
from tests.bench.servers import SECRET


def to_event(
    url: str, hook: str, cookies: dict[str, str], *, rate: float, count: int, start: int = 0
) -> dict[str, float]:
    """Knock `count` times at `rate` a second and return when each was heard on /live, in ms."""
    knocks = [_signed(hook, number) for number in range(start, start + count)]
    shown = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return uvloop.run(_heard(knocks, _request("GET", f"{url}/live", cookie=shown), b"MessageReceived", rate))


def echoed(url: str, *, rate: float, count: int) -> dict[str, float]:
    """The same through the bare event stream."""
    return uvloop.run(_heard([_request("POST", url, b"said")] * count, _request("GET", url), b"said", rate))


def _signed(hook: str, number: int) -> bytes:
    body = json.dumps({"id": f"r{number}", "from": {"id": f"p{number % 50}"}, "text": "hola, ¿abrís hoy?"}).encode()
    mark = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return _request("POST", hook, body, x_mostrador_signature=f"sha256={mark}")


def _request(method: str, url: str, body: bytes = b"", **headers: str) -> bytes:
    where = urlsplit(url)
    told = {"host": where.netloc, **({"content-length": str(len(body))} if body else {}), **headers}
    lines = [f"{method} {where.path or '/'} HTTP/1.1", *(f"{k.replace('_', '-')}: {v}" for k, v in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _heard(knocks: list[bytes], listen: bytes, word: bytes, rate: float) -> dict[str, float]:
    heard: list[float] = []
    stream = await _connected(listen)
    stream[1].write(listen)
    assert b" 200 " in await stream[0].readline()
    listening = asyncio.create_task(_listen(stream[0], heard, len(knocks), word))
    await asyncio.sleep(0.5)
    left = await _knock(knocks, rate)
    await asyncio.wait_for(listening, 30)
    stream[1].close()
    return _told(left, heard)


async def _knock(knocks: Iterable[bytes], rate: float) -> list[float]:
    left: list[float] = []
    reader, writer = await _connected(next(iter(knocks)))
    for knock in knocks:
        left.append(time.perf_counter())
        writer.write(knock)
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.partition(b"\r\n")[0], head
        await reader.readexactly(int(head.lower().rpartition(b"content-length:")[2].split(b"\r\n")[0]))
        await asyncio.sleep(max(0.0, 1 / rate - (time.perf_counter() - left[-1])))
    writer.close()
    return left


async def _connected(request: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a line to whom this request names."""
    host, _, port = request.partition(b"host: ")[2].partition(b"\r\n")[0].decode().partition(":")
    return await asyncio.open_connection(host, int(port))


async def _listen(stream: asyncio.StreamReader, heard: list[float], count: int, word: bytes) -> None:
    while len(heard) < count:
        line = await stream.readline()
        assert line, "the stream ended"
        if line.startswith(b"data:") and word in line:
            heard.append(time.perf_counter())


def _told(left: list[float], heard: list[float]) -> dict[str, float]:
    # One lane keeps the order: the k-th event is that of the k-th knock.
    took = [(there - here) * 1e3 for here, there in zip(left, heard, strict=True)]
    return {"p50": percentile(took, 0.5), "p99": percentile(took, 0.99), "first": took[0]}
