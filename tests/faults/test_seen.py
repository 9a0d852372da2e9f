"""A living house says of each fault within a minute what ails it, to whoever asks it from outside."""

import json
import resource
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from mostrador.journeys.alarming import STEP_SECONDS
from tests.bench.browsing import sign_in
from tests.counter import until
from tests.faults.acting import Act
from tests.faults.cycling import an_act
from tests.faults.databases import Cluster
from tests.faults.places import a_quick_folder
from tests.faults.senders import Line, signed
from tests.faults.stage import OWNER, Pictures
from tests.servers import postgres
from tests.simulators.serving import Fault, Said
from tests.surroundings import KEY

SEEN_SECONDS, CALLED_SECONDS = 60.0, 300.0
TOLD = ("La puerta «tienda» no funciona", "La puerta «bot» no funciona", "La copia continua se ha parado")
LITESTREAM = Path(sys.executable).parent / "litestream"
CONFIG = Path(__file__).parents[2] / "deploy" / "litestream.yml"


@contextmanager
def a_calm_house(tmp_path: Path, *, on_postgres: bool = False) -> Iterator[Act]:
    with a_quick_folder(tmp_path) as folder, an_act(folder, alone=True, postgres=on_postgres) as act:
        act.open()
        yield act


def says(act: Act, *elements: dict[str, object]) -> None:
    for element in elements:
        assert knocks(act, "tienda", element) == 200


def knocks(act: Act, door: str, element: dict[str, object]) -> int:
    """Deliver it at that door and return the status."""
    body, hook = json.dumps(element).encode(), f"/hooks/{act.on.house.doors[door].key}"
    answer = Line(act.on.port, patience_seconds=30).ask("POST", hook, body, **signed(body))
    assert answer is not None
    return answer[0]


def sees(act: Act, *kinds: str) -> None:
    """Ask /readyz until all of these are told. Its status does not matter: a full disk is no 200."""
    began = time.monotonic()
    until(lambda: ails(act) >= set(kinds), SEEN_SECONDS, told=lambda: ails(act))
    print(f"{', '.join(kinds)}: seen within {time.monotonic() - began:.0f} s")


def heals(act: Act, *kinds: str) -> None:
    """Ask /readyz until none of these is told any more."""
    began = time.monotonic()
    until(lambda: not ails(act) & set(kinds), SEEN_SECONDS, told=lambda: ails(act))
    print(f"{', '.join(kinds)}: over within {time.monotonic() - began:.0f} s")


def ails(act: Act) -> set[str]:
    answer = Line(act.on.port, patience_seconds=30).ask("GET", "/readyz")
    assert answer is not None
    return set(json.loads(answer[1])["ails"])


def test_poison_a_broken_door_and_an_old_backup(tmp_path: Path) -> None:
    with a_calm_house(tmp_path) as act:
        assert not ails(act) & {"quarantine", "door", "backup"}
        says(act, {"id": "bad", "from": {"name": "nobody"}, "text": "of nobody"})
        act.on.outside.bot.fail(Fault(at="getUpdates", answer=Said(401), times=10_000))
        old = datetime.now(UTC) - timedelta(days=3)
        (act.on.house.folder / "backup.json").write_text(json.dumps({"verified_at": old.isoformat()}))
        sees(act, "quarantine", "door", "backup")


@pytest.mark.slow  # it waits for most of a minute, as the house does
def test_a_platform_that_hangs_and_a_copy_that_stopped(tmp_path: Path) -> None:
    with a_calm_house(tmp_path) as act:
        owner = sign_in(f"http://127.0.0.1:{act.on.port}", *OWNER)
        says(act, {"id": "one", "from": {"id": "c"}, "text": "words"})
        [heard] = until(lambda: act.look.ask("/messages")["items"], 30)
        _copied_for_a_while(act, tmp_path)
        for platform in (act.on.outside.receiver, act.on.outside.bot):
            platform.fail(Fault(slow_seconds=90, times=10_000))
        answers(act, heard["conversation"])
        sees(act, "door", "copying")
        until(
            lambda: all(words in owner.get("/status").text for words in TOLD),
            SEEN_SECONDS,
            told=lambda: owner.get("/status").text,
        )


def _copied_for_a_while(act: Act, tmp_path: Path) -> None:
    """Let Litestream begin its copy, and kill it."""
    told = {"MOSTRADOR_DATA": str(act.on.house.folder), "COPIES": str(tmp_path / "copies")}
    copying = subprocess.Popen([str(LITESTREAM), "replicate", "-config", str(CONFIG)], env=told,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        until(lambda: list((tmp_path / "copies" / "mostrador").rglob("*.ltx")), 60)
        assert "copying" not in ails(act)
    finally:
        copying.kill()
        copying.wait()


def answers(act: Act, conversation: int) -> None:
    said = Line(act.on.port, patience_seconds=60).ask(
        "POST", f"/api/v1/conversations/{conversation}/messages", b'{"text": "So it is."}',
        Authorization=act.look.bearer, Idempotency_Key="one", Content_Type="application/json",
    )  # fmt: skip
    assert said is not None and said[0] == 201, said


def test_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    with a_calm_house(tmp_path) as act:
        resource.prlimit(act.on.nursery.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        assert knocks(act, "tienda", {"id": "one", "from": {"id": "c"}, "text": "words"}) == 503
        sees(act, "writer")


@pytest.mark.parametrize("called", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["told", "called"])
def test_a_database_that_goes_away_and_comes_back(tmp_path: Path, *, called: bool) -> None:
    """The slow form waits until the owner is called too: a trouble must last for a minute."""
    if not postgres.available():
        pytest.skip(f"MISSING {postgres.PACKAGE}")
    with a_calm_house(tmp_path, on_postgres=True) as act:
        database, telephone = act.on.database, act.on.outside.pictures
        assert isinstance(database, Cluster)
        with psycopg.connect(database.url) as db:
            db.execute("UPDATE accounts_member SET called_by_mail = false, called_at = %s", [telephone.address])
        until(lambda: "database" not in ails(act), 30)
        time.sleep(2 * STEP_SECONDS if called else 0)  # until the house has read where its owner is called now
        with database.away():
            sees(act, "database")
            assert degraded(act)
            if called:
                rings(telephone)
        heals(act, "database")
        until(lambda: not degraded(act), SEEN_SECONDS)
        says(act, {"id": "one", "from": {"id": "c"}, "text": "words"})
        until(lambda: act.look.ask("/messages")["items"], 30)


def rings(telephone: Pictures) -> None:
    """Wait for the owner's telephone."""
    began = time.monotonic()
    [call] = until(lambda: [call for call in telephone.calls if call.method == "POST"], CALLED_SECONDS)
    assert "La base de datos no responde." in call.body.decode()
    print(f"called {time.monotonic() - began:.0f} s after it was seen")


def degraded(act: Act) -> bool:
    """Whether the status page tells a stranger that something is wrong."""
    answer = Line(act.on.port, patience_seconds=60).ask("GET", "/status")
    return answer is None or answer[0] != 200 or b"va lento" in answer[1]


@pytest.mark.slow  # it waits for most of a minute, as the house does
def test_parcels_and_jobs_that_stand_still_because_somebody_holds_the_database(tmp_path: Path) -> None:
    with a_calm_house(tmp_path) as act:
        pictures = act.on.outside.pictures
        pictures.hang_until = threading.Event()  # so that jobs are there when the database is held
        says(act, *[with_a_picture(f"p{n}", pictures.address) for n in range(4)])
        until(lambda: len(act.look.ask("/messages")["items"]) == 4, 30)
        with held(act.on.house.folder / "mostrador.sqlite3"):
            says(act, {"id": "late", "from": {"id": "c"}, "text": "late words"})
            sees(act, "database", "parcels", "jobs")
        pictures.hang_until.set()
        pictures.hang_until = None
        heals(act, "database", "parcels", "jobs")
        assert len(act.look.ask("/messages")["items"]) == 5


def with_a_picture(key: str, at: str) -> dict[str, object]:
    file = {"url": f"{at}/{key}", "type": "image/jpeg", "name": f"{key}.jpg"}
    return {"id": key, "from": {"id": "c"}, "text": f"words {key}", "attachments": [file]}


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the right to write to it, as somebody's forgotten program would."""
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


def test_a_key_that_opens_only_some_of_the_doors(tmp_path: Path) -> None:
    """The old half of a key that was changed is lost: what it had sealed is shut, what came later is open."""
    with a_calm_house(tmp_path) as act:
        says(act, {"id": "one", "from": {"id": "c"}, "text": "words"})
        [heard] = until(lambda: act.look.ask("/messages")["items"], 30)
        act.on.nursery.end()
        act.open(MOSTRADOR_KEY=f"of-later,{KEY}")
        _sealed_anew(act, "web")
        act.on.nursery.end()
        act.open(MOSTRADOR_KEY="of-later")
        sees(act, "door")
        assert knocks(act, "web", {"id": "two", "from": {"id": "d"}, "text": "words"}) == 200
        assert knocks(act, "tienda", {"id": "two", "from": {"id": "c"}, "text": "words"}) == 503
        chat = Line(act.on.port).ask("POST", f"/chat/{act.on.house.doors['chat'].key}/open", b"{}")
        assert chat is not None and chat[0] == 503
        answers(act, heard["conversation"])
        owner = sign_in(f"http://127.0.0.1:{act.on.port}", *OWNER)
        door = f"/doors/{act.on.house.doors['tienda'].connection}/"
        for page in ("/status", "/doors/", door):
            assert "sellaron con otra llave" in owner.get(page).text, page
        act.on.nursery.end()
        act.open(MOSTRADOR_KEY=f"of-later,{KEY}")
        heals(act, "door")
        until(lambda: act.on.outside.receiver.shown, SEEN_SECONDS, told=lambda: act.look.ask("/messages"))


def _sealed_anew(act: Act, door: str) -> None:
    """Keep a door's form as it is: its secrets are sealed with the newest key."""
    owner = sign_in(f"http://127.0.0.1:{act.on.port}", *OWNER)
    path = f"/doors/{act.on.house.doors[door].connection}/"
    told = {"csrfmiddlewaretoken": owner.cookies["csrftoken"], "name": door}
    told |= {"field-deliver_url": act.on.outside.receiver.url}
    kept = owner.post(path, data=told, headers={"Referer": str(owner.base_url.join(path))})
    assert kept.status_code == 200, kept.text
