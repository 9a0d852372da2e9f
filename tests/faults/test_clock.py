"""The machine's clock jumps, forward and back, under a living house and between two: nothing is lost, or waits for it.

Words that tell no time of their own are shown by the house's clock, so where that was set back they are judged by
the order in which they arrived.
"""

import time
from pathlib import Path

import pytest

from mostrador.site.working import TICK_SECONDS
from tests.counter import until
from tests.faults import cycling, judging
from tests.faults.acting import Act
from tests.faults.judging import View
from tests.faults.places import a_quick_folder

HOUR, DAY = 3600, 86_400


JUMPS = [
    pytest.param((HOUR, 0), marks=pytest.mark.slow, id="an hour"),
    pytest.param((-HOUR, 0), marks=pytest.mark.slow, id="back an hour"),
    pytest.param((DAY, 0), id="a day"),
]


@pytest.mark.parametrize("jumps", JUMPS)
def test_it_jumps_under_the_living_house(tmp_path: Path, jumps: tuple[int, ...]) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    with a_quick_folder(tmp_path) as folder, cycling.an_act(folder) as act:
        act.open(REHEARSED_CLOCK=str(clock))
        for jump in jumps:
            _some_more(act)
            time.sleep(TICK_SECONDS * 1.5)  # the house looks at the clock no more often
            clock.write_text(str(jump))
        _some_more(act)
        _judge(act)


def test_it_was_wrong_until_the_house_was_opened_again(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text(str(DAY))
    with a_quick_folder(tmp_path) as folder, cycling.an_act(folder) as act:
        act.open(REHEARSED_CLOCK=str(clock))
        _some_more(act)
        act.on.nursery.end()
        act.open()
        _some_more(act)
        _judge(act)


def _some_more(act: Act) -> None:
    heard, answered = len(act.record.told), len(act.record.answered)
    until(lambda: len(act.record.told) > heard + 30 and len(act.record.answered) > answered + 4, 30)


def _judge(act: Act) -> None:
    view = act.come_to_rest()  # what waits for a wrong clock would wait an hour; a picture that failed, two minutes
    assert act.told.violations == []
    assert judging.judge(act.record, _by_arrival(act, view)) == []


def _by_arrival(act: Act, view: View) -> View:
    untold = {told.text for told in act.record.told.values() if not told.order[0]}
    for number, rows in view.threads.items():
        if any(row["text"] in untold for row in rows):
            view.threads[number] = sorted(rows, key=lambda row: row["id"])
    return view
