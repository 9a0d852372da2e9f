"""A worker, an edge, a web process are killed in a living house: whoever lives tells it within a minute, and calls."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.bench.browsing import sign_in
from tests.counter import until
from tests.house import PASSWORD, House, a_house
from tests.ports import free_port
from tests.simulators.serving import Call, Said, Simulator
from tests.site.test_processes import begin, heard

SEEN_SECONDS, CALLED_SECONDS = 60.0, 300.0
LISTENS = """
import sys
from mostrador.site.cli import set_up_django
set_up_django()
from mostrador.accounts.models import Member
Member.objects.filter(role="owner").update(called_by_mail=False, called_at=sys.argv[1], language="en")
"""


class Telephone(Simulator):
    """What stands behind a posted alarm."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def answer(self, call: Call) -> Said:
        self.heard.append(call.body.decode())
        return Said(200)


class Parts(NamedTuple):
    """A house of one edge, two for pages and one worker, all open."""

    house: House
    edge: "subprocess.Popen[str]"
    web: "subprocess.Popen[str]"
    other_web: "subprocess.Popen[str]"
    worker: "subprocess.Popen[str]"
    edge_url: str
    web_url: str
    telephone: Telephone


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with Telephone() as telephone, a_house(tmp_path / "house", MOSTRADOR_ALLOW_HOSTS=telephone.host) as house:
        ports = [free_port() for _ in range(3)]
        # Who lives on begins first: whoever begins within seconds of another's last word stands in for them.
        words = [*[(name, "--port", str(port)) for name, port in zip(("web", "edge", "web"), ports, strict=True)],
                 ("worker",)]  # fmt: skip
        calls(house, telephone)
        with begun(house, words) as (other, edge, web, worker):
            urls = [f"http://127.0.0.1:{port}" for port in ports]
            yield Parts(house, edge, web, other, worker, urls[1], urls[0], telephone)


def calls(house: House, telephone: Telephone) -> None:
    subprocess.run(
        [sys.executable, "-c", LISTENS, f"{telephone.address}/ana"], env=house.environment, check=True, timeout=60
    )


@contextmanager
def begun(house: House, parts: list[tuple[str, ...]]) -> Iterator[list["subprocess.Popen[str]"]]:
    ran: list[subprocess.Popen[str]] = []
    try:
        for words in parts:
            ran.append(begin(house, *words))
            heard(ran[-1], words[0])
        yield ran
    finally:
        for one in ran:
            one.kill()
            one.wait(30)


def ails(url: str) -> set[str]:
    answer = httpx.get(f"{url}/readyz", timeout=30)
    assert answer.status_code == 200, "pages and deliveries go on"
    return set(answer.json()["ails"])


def sees(url: str, *kinds: str) -> None:
    """Whoever answers there sees all of these within a minute."""
    killed_at = time.monotonic()
    until(lambda: ails(url) >= set(kinds), SEEN_SECONDS, told=lambda: ails(url))
    print(f"Seen {time.monotonic() - killed_at:.0f} s after they were killed.")


def kill(*processes: "subprocess.Popen[str]") -> None:
    for one in processes:
        one.kill()
        one.wait(30)


def test_what_is_dead_is_told_by_whoever_lives_within_a_minute(parts: Parts) -> None:
    assert not ails(parts.web_url) & {"worker", "edge", "web", "process"}
    assert "up" in httpx.get(f"{parts.web_url}/status", timeout=30).text
    kill(parts.worker, parts.edge, parts.web)
    sees(parts.web_url, "worker", "edge", "process")
    assert "degraded" in httpx.get(f"{parts.web_url}/status", timeout=30).text
    ana = sign_in(parts.web_url, "ana@vidriera.test", PASSWORD)
    assert "And 2 more." in ana.get("/people/").text, "the band stands over every page"
    told = ana.get("/status").text
    assert all(words in told for words in ("No worker is alive", "No edge is alive", "beside its like: web ("))
    began_again = begin(parts.house, "worker")
    heard(began_again, "worker")
    until(lambda: "worker" not in ails(parts.web_url), SEEN_SECONDS, told=lambda: ails(parts.web_url))
    kill(began_again)


def test_an_edge_tells_that_nobody_shows_pages(parts: Parts) -> None:
    kill(parts.web, parts.other_web, parts.worker)
    sees(parts.edge_url, "web", "worker")


@pytest.mark.slow
@pytest.mark.parametrize("part", ["worker", "edge", "web"])
def test_the_owner_is_called_by_whoever_lives(parts: Parts, part: str) -> None:
    dead = {"worker": [parts.worker], "edge": [parts.edge], "web": [parts.web, parts.other_web]}[part]
    said = {"worker": "No worker is alive", "edge": "No edge is alive", "web": "No process for pages is alive"}[part]
    kill(*dead)
    killed_at = time.monotonic()
    until(lambda: any(said in words for words in parts.telephone.heard), CALLED_SECONDS)
    print(f"Called {time.monotonic() - killed_at:.0f} s after the {part} was killed.")
