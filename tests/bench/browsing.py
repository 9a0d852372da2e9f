"""Pages over HTTP as a signed-in member, and what they cost."""

import itertools
import re
import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from tests.bench.measuring import cpu_ms, percentile


def sign_in(url: str, email: str, password: str) -> httpx.Client:
    client = httpx.Client(base_url=url, follow_redirects=True, timeout=120)
    page = client.get("/sign-in/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    if token is None:
        raise RuntimeError("The sign-in page has no form.")
    done = client.post("/sign-in/", data={"login": email, "password": password, "csrfmiddlewaretoken": token[1]},
                       headers={"Referer": f"{url}/sign-in/"})  # fmt: skip
    if "/sign-in/" in str(done.url):
        raise RuntimeError("Signing in was refused.")
    return client


def page(client: httpx.Client, path: str, pid: int, *, count: int = 150) -> dict[str, float]:
    for _ in range(10):
        client.get(path).raise_for_status()
    times, began = [], cpu_ms(pid)
    for _ in range(count):
        start = time.perf_counter()
        client.get(path).raise_for_status()
        times.append((time.perf_counter() - start) * 1e3)
    return {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99), "cpu": (cpu_ms(pid) - began) / count}


def raw_list(main_file: Path, *, count: int = 150) -> dict[str, float]:
    """The one indexed query that a page of 25 rows cannot do without."""
    db, times = sqlite3.connect(main_file), []
    sql = (
        "SELECT c.id, c.last_words, p.name, v.door_id FROM inbox_case c "
        "JOIN inbox_conversation v ON v.id = c.conversation_id JOIN people_person p ON p.id = c.person_id "
        "WHERE c.state = 'waiting_us' AND c.asks_for_manager = 0 "
        "ORDER BY c.due_at, c.id LIMIT 25"
    )
    for _ in range(count):
        start = time.perf_counter()
        db.execute(sql).fetchall()
        times.append((time.perf_counter() - start) * 1e3)
    return {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99)}


class Browsing:
    """Colleagues who open pages again and again, to keep the pages busy while something else is measured."""

    def __init__(self, clients: Sequence[httpx.Client], paths: Sequence[str], *, pause: float = 0.0) -> None:
        """Each client is a colleague; `pause` in seconds is what they take to read a page."""
        self._paths, self._pause, self._over, self.pages = paths, pause, threading.Event(), 0
        self._threads = [threading.Thread(target=self._browse, args=(client,)) for client in clients]

    def __enter__(self) -> "Browsing":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _browse(self, client: httpx.Client) -> None:
        for path in itertools.cycle(self._paths):
            client.get(path).raise_for_status()
            self.pages += 1
            if self._over.wait(self._pause):
                return
