"""Deliveries that nobody can read, among good ones: each ends in sight, and none stops its lane."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults import cycling
from tests.faults.acting import Act
from tests.faults.places import a_quick_folder
from tests.faults.record import Told
from tests.faults.senders import Line, signed

Element = dict[str, Any]
AT_ONCE = 500
POISONS: tuple[Callable[[Element], Element], ...] = (
    lambda good: {**good, "from": None},
    lambda good: {**good, "from": {"id": 7}},
    lambda good: {**good, "text": ["no", "text"]},
    lambda good: {**good, "sent_at": "the day before yesterday"},
    lambda good: {**good, "sent_at": "9999-99-99T99:99:99Z"},
    lambda good: {**good, "attachments": "a picture"},
    lambda good: {**good, "attachments": [{"url": "javascript:alert(1)"}]},
    lambda good: {**good, "thread": "t" * 10_000},
    lambda good: {**good, "public": "perhaps"},
    lambda good: {**good, "reply_to": {"deep": [[[[]]]]}},
)


@pytest.mark.parametrize(
    ("good", "bad"), [(1000, 100), pytest.param(10_000, 1000, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_a_lane_goes_on_past_every_poison(tmp_path: Path, good: int, bad: int) -> None:
    with a_quick_folder(tmp_path) as folder, cycling.an_act(folder, alone=True) as act:
        act.open()
        every = good // bad
        elements = []
        for number, poison in zip(range(1, bad + 1), itertools.cycle(POISONS), strict=False):
            elements += [_told(act, f"good {number}.{n}") for n in range(every)]
            elements.append(poison(_told(act, f"bad {number}", bad=True)))
        for start in range(0, len(elements), AT_ONCE):
            _deliver(act, elements[start : start + AT_ONCE])
        act.judge(act.come_to_rest(quiet_seconds=300))
    assert act.told.violations == []
    assert (act.told.accepted, act.told.set_apart) == (good + bad, bad)


def _told(act: Act, text: str, *, bad: bool = False) -> Element:
    number = len(act.record.told) + 1
    act.record.thanked(
        Told(door="tienda", thread=f"t{number % 7}", key=f"k{number}", text=text, order=(0.0, number), bad=bad)
    )
    return {"id": f"k{number}", "from": {"id": f"t{number % 7}"}, "thread": f"t{number % 7}", "text": text}


def _deliver(act: Act, elements: list[Element]) -> None:
    body = json.dumps(elements).encode()
    answer = Line(act.on.port).ask("POST", f"/hooks/{act.on.house.doors['tienda'].key}", body, **signed(body))
    assert answer is not None and answer[0] == 200, answer
