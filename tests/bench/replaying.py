"""A plan tried on the past: `python -m tests.bench.replaying FOLDER COUNT`. Prints CPU ms for reading and replaying.

The messages come in through the real way, and every third is answered; the yardstick is SQLite handing over the same
rows and nothing else.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROWS = "SELECT * FROM inbox_message WHERE direction = 'in'"
NEEDS = "SELECT * FROM inbox_need"


def replaying(count: int) -> dict[str, float]:
    """Return the CPU ms of reading the past, of replaying it, and of the bare rows."""
    from mostrador.insights import past
    from mostrador.journeys import backtesting
    from mostrador.kit import house
    from mostrador.plan import keeping, reading
    from mostrador.plan.replaying import compare, saying

    _fill(count)
    old = keeping.current()
    new = reading.read(keeping.FIRST.read_text(encoding="utf-8").replace("first: 1h", "first: 5m"))
    found, read_ms = _timed(lambda: past.read(old))
    if len(found.heard) != count:
        raise RuntimeError(f"{len(found.heard)} of {count} were read: the figure would be false.")
    report, replay_ms = _timed(lambda: compare(found, old=old, new=new))
    _, tell_ms = _timed(lambda: [json.dumps(row) for row, _words in saying.rows(report)])
    _, whole_ms = _timed(lambda: backtesting.backtest(new))
    raw = sqlite3.connect(house.data_folder() / "mostrador.sqlite3")
    _, raw_ms = _timed(lambda: [raw.execute(sql).fetchall() for sql in (ROWS, NEEDS)])
    return {
        "whole_ms": whole_ms + tell_ms, "read_ms": read_ms, "replay_ms": replay_ms, "tell_ms": tell_ms,
        "raw_ms": raw_ms,
        "changed": float(len(report.changed)),
    }  # fmt: skip


def _fill(count: int) -> None:
    from mostrador.accounts.models import Member
    from mostrador.inbox import replying
    from mostrador.inbox.models import Case
    from tests.bench.way import FrontDoor, a_post

    delivery = a_post(count)
    FrontDoor().take([delivery() for _ in range(count)])
    by = Member.objects.order_by("pk")[0]
    for case in Case.objects.filter(state=Case.State.WAITING_US).select_related("conversation").order_by("pk")[::3]:
        words = replying.Words(text="Va", key=f"k{case.pk}", by=by, parts=[("Va", 0)])
        replying.reply(case, words)


def _timed(act: "Callable[[], object]") -> tuple[object, float]:
    began = time.process_time()
    found = act()
    return found, (time.process_time() - began) * 1e3


def main(folder: Path, count: int) -> None:
    os.environ["MOSTRADOR_DATA"] = str(folder)
    from mostrador.site.cli import main as mostrador
    from mostrador.site.cli import set_up_django

    if mostrador(["init", "--json"]):
        raise SystemExit(1)
    set_up_django()
    print(json.dumps(replaying(count)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
