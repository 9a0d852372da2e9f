"""What must be true of a restored copy: two databases and what was accepted before the copy began, in words."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.record import Answered, Told

SHOWN = "SELECT text, direction FROM inbox_message WHERE NOT automatic"
APART = "SELECT parcel_id FROM doors_quarantined"
STANDING = "SELECT count(*) FROM inbox_part WHERE state IN ('queued', 'sending')"
OPENED = "SELECT name, opened_upto FROM doors_lane"
PARCELS = "SELECT id, lane, key FROM parcels"


class Accepted(NamedTuple):
    """What the house had said yes to when a copy began."""

    told: list[Told]
    answered: list[Answered]


class Held(NamedTuple):
    """What a restored folder holds; parcels as key: (whether opened, whether in quarantine)."""

    heard: Counter[str]
    answers: Counter[str]
    parcels: dict[str, tuple[bool, bool]]
    standing: int
    unsound: list[str]


def look_into(folder: Path) -> Held:
    with closing(_open(folder / "mostrador.sqlite3")) as main, closing(_open(folder / "parcels.sqlite3")) as parcels:
        rows = main.execute(SHOWN).fetchall()
        upto, apart = dict(main.execute(OPENED)), {number for (number,) in main.execute(APART)}
        return Held(
            heard=Counter(text for text, direction in rows if direction == "in"),
            answers=Counter(text for text, direction in rows if direction == "out"),
            parcels={
                key: (number <= upto.get(lane, 0), number in apart) for number, lane, key in parcels.execute(PARCELS)
            },
            standing=main.execute(STANDING).fetchone()[0],
            unsound=[*_unsound(main, "mostrador"), *_unsound(parcels, "parcels")],
        )  # fmt: skip


def compare(accepted: Accepted, held: Held) -> Iterator[str]:
    """Yield every violation."""
    yield from held.unsound
    if held.standing:
        yield f"{held.standing} answers are about to leave by themselves"
    for told in accepted.told:
        opened, apart = held.parcels.get(told.key, (True, False))
        if not held.heard[told.text] and opened and not apart:
            yield f"lost: “{told.text}” was accepted before the copy began"
    yield from (f"twice: “{text}”" for text, times in (held.heard + held.answers).items() if times > 1)
    for answered in accepted.answered:
        if not held.answers[answered.text]:
            yield f"lost: our “{answered.text}” was taken before the copy began"


def not_opened(accepted: Iterable[Told], held: Held) -> int:
    return sum(not held.parcels.get(told.key, (True, False))[0] for told in accepted)


def _unsound(db: sqlite3.Connection, name: str) -> list[str]:
    said = db.execute("PRAGMA integrity_check").fetchone()[0]
    loose = db.execute("PRAGMA foreign_key_check").fetchall()
    return [f"integrity: {name}: {said}"] * (said != "ok") + [f"references: {name}: {loose[:3]}"] * bool(loose)


def _open(path: Path) -> Any:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=10)
