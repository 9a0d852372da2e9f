"""A house as several processes, on either database: what it accepts, opens and tells, and what each takes of it.

Four doors are knocked at as fast as they are answered, so that workers have lanes to share; then one, at a rate that a
house bears, while a colleague listens. PostgreSQL syncs here, unlike in the tests.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import browsing, realtime, servers
from tests.bench.measuring import Figure, cpu_ms
from tests.house import PASSWORD, House
from tests.ports import free_port
from tests.servers import postgres

DOORS = 4
PATIENCE_SECONDS = 240
WORKERS = (1, 3)
COUNT = "SELECT count(*) FROM inbox_message"


@dataclass
class Store:
    """A house on one of the two databases."""

    name: str
    house: House
    hooks: list[str]
    count: Callable[[], int]
    database_cpu: Callable[[], float]
    number: int = 0  # of the next message

    def next(self, count: int) -> int:
        self.number += count
        return self.number - count


def processes(folder: Path, quick: bool) -> list[Figure]:
    """On the two files there is one edge; on PostgreSQL there may be any number."""
    with _on_files(folder / "files") as store:
        found = [_measured(store, 1, workers, quick) for workers in WORKERS]
    if postgres.available():
        with _on_postgres(folder / "postgres") as store:
            found += [_measured(store, edges, workers, quick) for edges in (1, 2) for workers in WORKERS]
    return found


@contextmanager
def _on_files(folder: Path) -> Iterator[Store]:
    folder.mkdir()
    house = House(folder=folder, port=free_port())
    hooks = _made(house)
    with closing(sqlite3.connect(folder / "mostrador.sqlite3")) as db:
        yield Store("SQLite", house, hooks, lambda: int(db.execute(COUNT).fetchone()[0]), lambda: 0.0)


@contextmanager
def _on_postgres(folder: Path) -> Iterator[Store]:
    folder.mkdir()
    with postgres.a_server(syncs=True) as server:
        url = server.create("shop")
        house = House(folder=folder, port=free_port(), more={"MOSTRADOR_DATABASE_URL": url})
        hooks = _made(house)
        with psycopg.connect(url, autocommit=True) as db:

            def count() -> int:
                row = db.execute(COUNT).fetchone()
                return int(row[0]) if row else 0

            yield Store("PostgreSQL", house, hooks, count, lambda: sum(map(cpu_ms, server.pids())))


def _made(house: House) -> list[str]:
    house.run("init")
    house.a_team()
    told = [house.run("doors", "add", "webhook", "--name", f"Bench {number}", "--secret", servers.SECRET)[0]
            for number in range(DOORS)]  # fmt: skip
    return [str(one["hook_url"]) for one in told]


def _measured(store: Store, edges: int, workers: int, quick: bool) -> Figure:
    count, ports, web = (120 if quick else 600) * DOORS, [free_port() for _ in range(edges)], free_port()
    begun = {
        "edge": [("edge", "--port", str(port)) for port in ports], "web": [("web", "--port", str(web))],
        "worker": [("worker",)] * workers,
    }  # fmt: skip
    with ExitStack() as stack:
        pids = {
            kind: [stack.enter_context(servers.part(store.house, *line)) for line in lines]
            for kind, lines in begun.items()
        }
        _flooded(store, ports, DOORS * 25)  # warm
        before = _cpu(store, pids)
        told = _flooded(store, ports, count)
        spent = {kind: (cpu - before[kind]) / count for kind, cpu in _cpu(store, pids).items()}
        heard = _heard(store, ports[-1], web, 60 if quick else 250)
    several = f"{edges} edge{'s' * (edges > 1)}, {workers} worker{'s' * (workers > 1)}"
    return Figure(
        f"{store.name}, {several}", told["opened"], "/s",
        more={"accepted meanwhile /s": told["accepted"], "accepted p99 ms": told["p99"],
              **{f"CPU of {kind} ms": ms for kind, ms in spent.items() if ms},
              "hook → event p50 ms": heard["p50"], "hook → event p99 ms": heard["p99"]},
    )  # fmt: skip


def _cpu(store: Store, pids: dict[str, list[int]]) -> dict[str, float]:
    return {kind: sum(map(cpu_ms, some)) for kind, some in pids.items()} | {"database": store.database_cpu()}


def _flooded(store: Store, ports: list[int], count: int) -> dict[str, float]:
    """Knock at every door at once; return how many a second were accepted, and opened until all were."""
    had, start = store.count(), store.next(count)
    with ThreadPoolExecutor(DOORS) as knockers:
        knocked = [
            knockers.submit(servers.knock, _at(hook, ports[number % len(ports)], store), count=count // DOORS,
                            at_once=8, start=start + number * count // DOORS, people=100)
            for number, hook in enumerate(store.hooks)
        ]  # fmt: skip
        first, began = _until(store, had + 1)
        last, ended = _until(store, had + count)
        found: list[dict[str, Any]] = [one.result() for one in knocked]
    return {
        "opened": (last - first) / (ended - began), "accepted": sum(one["per_second"] for one in found),
        "p99": max(one["p99_ms"] for one in found),
    }  # fmt: skip


def _until(store: Store, wanted: int) -> tuple[int, float]:
    """Wait until so many messages are there; return how many there are, and when."""
    until = time.monotonic() + PATIENCE_SECONDS
    while (there := store.count()) < wanted:
        if time.monotonic() > until:
            raise RuntimeError(f"{there} of {wanted} were opened: the figure would be false.")
        time.sleep(0.05)
    return there, time.monotonic()


def _at(hook: str, port: int, store: Store) -> str:
    return hook.replace(f":{store.house.port}/", f":{port}/")


def _heard(store: Store, edge: int, web: int, count: int) -> dict[str, float]:
    """Return how soon a colleague's stream at one edge hears of what another program brings, 50 a second."""
    with closing(browsing.sign_in(f"http://127.0.0.1:{web}", "ana@vidriera.test", PASSWORD)) as client:
        cookies = dict(client.cookies)
    hook = _at(store.hooks[0], edge, store)
    return realtime.to_event(f"http://127.0.0.1:{edge}", hook, cookies, rate=50, count=count, start=store.next(count))
