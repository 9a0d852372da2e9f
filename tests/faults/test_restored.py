"""A copy came back while the clock goes on: what its outbox held is never asked about, let alone sent once more.

Where a platform can only tell by being handed the words again, asking is sending: a program that lost its keys since
would show them twice.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from mostrador.inbox.holding import RESTORED
from tests.counter import until
from tests.faults import cycling
from tests.faults.acting import Act
from tests.faults.places import a_quick_folder
from tests.faults.raising import ROOT
from tests.faults.senders import Line, signed
from tests.site.copies.shop import with_sql

TOLD = ("Sale hoy.", "Va por correo.", "Te lo guardo.")
AS_IT_STOOD = {  # the moment before each left, or while somebody was asking after it
    TOLD[0]: "state = 'queued', next_try_at = '2026-01-01 00:00:00'",
    TOLD[1]: "state = 'sending', leased_until = '2026-01-01 00:00:00'",
    TOLD[2]: "state = 'sending', leased_until = '2026-01-01 00:00:00', unsure_since = '2026-01-01 00:00:00'",
}
BEYOND_BELIEF_SECONDS = 150  # a platform's “I have it not” is believed after two minutes
STATES = "SELECT m.text, p.state, p.why FROM inbox_part p JOIN inbox_message m ON m.id = p.message_id ORDER BY p.id"


def test_what_a_restore_set_aside_never_leaves_however_long_the_house_is_open(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    with a_quick_folder(tmp_path) as folder, cycling.an_act(folder, alone=True) as act:
        act.open()
        for number, text in enumerate(TOLD):
            _answer(act, _hear(act, f"k{number}"), text)
        until(lambda: _shown(act) == sorted(TOLD))
        act.on.nursery.end()
        _lose_and_bring_back(act, tmp_path / "copy.tar.zst")
        act.on.outside.receiver.keys.clear()
        act.open(REHEARSED_CLOCK=str(clock))
        for moved in range(3):
            clock.write_text(str(BEYOND_BELIEF_SECONDS * moved))
            _answer(act, _hear(act, f"later{moved}"), f"later {moved}")  # by the same line: it looks at all there is
            until(lambda: len(_shown(act)) > len(TOLD) + moved, 30)  # noqa: B023  (awaited in this turn)
        assert _shown(act) == sorted([*TOLD, "later 0", "later 1", "later 2"])
        states = {text: (state, why) for text, state, why in with_sql(_main(act), STATES)}
        assert {text: states[text] for text in TOLD} == dict.fromkeys(TOLD, ("unsure", RESTORED))


def _lose_and_bring_back(act: Act, archive: Path) -> None:
    for text, stood in AS_IT_STOOD.items():
        with_sql(_main(act), f"UPDATE inbox_part SET {stood} WHERE text = '{text}'")
    _mostrador(act, "backup", "--to", str(archive))
    shutil.rmtree(act.on.house.folder)
    assert _mostrador(act, "restore", str(archive))["held_answers"] == len(TOLD)


def _mostrador(act: Act, *words: str) -> Any:
    command = [sys.executable, "-m", "mostrador.site.cli", *words, "--json"]
    environment = {**os.environ, **cycling.stage.environment(act.on.house.folder, act.on.port, act.on.outside)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _hear(act: Act, key: str) -> int:
    """Let somebody new write at the plain door; return the conversation once it is shown."""
    body = json.dumps({"id": key, "from": {"id": key}, "text": f"words {key}", "thread": key}).encode()
    answer = Line(act.on.port).ask("POST", f"/hooks/{act.on.house.doors['tienda'].key}", body, **signed(body))
    assert answer is not None and answer[0] == 200, answer
    found = until(lambda: [row for row in act.look.ask("/messages?limit=1000")["items"] if row["text"].endswith(key)])
    return int(found[0]["conversation"])


def _answer(act: Act, conversation: int, text: str) -> None:
    said = Line(act.on.port).ask(
        "POST", f"/api/v1/conversations/{conversation}/messages", json.dumps({"text": text}).encode(),
        Authorization=f"Bearer {act.on.house.token}", Idempotency_Key=text.replace(" ", "-"),
        Content_Type="application/json",
    )  # fmt: skip
    assert said is not None and said[0] == 201, said


def _shown(act: Act) -> list[str]:
    return sorted(row["text"] for row in act.on.outside.receiver.shown)


def _main(act: Act) -> Path:
    return act.on.house.folder / "mostrador.sqlite3"
