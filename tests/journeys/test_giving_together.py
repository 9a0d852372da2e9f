"""Two hands reach into one purse at the same moment: the month holds, on either database."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.journeys.vidriera import SAMPLE
from tests.running import House


def test_a_race_never_passes_a_months_limit(house_folder: Path) -> None:
    shutil.copy(SAMPLE, house_folder / "plan.yaml")
    house = House(house_folder)
    outcome = subprocess.run(
        [sys.executable, "-m", "tests.journeys.giving_together"], env={**house.environment,
        "DJANGO_SETTINGS_MODULE": "mostrador.site.settings"}, cwd=Path(__file__).parents[2],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr
    # 60 € a month for the shop, 10 € each: six of twelve, whoever was quicker.
    assert json.loads(outcome.stdout) == {"gave": 6, "asked": 6}
