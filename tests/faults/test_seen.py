"""A living house says of each fault within a minute what ails it, to whoever asks it from outside."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.counter import until
from tests.faults.acting import Act
from tests.faults.cycling import an_act
from tests.faults.places import a_quick_folder
from tests.faults.senders import Line, signed
from tests.simulators.serving import Fault, Said

SEEN_SECONDS = 60.0


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
