"""A copy that is killed in the middle leaves nothing under a final name, and does not stand in the way of the next."""

import json
import random
import subprocess
import time
from pathlib import Path

from mostrador.site.copies import packing
from tests.running import MOSTRADOR, House
from tests.site.copies.shop import a_file, told

KILLS = 6


def test_killed_at_any_moment_it_leaves_whole_copies_only(house: House, tmp_path: Path) -> None:
    chance, shelf = random.Random(7), tmp_path / "shelf"
    a_file(house, chance.randbytes(20_000_000))
    for _ in range(KILLS):
        copying = subprocess.Popen([MOSTRADOR, "backup", "--to", f"{shelf}/", "--keep", "9"], env=house.environment)
        time.sleep(chance.uniform(0.3, 3.0))
        copying.kill()
        copying.wait()
    last = house.run("backup", "--to", str(shelf), "--json")
    assert last.returncode == 0, last.stderr
    assert str(json.loads(last.stdout)["file"]) in {str(path) for path in shelf.glob("*.zst")}
    for number, path in enumerate(shelf.glob("*.zst")):
        assert packing.is_closed(path) is False and told(path, tmp_path / f"{number}").files
    assert list(shelf.glob(".copying-*")) == []
