"""Processes under measurement: a bare yardstick, an edge without pages, a whole house."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.house import ROOT, House
from tests.ports import free_port

SECRET = "a secret of the benchmarks"


def a_hook(house: House) -> str:
    """Open a plain door in a house and return the address that its program knocks at."""
    return str(house.run("doors", "add", "webhook", "--name", "Bench", "--secret", SECRET)[0]["hook_url"])


def knock(
    url: str, *, count: int, at_once: int = 32, rate: float = 0, start: int = 0, people: int = 500
) -> dict[str, Any]:
    """Knock `count` times from another process and return rate and times."""
    orders = {"url": url, "secret": SECRET, "count": count, "at_once": at_once, "rate": rate, "start": start,
              "people": people}  # fmt: skip
    command = [sys.executable, "-m", "tests.bench.knocking"]
    done = subprocess.run(command, input=json.dumps(orders), capture_output=True, text=True, cwd=ROOT, timeout=180,
                          check=False)  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    if found["refused"]:
        raise RuntimeError(f"{found['refused']} of {count} knocks were refused: the figure would be false.")
    return found


def outside() -> dict[str, str]:
    """Return this process's environment without what names the house or the key of its own tests.

    The house measured does not think again: that is a process of its own, at its own niceness, counted apart.
    """
    found = {name: value for name, value in os.environ.items() if not name.startswith("MOSTRADOR_")}
    return found | {"MOSTRADOR_THINK_AGAIN": "0"}


def child(module: str, *words: str) -> dict[str, Any]:
    """Run a measurement in a process of its own and return what it prints last. Raises `RuntimeError`."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, env=outside(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def running(*command: str, url: str, **environment: str) -> Iterator[int]:
    """Run a server until the end of the block; yield its process id once it answers."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env={**outside(), **environment})
    try:
        _wait(process, url)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


@contextmanager
def part(house: House, *line: str) -> Iterator[int]:
    """Run one part of the house until the end of the block; yield its process id once it says that it works."""
    command = [sys.executable, "-m", "mostrador.site.cli", *line, "--json"]
    running = subprocess.Popen(command, env=house.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    try:
        if line[0] not in json.loads(running.stdout.readline()):
            raise RuntimeError(f"{line[0]} did not begin.")
        yield running.pid
    finally:
        running.terminate()
        running.wait(60)


@contextmanager
def yardstick(which: str, folder: Path) -> Iterator[tuple[int, str]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with running("-m", "tests.bench.yardsticks", which, str(port), str(folder), url=url) as pid:
        yield pid, url


@contextmanager
def bare_edge(folder: Path, port: int) -> Iterator[int]:
    """Our own edge, hooks and writer and all, without pages or workers."""
    here = {"MOSTRADOR_DATA": str(folder), "MOSTRADOR_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    with running("-m", "tests.bench.edge", str(port), url=f"http://127.0.0.1:{port}/healthz", **here) as pid:
        yield pid


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    for _ in range(400):
        if process.poll() is not None:
            raise RuntimeError(f"The server ended by itself with {process.returncode}.")
        try:
            with httpx.stream("GET", url, timeout=1):
                return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise RuntimeError("The server did not answer in 20 s.")
