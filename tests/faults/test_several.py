"""A few deaths of a house in six processes, on both databases; `python -m tests.faults --several` is the long form."""

import shutil
import time
from pathlib import Path

import pytest

from tests.faults import cycling
from tests.faults.acting import ANYWHERE
from tests.faults.places import a_quick_folder
from tests.faults.several import KINDS
from tests.faults.several_acting import SeveralAct
from tests.servers import postgres

DEATHS = 4


@pytest.mark.parametrize(
    "on_postgres", [pytest.param(False, marks=pytest.mark.slow, id="SQLite"), pytest.param(True, id="PostgreSQL")]
)
def test_whoever_dies_beside_the_others_nothing_is_lost_doubled_or_disordered(
    tmp_path: Path, *, on_postgres: bool
) -> None:
    if on_postgres and not postgres.available():
        pytest.skip(f"MISSING {postgres.PACKAGE}")
    seed = int(time.time())
    with (
        a_quick_folder(tmp_path) as folder,
        cycling.raised(folder, postgres=on_postgres, several=True) as on,
    ):
        prepared, on.house.folder = on.house.folder, folder / "house"
        shutil.copytree(prepared, on.house.folder)
        on.database.renew()
        act = SeveralAct(on, cycling.new_act(seed, 1, on.database), folder / "act.jsonl")
        try:
            act.begin()
            for _ in range(DEATHS):
                act.die(ANYWHERE)
            act.die_all()  # so that nobody waits minutes for the leases of the dead
            act.judge(act.come_to_rest())
        finally:
            act.end()
    assert act.told.violations == [], f"seed {seed}"
    assert act.told.cycles > DEATHS and {place.partition(",")[0] for place in act.told.kills} & set(KINDS)
    assert act.told.accepted > 50 and act.told.answers > 3
