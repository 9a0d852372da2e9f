"""The short form of copying while people write: one copy is killed, one damaged; and that the judge can say no."""

import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.faults import comparing, copying
from tests.faults.comparing import Accepted, Held
from tests.faults.record import Answered, Told

KILLED, WHOLE, DAMAGED = 4, 9, 10  # by the harness's rule, which copy is what


def test_copies_of_a_busy_house_hold_what_was_accepted_before_each(tmp_path: Path) -> None:
    seed = int(time.time())
    told = copying.play([KILLED, WHOLE, DAMAGED], seed=seed, act=1, log=tmp_path / "log")
    assert told["violations"] == [], f"seed {seed}"
    counts = told["counts"]
    assert counts["restored and compared"] >= 2 and counts["of them refused"] == 1
    assert counts["messages accepted before, looked for"] >= 2 * copying.WARM and counts["opened again"] == 1


def test_what_is_lost_doubled_or_about_to_leave_is_found() -> None:
    told = [Told(door="tienda", thread="a", key=key, text=key) for key in ("shown", "apart", "waits", "gone", "eaten")]
    answered = [Answered(door="tienda", thread="a", text=text, order=1) for text in ("ours", "nowhere")]
    parcels = {"shown": (True, False), "apart": (True, True), "waits": (False, False), "eaten": (True, False)}
    held = Held(heard=Counter(shown=2), answers=Counter(ours=1), parcels=parcels, standing=1, unsound=["a page"])
    found = list(comparing.compare(Accepted(told, answered), held))
    assert [next(word for word in ("page", "leave", "gone", "eaten", "shown", "nowhere") if word in words)
            for words in found] == ["page", "leave", "gone", "eaten", "shown", "nowhere"]  # fmt: skip


def test_a_loose_reference_is_found(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "db")) as db:
        db.executescript("CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES a (id)); INSERT INTO a VALUES (1, 7);")
        assert len(comparing._unsound(db, "mostrador")) == 1
