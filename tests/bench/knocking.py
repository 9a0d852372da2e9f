"""A client that knocks as fast as it is answered, in a process of its own: `python -m tests.bench.knocking`.

Reads one JSON line of orders from stdin, prints one of results.
"""

import asyncio
import hashlib
import hmac
import json
import random
import sys
import time
from typing import Any
from urllib.parse import urlsplit

import uvloop

from tests.bench.words import sentence


def requests(url: str, secret: str, count: int, *, start: int, people: int) -> list[bytes]:
    """Return signed, distinct requests as raw bytes, made beforehand so that making them costs the run nothing."""
    where, dice = urlsplit(url), random.Random(start)
    found = []
    for number in range(start, start + count):
        who = f"p{number % people}"
        body = json.dumps({"id": f"b{number}", "from": {"id": who, "name": who}, "text": sentence(dice)}).encode()
        mark = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        head = (
            f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Mostrador-Signature: sha256={mark}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        found.append(head.encode() + body)
    return found


class Knocker(asyncio.Protocol):
    """One connection: the next request leaves when the last was answered, or when its time has come."""

    def __init__(self, run: "Run") -> None:
        self.run, self.began, self.heard = run, 0.0, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.next()

    def next(self) -> None:
        request, wait = self.run.take()
        if request is None:
            self.transport.close()
            self.run.left()
        elif wait > 0:
            asyncio.get_running_loop().call_later(wait, self.knock, request)
        else:
            self.knock(request)

    def knock(self, request: bytes) -> None:
        self.began = time.perf_counter()
        self.transport.write(request)  # type: ignore[attr-defined]  # stubs know only the base

    def data_received(self, data: bytes) -> None:
        self.heard += data
        head, end, body = self.heard.partition(b"\r\n\r\n")
        length = int(head.lower().rpartition(b"content-length:")[2].split(b"\r\n")[0]) if end else 1
        if end and len(body) >= length:
            self.run.answered(self.heard, time.perf_counter() - self.began)
            self.heard = b""
            self.next()


class Run:
    def __init__(self, waiting: list[bytes], *, at_once: int, rate: float) -> None:
        self.waiting, self.rate, self.knockers = waiting[::-1], rate, at_once
        self.times: list[float] = []
        self.refused = self.given = 0
        self.done = asyncio.Event()
        self.began = time.perf_counter()

    def take(self) -> tuple[bytes | None, float]:
        if not self.waiting:
            return None, 0
        self.given += 1
        due = self.began + self.given / self.rate if self.rate else 0
        return self.waiting.pop(), due - time.perf_counter()

    def answered(self, data: bytes, took: float) -> None:
        self.times.append(took)
        self.refused += not data.startswith(b"HTTP/1.1 200")

    def left(self) -> None:
        self.knockers -= 1
        if not self.knockers:
            self.done.set()


async def knock(orders: dict[str, Any]) -> dict[str, Any]:
    where = urlsplit(orders["url"])
    made = requests(orders["url"], orders["secret"], orders["count"], start=orders["start"], people=orders["people"])
    run = Run(made, at_once=orders["at_once"], rate=orders["rate"])
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    for _ in range(orders["at_once"]):
        await loop.create_connection(lambda: Knocker(run), where.hostname, where.port)
    await asyncio.wait_for(run.done.wait(), 120)
    took = time.perf_counter() - began
    ordered = sorted(run.times)
    return {
        "per_second": len(ordered) / took, "refused": run.refused, "p50_ms": ordered[len(ordered) // 2] * 1e3,
        "p99_ms": ordered[int(len(ordered) * 0.99)] * 1e3,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(uvloop.run(knock(json.loads(sys.stdin.readline())))))
