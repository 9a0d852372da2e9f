"""Pages, search and deliveries in a house full of messages, and how soon an open page shows what came in."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count as counted
from pathlib import Path

import httpx

from tests.bench import browsing, houses, servers
from tests.bench.measuring import Figure, cpu_ms
from tests.bench.servers import child
from tests.house import House
from tests.ports import free_port

QUICK, FULL = 10_000, 200_000
COLLEAGUES = 4
READING_SECONDS = 0.1
PATHS = ["/inbox/", *(f"/cases/{10 + number}/" for number in range(0, 100, 10))]
_numbers = counted(1)


def pages(folder: Path, quick: bool) -> list[Figure]:
    """The inbox and a conversation over HTTP; deliveries beside colleagues who open both again and again."""
    size = QUICK if quick else FULL
    with servers.yardstick("page", folder) as (pid, url), httpx.Client(base_url=url) as client:
        bare = browsing.page(client, "/", pid)
    with houses.served(size, folder / "house") as house:
        client = browsing.sign_in(house.url, "owner@bench.test", "a long password")
        raw = browsing.raw_list(house.folder / "mostrador.sqlite3")
        ours = browsing.page(client, "/inbox/", house.pid)
        talk = browsing.page(client, "/cases/10/", house.pid, count=100)
        beside = _beside(house, folder, quick)
    return [
        Figure(f"inbox page, {size:,} conversations", ours["p50"], "ms p50",
               f"raw query {raw['p50']:.2f} ms, bare page {bare['p50']:.1f} ms",
               ours["p50"] / (raw["p50"] + bare["p50"]),
               "≤ 3 ms CPU, p50 ≤ 10, p99 ≤ 30 ms", ours["cpu"] <= 3 and ours["p50"] <= 10 and ours["p99"] <= 30,
               {"p99 ms": ours["p99"], "CPU ms": ours["cpu"]}),
        Figure("conversation page, same house", talk["p50"], "ms p50",
               f"bare page {bare['p50']:.1f} ms, CPU {bare['cpu']:.2f} ms", talk["p50"] / bare["p50"],
               more={"p99 ms": talk["p99"], "CPU ms": talk["cpu"]}),
        *beside,
    ]  # fmt: skip


def _beside(house: House, folder: Path, quick: bool) -> list[Figure]:
    """Deliveries at 200 a second, opened as they come, beside colleagues who read; and beside such as never pause."""
    hook, count = servers.a_hook(house), 600 if quick else 2_000
    with servers.yardstick("commit", folder) as (_, url), _colleagues(url):
        bare = servers.knock(f"{url}hooks/", count=count, rate=200)["p99_ms"]
    found = []
    for words, pause in (("colleagues who read", READING_SECONDS), ("such as never pause", 0.0)):
        busy = _busy([house.pid], house.url, hook, pause, count)
        found.append(_row(f"deliveries at 200/s beside the opener and {COLLEAGUES} {words}", busy, bare))
    house.close()
    with _in_parts(house) as (pids, pages_url):
        busy = _busy(pids, pages_url, hook, READING_SECONDS, count)
    return [*found, _row("the same who read, with edge, web and worker apart", busy, bare)]


def _row(words: str, busy: dict[str, float], bare: float) -> Figure:
    return Figure(
        words, busy["p99 ms"], "ms p99", f"bare group commit and pages {bare:.1f} ms", busy["p99 ms"] / bare,
        "p99 ≤ 50 ms", busy["p99 ms"] <= 50, {name: value for name, value in busy.items() if name != "p99 ms"},
    )  # fmt: skip


@contextmanager
def _in_parts(house: House) -> Iterator[tuple[list[int], str]]:
    """Open the closed house as three processes; yield their ids and where its pages are."""
    web = free_port()
    with ExitStack() as stack:
        lines = (("edge", "--port", str(house.port)), ("web", "--port", str(web)), ("worker",))
        yield [stack.enter_context(servers.part(house, *line)) for line in lines], f"http://127.0.0.1:{web}"


def _busy(pids: list[int], pages_url: str, hook: str, pause: float, count: int) -> dict[str, float]:
    with ExitStack() as leaving:
        names = [f"agent{number}@bench.test" for number in range(COLLEAGUES)]
        clients = [
            leaving.enter_context(closing(browsing.sign_in(pages_url, name, "a long password"))) for name in names
        ]
        for client in clients:
            client.get(PATHS[-1]).raise_for_status()  # the first page of a process is its dearest
        colleagues = leaving.enter_context(browsing.Browsing(clients, PATHS, pause=pause))
        spent = sum(map(cpu_ms, pids))
        busy = servers.knock(hook, count=count, rate=200, start=next(_numbers) * 10**6)
        spent, seconds = sum(map(cpu_ms, pids)) - spent, count / busy["per_second"]
    return {
        "p99 ms": busy["p99_ms"], "p50 ms": busy["p50_ms"], "accepted /s": busy["per_second"],
        "pages /s": colleagues.pages / seconds, "CPU of all ms/s": spent / seconds,
    }  # fmt: skip


@contextmanager
def _colleagues(url: str) -> Iterator[None]:
    """Keep the bare pages busy in the same way."""
    with ExitStack() as stack:
        clients = [stack.enter_context(httpx.Client(base_url=url)) for _ in range(COLLEAGUES)]
        with browsing.Browsing(clients, ["/"], pause=READING_SECONDS):
            yield


def search(folder: Path, quick: bool) -> list[Figure]:
    """Search in a house full of messages, newest first, permission applied."""
    size = QUICK if quick else FULL
    houses.copy(size, folder / "house")
    found = child("tests.bench.looking", str(folder / "house"))
    raw = found.pop("raw")
    return [
        Figure(f"search {size * 10:,} messages, {kind} word", times["p50"], "ms p50", f"raw FTS {raw['p50']:.2f} ms",
               times["p50"] / raw["p50"], "p99 ≤ 50 ms", times["p99"] <= 50,
               {"p99 ms": times["p99"], "CPU ms": times["cpu"]})
        for kind, times in found.items()
    ]  # fmt: skip
