"""A living house says of each fault within a minute what ails it, to whoever asks it from outside."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bench.browsing import sign_in
from tests.counter import until
from tests.faults.acting import Act
from tests.faults.cycling import an_act
from tests.faults.places import a_quick_folder
from tests.faults.senders import Line, signed
from tests.faults.stage import OWNER
from tests.simulators.serving import Fault, Said

SEEN_SECONDS = 60.0
TOLD = ("La puerta «tienda» no funciona", "La puerta «bot» no funciona", "La copia continua se ha parado")
LITESTREAM = Path(sys.executable).parent / "litestream"
CONFIG = Path(__file__).parents[2] / "deploy" / "litestream.yml"


@contextmanager
def a_calm_house(tmp_path: Path) -> Iterator[Act]:
    with a_quick_folder(tmp_path) as folder, an_act(folder, alone=True) as act:
        act.open()
        yield act


def says(act: Act, *elements: dict[str, object]) -> None:
    for element in elements:
        body = json.dumps(element).encode()
        answer = Line(act.on.port, patience_seconds=30).ask(
            "POST", f"/hooks/{act.on.house.doors['tienda'].key}", body, **signed(body)
        )
        assert answer is not None and answer[0] == 200, answer


def sees(act: Act, *kinds: str) -> None:
    """Ask /readyz until all of these are told. Its status does not matter: a full disk is no 200."""
    began = time.monotonic()
    until(lambda: ails(act) >= set(kinds), SEEN_SECONDS, told=lambda: ails(act))
    print(f"{', '.join(kinds)}: seen within {time.monotonic() - began:.0f} s")


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
        body = json.dumps({"id": "one", "from": {"id": "c"}, "text": "words"}).encode()
        answer = Line(act.on.port, patience_seconds=30).ask(
            "POST", f"/hooks/{act.on.house.doors['tienda'].key}", body, **signed(body)
        )
        assert answer is not None and answer[0] == 503
        sees(act, "writer")
