"""A client for any HTTP/1.1 server, in a process of its own so that its CPU time is told apart.

`python -m tests.bench.asking` reads one JSON line of orders from stdin, prints one of results.
"""

import asyncio
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import httptools
import uvloop

from tests.bench.words import COMMON, sentence

PLACE = re.compile(r"\{(n|text|word|env:[A-Za-z_][A-Za-z0-9_]*)\}")
LONGEST_SECONDS = 600
FORM = "application/x-www-form-urlencoded"


def requests(orders: dict[str, Any]) -> list[bytes]:
    """Return the requests as raw bytes, made beforehand so that making them costs the run nothing."""
    where, dice = urlsplit(orders["url"]), random.Random(orders["start"])
    return [_request(orders, where.netloc, n, dice) for n in range(orders["start"], orders["start"] + orders["count"])]


def _request(orders: dict[str, Any], netloc: str, number: int, dice: random.Random) -> bytes:
    told = {"n": str(number), "text": f"{sentence(dice)} n{number}", "word": dice.choice(COMMON)}
    headers = {name.lower(): _put(value, told, str) for name, value in orders["headers"].items()}
    in_body = quote_plus if headers.get("content-type", "").startswith(FORM) else _in_json
    body = _put(orders["body"], told, in_body).encode()
    headers |= {"host": netloc, "content-length": str(len(body))} if body else {"host": netloc}
    lines = [f"{orders['method']} {_put(orders['path'], told, quote)} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _put(text: str, told: dict[str, str], written: Callable[[str], str]) -> str:
    """Fill the places in; what comes from the environment stays as it is there. Raises `KeyError`."""

    def value(place: re.Match[str]) -> str:
        name = place[1]
        return os.environ[name[4:]] if name.startswith("env:") else written(told[name])

    return PLACE.sub(value, text)


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


class Asker(asyncio.Protocol):
    """One connection: the next request leaves when the last was answered; a closed one is opened anew."""

    def __init__(self, run: "Run") -> None:
        self.run, self.began, self.over = run, 0.0, True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.next()

    def next(self) -> None:
        if not self.run.waiting:
            self.transport.close()
            return
        self.parser, self.heard, self.over = httptools.HttpResponseParser(self), b"", False
        self.began = time.perf_counter()
        self.transport.write(self.run.waiting.pop())  # type: ignore[attr-defined]  # stubs know only the base

    def data_received(self, data: bytes) -> None:
        self.heard = (self.heard + data)[:400]
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        self.over = True
        self.run.answered(self.parser.get_status_code(), self.heard, time.perf_counter() - self.began)
        if self.parser.should_keep_alive():
            asyncio.get_running_loop().call_soon(self.next)
        else:
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.over:
            # A reply may end with its connection; one that did not begin is none.
            status = self.parser.get_status_code() if self.heard and not error else 0
            self.run.answered(status, self.heard, time.perf_counter() - self.began)
        self.run.closed()


class Run:
    def __init__(self, orders: dict[str, Any]) -> None:
        where = urlsplit(orders["url"])
        self.host, self.port = where.hostname, where.port or 80
        self.waiting, self.expect, self.askers = requests(orders)[::-1], orders["expect"], orders["at_once"]
        self.times: list[float] = []
        self.refused, self.first_refusal = 0, ""
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.opening: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: Asker(self), self.host, self.port)
        except OSError as error:
            if not self.over.done():
                self.over.set_exception(error)

    def answered(self, status: int, heard: bytes, took: float) -> None:
        self.times.append(took)
        if status != self.expect:
            self.refused += 1
            self.first_refusal = self.first_refusal or heard.decode(errors="replace") or "nothing"

    def closed(self) -> None:
        if self.waiting:
            task = asyncio.get_running_loop().create_task(self.connect())
            self.opening.add(task)
            task.add_done_callback(self.opening.discard)
            return
        self.askers -= 1
        if not self.askers and not self.over.done():
            self.over.set_result(None)


async def ask(orders: dict[str, Any]) -> dict[str, Any]:
    run = Run(orders)
    count, began, cpu = len(run.waiting), time.perf_counter(), time.process_time()
    for _ in range(orders["at_once"]):
        await run.connect()
    await asyncio.wait_for(run.over, LONGEST_SECONDS)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    ordered = sorted(run.times)
    return {
        "per_second": count / took, "refused": run.refused, "first_refusal": run.first_refusal,
        "p50ms": ordered[count // 2] * 1e3, "p99ms": ordered[int(count * 0.99)] * 1e3,
        "client_cpu_ms": cpu / count * 1e3,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(uvloop.run(ask(json.loads(sys.stdin.readline())))))
