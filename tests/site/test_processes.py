"""The processes of a house: who comes second is refused, several open each message once and in order."""

import hashlib
import hmac
import json
import random
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from mostrador.site import alone
from tests.house import ROOT, House, a_house
from tests.ports import free_port
from tests.surroundings import SERVER

SECRET = "an agreed secret"
EDGES = 1 if SERVER is None else 2


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with a_house(tmp_path / "house") as made:
        yield made


def test_a_second_server_on_the_folder_is_refused_in_one_sentence(house: House) -> None:
    house.open()
    refused = command(house, "serve", "--port", str(free_port()))
    assert refused.returncode == 1
    assert "already serves" in refused.stderr and str(house.folder) in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.sqlite
def test_on_the_two_files_there_is_one_edge(house: House) -> None:
    house.open()
    refused = command(house, "edge", "--port", str(free_port()))
    assert refused.returncode == 1 and "already serves" in refused.stderr


def test_a_port_that_is_taken_is_said_in_one_sentence(house: House, tmp_path: Path) -> None:
    house.open()
    with a_house(tmp_path / "other") as other:
        refused = command(other, "serve", "--port", str(house.port))
    assert refused.returncode == 1
    assert f"Nothing can listen on 127.0.0.1:{house.port}" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_worker_waits_for_nobody_but_keeps_out_while_the_folder_is_being_changed(house: House) -> None:
    with alone.shut(house.folder) as nobody:
        assert nobody
        refused = command(house, "worker")
    assert refused.returncode == 1 and "restoring, moving or upgrading" in refused.stderr
    with at_once(house, ("worker",)), alone.shut(house.folder) as nobody:
        assert not nobody


def test_pages_that_are_a_process_of_their_own_say_how_they_are(house: House) -> None:
    with at_once(house, ("web", "--port", str(house.port))):
        ready = httpx.get(f"{house.url}/readyz")
        assert ready.status_code == 200 and ready.json() == {"ready": True, "database": "ok", "ails": []}
        assert httpx.get(f"{house.url}/sign-in/").status_code == 200
        assert httpx.get(f"{house.url}/sign-in/", headers={"Host": "elsewhere.test"}).status_code == 400


def test_edge_web_and_three_workers_open_each_message_once_and_in_order(house: House) -> None:
    open_each_once(house, 300)


@pytest.mark.slow
def test_so_they_do_when_a_worker_is_killed_in_the_middle(house: House) -> None:
    open_each_once(house, 1_000, kill=True)


def open_each_once(house: House, count: int, *, kill: bool = False) -> None:
    hook, sent, edges, web = a_hook(house), disordered(count), [free_port() for _ in range(EDGES)], free_port()
    parts = [*(("edge", "--port", str(port)) for port in edges), ("web", "--port", str(web)), ("worker",), ("worker",)]
    with at_once(house, *parts), ThreadPoolExecutor(4) as senders:
        third = start(house, "worker")
        hooks = [hook.replace(str(house.port), str(port)) for port in edges]
        sending = [senders.submit(knock_all, hooks[lane % EDGES], sent[lane::4]) for lane in range(4)]
        if kill:
            time.sleep(1)
            third.kill()
            third.wait()
            third = start(house, "worker")
        for each in sending:
            each.result()
        shown = messages(house, count, url=f"http://127.0.0.1:{web}", seconds=150)
        leave(third)
    assert sorted(row["external_id"] for row in shown) == sorted({each["id"] for each in sent})
    assert by_conversation(shown) == in_order_of_arrival(house)


def by_conversation(shown: list[dict[str, Any]]) -> list[list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in shown:
        found[row["conversation"]].append(row["external_id"])
    return sorted(found.values())


def in_order_of_arrival(house: House) -> list[list[str]]:
    """What each person wrote, as it was accepted."""
    found: dict[str, list[str]] = defaultdict(list)
    for body in bodies(house):
        said = json.loads(body)
        found[said["from"]["id"]].append(said["id"])
    return sorted(found.values())


def bodies(house: House) -> list[bytes]:
    said = "SELECT body FROM parcels ORDER BY id"
    if url := house.environment.get("MOSTRADOR_DATABASE_URL"):
        with psycopg.connect(url) as db:
            return [bytes(body) for (body,) in db.execute(said)]
    with closing(sqlite3.connect(house.folder / "parcels.sqlite3")) as parcels:
        return [body for (body,) in parcels.execute(said)]


def disordered(count: int) -> list[dict[str, Any]]:
    """Messages of twenty people, a fifth of them twice, neighbours swapped."""
    chance = random.Random(7)
    once = [{"id": f"m{n}", "from": {"id": f"p{n % 20}"}, "text": f"words {n}"} for n in range(count)]
    sent = once + chance.sample(once, count // 5)
    return sorted(sent, key=lambda each: int(each["id"][1:]) + chance.uniform(0, 30))


def a_hook(house: House) -> str:
    return str(house.run("doors", "add", "webhook", "--name", "Tienda", "--secret", SECRET)[0]["hook_url"])


def knock(hook: str, message: object) -> int:
    body = json.dumps(message).encode()
    mark = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return httpx.post(hook, content=body, headers={"X-Mostrador-Signature": mark}, timeout=30).status_code


def knock_all(hook: str, sent: list[dict[str, Any]]) -> None:
    for message in sent:
        assert knock(hook, message) == 200


def messages(house: House, count: int, *, url: str, seconds: float) -> list[dict[str, Any]]:
    """Return what the API shows, once there is so much of it."""
    token = house.run("tokens", "add", "--scopes", "read")[0]["token"]
    give_up = time.monotonic() + seconds
    while len(rows := _all(url, str(token))) < count:
        assert time.monotonic() < give_up, f"{len(rows)} of {count}"
        time.sleep(0.3)
    return rows


def _all(url: str, token: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    after: str | None = ""
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=30) as client:
        while after is not None:
            answer = client.get(f"{url}/api/v1/messages", params={"limit": 200, **({"after": after} if after else {})})
            page = answer.raise_for_status().json()
            rows, after = rows + page["items"], page["next"]
    return rows


def command(house: House, *words: str) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-m", "mostrador.site.cli", *words]
    return subprocess.run(
        line, env=house.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


def start(house: House, *words: str) -> "subprocess.Popen[str]":
    """Start a part and return once it says that it works."""
    began = begin(house, *words)
    heard(began, words[0])
    return began


def begin(house: House, *words: str) -> "subprocess.Popen[str]":
    line = [sys.executable, "-m", "mostrador.site.cli", *words, "--json"]
    return subprocess.Popen(line, env=house.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def heard(began: "subprocess.Popen[str]", part: str) -> None:
    assert began.stdout is not None
    assert part in json.loads(began.stdout.readline())


def leave(began: "subprocess.Popen[str]") -> None:
    began.terminate()
    assert began.wait(60) == 0


@contextmanager
def at_once(house: House, *parts: tuple[str, ...]) -> Iterator[None]:
    """Open these parts side by side; at the end each leaves as it should."""
    begun = [begin(house, *words) for words in parts]
    try:
        for one, words in zip(begun, parts, strict=True):
            heard(one, words[0])
        yield
    finally:
        for one in begun:
            one.terminate()
        codes = [one.wait(60) for one in begun]
    assert codes == [0] * len(begun)
