"""Search and Bandeja in a filled house on PostgreSQL: `python -m tests.bench.on_postgres CONVERSATIONS`.

It makes a cluster, fills it, asks, prints one line of JSON and throws the cluster away. `cpu` is what a question
costs on the processors, ours and the database's together, in ms; `wall` is what else the machine makes of it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.measuring import percentile

ROUNDS = 100
PAGES = ("/inbox/", "/inbox/?tab=done", "/inbox/?tab=theirs", "/inbox/?door=2", "/inbox/?tab=done&door=2")


def main(conversations: int) -> None:
    from tests.servers import postgres

    with postgres.a_server() as server, tempfile.TemporaryDirectory() as folder:
        told = {"MOSTRADOR_DATA": folder, "MOSTRADOR_DATABASE_URL": server.create("shop"), "MOSTRADOR_KEY": "a key"}
        os.environ.update(told, DJANGO_SETTINGS_MODULE="mostrador.site.settings")
        filling = [sys.executable, "-m", "tests.bench.filling", folder, str(conversations)]
        began = time.monotonic()
        subprocess.run(filling, check=True)
        print(json.dumps({"filled in s": round(time.monotonic() - began), **_ask()}), flush=True)


def _ask() -> dict[str, dict[str, float]]:
    import django

    django.setup()
    return {**_searches(), **_pages()}


def _searches() -> dict[str, dict[str, float]]:
    from mostrador.accounts.models import Member
    from mostrador.inbox import searching
    from tests.bench.words import COMMON, RARE

    rare = RARE.split()
    members = [Member.objects.get(email=f"{name}@bench.test") for name in ("owner", "agent0")]
    words: dict[str, Callable[[int], str]] = {
        "common": lambda number: COMMON[number % len(COMMON)],
        "rare": lambda number: rare[number % len(rare)],
        "unique": lambda number: f"u{number * 137 + 1:08}",
        "two common": lambda number: f"{COMMON[number % 9]} {COMMON[9 + number % 9]}",
        "common and rare": lambda number: f"{COMMON[number % 9]} {rare[number % len(rare)]}",
        "begun": lambda number: COMMON[number % len(COMMON)][:3],
        "nowhere": lambda number: f"zzz{number}",
    }

    def search(word: Callable[[int], str], number: int) -> None:
        searching.search(word(number), member=members[number % 2])

    return {kind: _cost(partial(search, word)) for kind, word in words.items()}


def _pages() -> dict[str, dict[str, float]]:
    from django.test import Client

    from mostrador.accounts.models import Member

    browser = Client()
    browser.force_login(Member.objects.get(email="owner@bench.test"))

    def open_page(path: str, _: int) -> None:
        said = browser.get(path, headers={"host": "localhost"})
        if said.status_code != 200:
            raise RuntimeError(f"{path} is answered {said.status_code}.")

    return {path: _cost(partial(open_page, path)) for path in PAGES}


def _cost(ask: Callable[[int], Any]) -> dict[str, float]:
    """Return p50 and p99 in ms of asking again and again, after a few times that warm everything up."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    cpu, wall = [], []
    for number in range(-5, ROUNDS):
        began = time.process_time() + _seconds(backend), time.perf_counter()
        ask(abs(number))
        cpu.append((time.process_time() + _seconds(backend) - began[0]) * 1e3)
        wall.append((time.perf_counter() - began[1]) * 1e3)
    cpu, wall = cpu[5:], wall[5:]
    return {f"{name} p{at}": round(percentile(times, at / 100), 2)
            for name, times in (("cpu", cpu), ("wall", wall)) for at in (50, 99)}  # fmt: skip


def _seconds(schedstat: Path) -> float:
    return int(schedstat.read_text().split()[0]) / 1e9


if __name__ == "__main__":
    main(int(sys.argv[1]))
