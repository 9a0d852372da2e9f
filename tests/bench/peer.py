"""Another server, measured over plain HTTP with the requests that a file describes: nothing of ours is needed there."""

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bench.asking import PLACE
from tests.bench.measuring import Figure, cpu_ms
from tests.house import ROOT

AT_ONCE = (1, 16, 64)
WARM = 10


class CannotAsk(Exception):
    """What to ask the peer is not there, or not all of it: in words for whoever wrote the file."""


class PeerRefused(Exception):
    """A reply was not the one expected, or none came: a figure over it would be false."""


@dataclass(frozen=True)
class Ask:
    """One kind of request. Path, headers and body may hold {n}, {text}, {word} and {env:NAME}."""

    name: str
    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    expect: int = 200
    count: int = 400


def address(text: str) -> str:
    """Return the peer's address. Raises `CannotAsk` for what is none of a server over plain HTTP."""
    try:
        parts = urlsplit(text)
        whole = parts.scheme == "http" and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise CannotAsk(f"“{text}” is no address of a peer, such as http://127.0.0.1:3000.")
    return text


def asks(path: Path) -> list[Ask]:
    """Read the list `request` of a TOML or JSON file. Raises `CannotAsk`, also for an incomplete environment."""
    try:
        text = path.read_text(encoding="utf-8")
        told = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        found = [Ask(**one) for one in told.get("request", ())]
    except (OSError, ValueError, TypeError, AttributeError) as wrong:
        raise CannotAsk(f"{path} cannot be read as a list of requests: {wrong}") from wrong
    if not found:
        raise CannotAsk(f"{path} has no list “request”: there is nothing to ask.")
    if missing := sorted(_named(found) - os.environ.keys()):
        raise CannotAsk(f"{path} takes {', '.join(missing)} from the environment, where it is not set.")
    return found


def _named(wanted: list[Ask]) -> set[str]:
    """Return the environment variables that the requests name."""
    written = [text for ask in wanted for text in (ask.path, ask.body, *ask.headers.values())]
    places = [place for text in written for place in PLACE.findall(text)]
    return {place.removeprefix("env:") for place in places if place.startswith("env:")}


def measure(url: str, wanted: list[Ask], *, pids: list[int], quick: bool) -> list[Figure]:
    """Ask each kind 1, 16 and 64 at once; `pids` are the peer's processes, where they run on this machine."""
    figures, start = [], 0
    for ask in wanted:
        count = max(ask.count // 4, 64) if quick else ask.count
        _asked(url, ask, count=WARM, at_once=1, start=start)
        start += WARM
        for at_once in AT_ONCE:
            before = sum(map(cpu_ms, pids))
            found = _asked(url, ask, count=count, at_once=at_once, start=start)
            start += count
            theirs = {"cpu_ms": (sum(map(cpu_ms, pids)) - before) / count} if pids else {}
            more = {name: found[name] for name in ("p50ms", "p99ms", "client_cpu_ms")}
            figures.append(Figure(f"peer: {ask.name}, c={at_once}", found["per_second"], "/s", more={**more, **theirs}))
    return figures


def _asked(url: str, ask: Ask, *, count: int, at_once: int, start: int) -> dict[str, Any]:
    orders = {**asdict(ask), "url": url, "count": count, "at_once": at_once, "start": start}
    command = [sys.executable, "-m", "tests.bench.asking"]
    done = subprocess.run(command, input=json.dumps(orders), capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise PeerRefused(f"“{ask.name}” could not be asked: {done.stderr.splitlines()[-1]}")
    found: dict[str, Any] = json.loads(done.stdout)
    if found["refused"]:
        raise PeerRefused(f"“{ask.name}”: {found['refused']} of {count} replies were not {ask.expect}; the first: "
                          f"{found['first_refusal']}")  # fmt: skip
    return found
