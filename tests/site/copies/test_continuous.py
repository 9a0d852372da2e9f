"""Litestream's own program beside a real house: what was accepted a minute before the machine died is in the copy."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.counter import until
from tests.running import House
from tests.site.copies.shop import says, with_a_door, with_sql

LITESTREAM = Path(sys.executable).parent / "litestream"
CONFIG = Path(__file__).parents[3] / "deploy" / "litestream.yml"
RPO_SECONDS = 60


@pytest.mark.slow
def test_what_was_accepted_a_minute_before_is_in_the_copy(house: House, tmp_path: Path) -> None:
    house.start()
    hook = with_a_door(house)
    told = {"MOSTRADOR_DATA": str(house.folder), "COPIES": str(tmp_path / "copies")}
    replicating = subprocess.Popen([str(LITESTREAM), "replicate", "-config", str(CONFIG)], env=told,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        until(lambda: list((tmp_path / "copies" / "parcels").rglob("*.ltx")), 30)
        accepted = _customers_write(hook, seconds=15)
    finally:
        died_at = time.monotonic()
        replicating.kill()
        house.kill()
        replicating.wait()
    back = _brought_back(tmp_path, told)
    kept = {key for (key,) in with_sql(back.folder / "parcels.sqlite3", "SELECT key FROM parcels")}
    missing = [died_at - at for key, at in accepted.items() if key not in kept]
    print(f"{len(accepted)} accepted, {len(missing)} missing, the oldest {max(missing, default=0):.2f} s old")
    assert max(missing, default=0) < RPO_SECONDS
    back.start()
    back.stop()


def _customers_write(hook: str, *, seconds: float) -> dict[str, float]:
    accepted: dict[str, float] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        key = f"k{len(accepted)}"
        if says(hook, key, who=f"c{len(accepted) % 5}") == 200:
            accepted[key] = time.monotonic()
    assert len(accepted) > 10
    return accepted


def _brought_back(tmp_path: Path, told: dict[str, str]) -> House:
    found = tmp_path / "found"
    found.mkdir()
    for name in ("mostrador", "parcels"):
        source = f"file://{told['COPIES']}/{name}"
        subprocess.run(
            [str(LITESTREAM), "restore", "-o", str(found / f"{name}.sqlite3"), source], check=True, capture_output=True
        )
    shutil.copy(Path(told["MOSTRADOR_DATA"]) / "plan.yaml", found)
    back = House(tmp_path / "back")
    outcome = back.run("restore", str(found), "--json")
    assert outcome.returncode == 0, outcome.stderr
    assert json.loads(outcome.stdout)["parcels"] > 0
    return back
