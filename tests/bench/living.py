"""A served house: how soon it answers, what it takes at rest, how soon a colleague hears, and many who listen."""

import asyncio
import time
from pathlib import Path

import httpx

from tests.bench import browsing, realtime, servers
from tests.bench.measuring import Figure, cpu_ms, open_databases, pss_mb, threads
from tests.house import PASSWORD, House, a_house

REST_SECONDS = 2
SETTLED_SECONDS = 10.0  # by then each thread of a house that was just opened has asked its first question
AT_REST_SECONDS = 8
FIRST = 16  # streams that warm up what every stream shares


def in_the_house(folder: Path, quick: bool) -> list[Figure]:
    """Start, memory at rest, and from a hook to the event on a colleague's stream at 100 a second."""
    began = time.perf_counter()
    with servers.yardstick("page", folder) as (pid, _):
        bare_start, bare_memory = time.perf_counter() - began, pss_mb(pid)
    count = 200 if quick else 500
    with servers.yardstick("echo", folder) as (pid, url):
        spent = cpu_ms(pid)
        bare = realtime.echoed(url, rate=100, count=count)
        bare_cpu = (cpu_ms(pid) - spent) / count
    with a_house(folder / "house") as house:
        hook = servers.a_hook(house)
        started, client = _started(house)
        at_rest = _at_rest(house)
        spent = cpu_ms(house.pid)
        live = realtime.to_event(house.url, hook, dict(client.cookies), rate=100, count=count)
        cpu = (cpu_ms(house.pid) - spent) / count
    return [
        Figure("start to first page", started, "s", f"bare server {bare_start:.2f} s", started / bare_start, "≤ 2 s",
               started <= 2),
        Figure("idle memory of everything", at_rest["memory"], "MB PSS", f"bare server {bare_memory:.0f} MB",
               at_rest["memory"] / bare_memory, "≤ 120 MB", at_rest["memory"] <= 120, {"CPU ms/s": at_rest["cpu"]}),
        Figure("hook → event at a colleague's stream, 100/s", live["p50"], "ms p50",
               f"bare stream {bare['p50']:.1f} ms, CPU {bare_cpu:.2f} ms", live["p50"] / bare["p50"],
               "p50 ≤ 5, p99 ≤ 25 ms", live["p50"] <= 5 and live["p99"] <= 25,
               {"p99 ms": live["p99"], "the first ms": live["first"], "CPU ms": cpu}),
    ]  # fmt: skip


def _at_rest(house: House) -> dict[str, float]:
    """Return the memory of a house that nobody asks anything, in MB, and the CPU ms that it takes each second."""
    time.sleep(REST_SECONDS)
    memory, spent = pss_mb(house.pid), cpu_ms(house.pid)
    time.sleep(AT_REST_SECONDS)
    return {"memory": memory, "cpu": (cpu_ms(house.pid) - spent) / AT_REST_SECONDS}


def _started(house: House) -> tuple[float, httpx.Client]:
    """Open the house; return the seconds until its first page, and somebody who is signed in."""
    began = time.perf_counter()
    house.open()
    httpx.get(f"{house.url}/sign-in/", timeout=30).raise_for_status()
    return time.perf_counter() - began, browsing.sign_in(house.url, "ana@vidriera.test", PASSWORD)


def streams(folder: Path, quick: bool) -> list[Figure]:
    """What an open stream takes: memory, threads, connections to the database; beside a bare one."""
    count = 200 if quick else 10_000
    with servers.yardstick("echo", folder) as (pid, url):
        bare = asyncio.run(_streams(f"{url}", "", pid, count))
    with a_house(folder / "house") as house:
        house.open()
        client = browsing.sign_in(house.url, "ana@vidriera.test", PASSWORD)
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        ours = asyncio.run(_streams(f"{house.url}/live", cookie, house.pid, count))
    nothing_held = not ours["threads"] and not ours["databases"]
    return [
        Figure(f"one of {count:,} open event streams", ours["kb"], "kB", f"bare stream {bare['kb']:.1f} kB",
               ours["kb"] / bare["kb"], "≤ 25 kB, no thread or database connection held",
               ours["kb"] <= 25 and nothing_held,
               {"threads held": ours["threads"], "database connections held": ours["databases"],
                "let in s": ours["seconds"]})
    ]  # fmt: skip


async def _streams(url: str, cookie: str, pid: int, count: int) -> dict[str, float]:
    """Return what `count` idle streams add to the server, after a few that make what all of them share."""
    where = httpx.URL(url)
    request = (
        f"GET {where.path} HTTP/1.1\r\nHost: {where.netloc.decode()}\r\nCookie: {cookie}\r\n"
        "Accept: text/event-stream\r\n\r\n"
    ).encode()
    writers = [await _stream(where, request) for _ in range(FIRST)]
    await asyncio.sleep(SETTLED_SECONDS)
    before, began = (pss_mb(pid), threads(pid), await _held(pid)), time.monotonic()
    writers += [await _stream(where, request) for _ in range(count)]
    seconds = time.monotonic() - began
    await asyncio.sleep(REST_SECONDS)
    found = {
        "kb": (pss_mb(pid) - before[0]) * 1024 / count, "threads": threads(pid) - before[1],
        "databases": await _held(pid) - before[2], "seconds": seconds,
    }  # fmt: skip
    for writer in writers:
        writer.close()
    return found


async def _held(pid: int) -> int:
    """Return how many databases a process holds open: the fewest of some looks, for one is opened now and then."""
    looks = []
    for _look in range(10):
        looks.append(open_databases(pid))
        await asyncio.sleep(0.3)
    return min(looks)


async def _stream(where: httpx.URL, request: bytes) -> asyncio.StreamWriter:
    reader, writer = await asyncio.open_connection(where.host, where.port)
    writer.write(request)
    if b"200" not in await reader.readline():
        raise RuntimeError("A stream was refused.")
    return writer
