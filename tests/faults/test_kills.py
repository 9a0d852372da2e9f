"""The short form of the rehearsal: at least sixty deaths, each named place among them; it adds to the same log."""

import time
from pathlib import Path

import pytest

from tests.faults.acting import RESTART
from tests.faults.cycling import Run
from tests.faults.places import a_quick_folder
from tests.faults.points import POINTS
from tests.servers import postgres

CYCLES, ON_POSTGRES = 62, 8


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


def test_on_postgresql_too_and_when_the_database_is_cut_off(tmp_path: Path) -> None:
    if not postgres.available():
        pytest.skip(f"MISSING {postgres.PACKAGE}")
    seed = int(time.time())
    with a_quick_folder(tmp_path) as folder:
        acts = Run(seed=seed, cycles=ON_POSTGRES, folder=folder, postgres=True).play()
    assert [words for act in acts for words in act.violations] == [], f"seed {seed}"
    assert sum(act.kills[RESTART] for act in acts) == ON_POSTGRES // 4
