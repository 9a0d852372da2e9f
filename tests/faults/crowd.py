"""One door floods while another is used as ever: `python -m tests.faults.crowd [--seconds S]` prints both as ratios.

The same quiet sender is measured twice in one run, alone and beside the flood: how long until it is thanked, and how
long until what it said is opened (by the house's own ledger).
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.faults import cycling
from tests.faults.acting import Act
from tests.faults.senders import Line, signed

FLOODED = "SELECT COUNT(*) FROM inbox_message WHERE external_id LIKE 'flood-%'"
PAUSE_SECONDS = 0.02
APART = multiprocessing.get_context("fork")
FLOODERS, AT_ONCE = 4, 20
OPENED = """
SELECT m.external_id, m.received_at, e.at FROM inbox_message m JOIN kit_event e
ON e.name = 'MessageReceived' AND json_extract(e.refs, '$.message') = m.id WHERE m.external_id LIKE '{}-%'
"""


def knock(act: Act, line: Line, door: str, *names: str) -> int:
    """Say something at a door, once for each name; return the status, 0 where no answer came."""
    said = [{"id": name, "from": {"id": door}, "text": f"words {name}"} for name in names]
    body = json.dumps(said if len(said) > 1 else said[0]).encode()
    answer = line.ask("POST", f"/hooks/{act.on.house.doors[door].key}", body, **signed(body))
    return answer[0] if answer else 0


class Flood:
    """Knocks at the door “web” as fast as it is answered, until the `with` ends.

    Each flooder is a process of its own: threads would hold up the quiet sender here, and not in the house.
    """

    def __init__(self, act: Act) -> None:
        self._act, self._over, self._thanked = act, APART.Event(), APART.Value("q", 0)
        self._flooders = [APART.Process(target=self._run, args=(number,), daemon=True) for number in range(FLOODERS)]

    @property
    def thanked(self) -> int:
        return int(self._thanked.value)

    def __enter__(self) -> "Flood":
        for flooder in self._flooders:
            flooder.start()
        return self

    def __exit__(self, *_wrong: object) -> None:
        self._over.set()
        for flooder in self._flooders:
            flooder.join(10)

    def _run(self, mine: int) -> None:
        line, number = Line(self._act.on.port), 0
        while not self._over.is_set():
            number += AT_ONCE
            names = [f"flood-{mine}-{each}" for each in range(number, number + AT_ONCE)]
            if knock(self._act, line, "web", *names) == 200:
                with self._thanked.get_lock():
                    self._thanked.value += AT_ONCE
            else:
                time.sleep(0.05)


def quiet_sender(act: Act, name: str, seconds: float) -> list[float]:
    """Say something every now and then; return how long each took to be thanked, in ms."""
    line, took, end = Line(act.on.port), [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        assert knock(act, line, "tienda", f"{name}-{len(took)}") == 200
        took.append((time.perf_counter() - began) * 1e3)
        time.sleep(PAUSE_SECONDS)
    return took


def opened(act: Act, name: str, count: int) -> list[float]:
    """Wait until all of the quiet sender's words are opened; return how long each waited for it, in ms."""
    rows: list[tuple[str, str, str]] = []
    while len(rows) < count:
        time.sleep(0.2)
        rows = act.on.database.rows(act.on.house.folder, OPENED.format(name), "mostrador")  # type: ignore[assignment]  # two numbers a row
    return [(datetime.fromisoformat(at) - datetime.fromisoformat(arrived)).total_seconds() * 1e3
            for _, arrived, at in rows]  # fmt: skip


def measure(act: Act, seconds: float) -> dict[str, dict[str, float]]:
    """Return p50 and p99 of both waits, alone and in the flood."""
    found = {}
    for name in ("warming", "alone", "crowd"):
        if name == "crowd":
            with Flood(act) as flood:
                took = quiet_sender(act, name, seconds)
                knocked, flooded = (
                    flood.thanked,
                    int(act.on.database.rows(act.on.house.folder, FLOODED, "mostrador")[0][0]),
                )
                waited = opened(act, name, len(took))
        else:
            took = quiet_sender(act, name, seconds if name == "alone" else 1.0)
            waited = opened(act, name, len(took))
        found[name] = {"thanked_p50": _at(took, 0.5), "thanked_p99": _at(took, 0.99),
                       "opened_p50": _at(waited, 0.5), "opened_p99": _at(waited, 0.99)}  # fmt: skip
    found["crowd"] |= {"flood_per_second": knocked / seconds, "flood_opened_per_second": flooded / seconds}
    return found


def _at(values: list[float], share: float) -> float:
    return sorted(values)[int((len(values) - 1) * share)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.crowd")
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="mostrador-crowd-") as folder,
        cycling.an_act(Path(folder) / "run", alone=True) as act,
    ):
        act.open()
        found = measure(act, asked.seconds)
    for name, figures in found.items():
        print(name, {key: round(value, 1) for key, value in figures.items()})
    for what in ("thanked_p50", "thanked_p99", "opened_p50", "opened_p99"):
        print(f"{what}: {found['crowd'][what] / found['alone'][what]:.1f} × of alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
