"""The short form of the rehearsal: at least sixty deaths, each named place among them; it adds to the same log."""

import time
from pathlib import Path

from tests.faults.cycling import Run
from tests.faults.places import a_quick_folder
from tests.faults.points import POINTS

CYCLES = 62


def test_nothing_is_lost_doubled_or_disordered_however_it_dies(tmp_path: Path) -> None:
    seed = int(time.time())
    with a_quick_folder(tmp_path) as folder:
        run = Run(seed=seed, cycles=CYCLES, each=1, folder=folder)
        acts = run.play()
    assert [words for act in acts for words in act.violations] == [], f"seed {seed}"
    assert sum(act.cycles for act in acts) >= 60
    died_at = {place for act in acts for place in act.kills}
    assert POINTS.keys() - died_at == set(), f"seed {seed}: the house never came there"
    assert sum(act.accepted for act in acts) > 500 and sum(act.answers for act in acts) > 50
