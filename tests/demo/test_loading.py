"""The command makes a demo out of an empty folder, once, and keeps its hands off everybody else's house."""

import json
import sqlite3
from pathlib import Path

import pytest

from mostrador.demo import loading
from tests.running import House, prepare


def test_it_refuses_a_house_of_somebody_s_own(tmp_path: Path):
    house = House(prepare(tmp_path / "theirs"))
    before = (house.folder / "plan.yaml").read_bytes()
    for words in (("demo", "--only-load"), ("demo", "--only-load", "--fresh")):
        refused = house.run(*words)
        assert refused.returncode == 1
        assert "not the demo" in refused.stderr
    assert (house.folder / "plan.yaml").read_bytes() == before
    assert loading.state(house.folder) == ""


@pytest.mark.slow
@pytest.mark.parametrize("at", ["tomorrow", "2026-05-14T17:42:00", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_is_told_with_one_that_is(tmp_path: Path, at: str):
    done = House(tmp_path / "demo").run("demo", "--only-load", "--at", at)
    assert done.returncode == 1 and not (tmp_path / "demo").exists()
    assert f"{at} is no moment with its offset, such as 2026-05-14T17:42:00+02:00" in done.stderr


def test_it_tells_the_story_once_and_serves_it(tmp_path: Path):
    house = House(tmp_path / "demo")
    first = house.run("demo", "--only-load")
    assert first.returncode == 0, first.stderr
    messages = _messages(house.folder)
    assert messages > 700
    assert house.run("demo", "--only-load").returncode == 0
    assert _messages(house.folder) == messages


@pytest.mark.slow
def test_a_story_that_broke_off_is_told_anew(tmp_path: Path):
    house = House(tmp_path / "demo")
    house.run("demo", "--only-load")
    mark = house.folder / loading.MARK
    mark.write_text(json.dumps(json.loads(mark.read_text()) | {"state": "telling"}))
    (house.folder / "parcels.sqlite3").write_bytes(b"half of a file")
    assert house.run("demo", "--only-load").returncode == 0
    assert loading.state(house.folder) == "told" and _messages(house.folder) > 700


def _messages(folder: Path) -> int:
    with sqlite3.connect(folder / "mostrador.sqlite3") as line:
        found: int = line.execute("SELECT count(*) FROM inbox_message").fetchone()[0]
        return found
