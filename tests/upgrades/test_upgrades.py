"""A house of each release, with data, is brought up to date without a row being lost; and back in one step."""

import json
import random
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from mostrador.site.copies import packing
from tests.house import ROOT
from tests.running import MOSTRADOR, House
from tests.site.copies.shop import contents, with_sql
from tests.upgrades.__main__ import HERE

SAVED = sorted(HERE.glob("*.tar.zst"))
OUR_WORDS = "SELECT id, conversation_id, direction, text, sent_at, external_id FROM inbox_message ORDER BY id"
names = {"ids": lambda path: path.name.removesuffix(".tar.zst")}


@pytest.fixture(params=SAVED, **names)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """Return a house as that release left it."""
    folder = tmp_path / "house"
    packing.unpack(request.param, into=folder)
    (folder / "manifest.json").unlink()
    return House(folder)


def test_there_is_a_house_to_upgrade() -> None:
    assert SAVED


def test_no_migration_stands_outside_the_one_transaction_of_an_upgrade() -> None:
    """What PostgreSQL does only outside a transaction (an index made CONCURRENTLY) would be torn off by a kill."""
    steps = list(ROOT.glob("mostrador/*/migrations/[0-9]*.py"))
    assert len(steps) > 30
    assert not [path for path in steps if re.search(r"atomic\b.*= False|CONCURRENTLY|Concurrently", path.read_text())]


def test_it_is_brought_up_to_date_and_back(old: House, tmp_path: Path) -> None:
    was = contents(old.folder, copies=tmp_path / "was")
    words = _words(old)
    steps = old.tell("upgrade", "--dry-run")[0]["steps"]
    assert steps and words and contents(old.folder, copies=tmp_path / "still") == was
    assert "mostrador upgrade" in old.run("serve").stderr
    done = old.tell("upgrade")[0]
    assert done["applied"] and done["steps"] == steps
    assert _words(old) == words and _whole(old)
    old.start()
    old.stop()
    back = House(tmp_path / "back")
    packing.unpack(Path(done["backup"]), into=back.folder)
    assert contents(back.folder, copies=tmp_path / "back-then") == was


def test_killed_in_the_middle_it_is_run_again(old: House, tmp_path: Path) -> None:
    """Two kills, early and late; what one goes back to is how it was before the first of them."""
    was, words, chance = contents(old.folder, copies=tmp_path / "was"), _words(old), random.Random(old.folder.name)
    for _ in range(2):
        upgrade = subprocess.Popen([MOSTRADOR, "upgrade"], env=old.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(chance.uniform(0.5, 2.5))
        upgrade.kill()
        upgrade.wait()
    old.run("upgrade")
    assert old.tell("upgrade", "--dry-run")[0]["steps"] == []
    assert _words(old) == words and _whole(old)
    first = min((old.folder / "backups").glob("*.zst"))
    packing.unpack(first, into=tmp_path / "back")
    assert contents(tmp_path / "back", copies=tmp_path / "back-then") == was


def test_its_copy_comes_back_in_today_s_shape(old: House, tmp_path: Path) -> None:
    archive = next(path for path in SAVED if shutil.copy(path, tmp_path / "copy.tar.zst"))
    back = House(tmp_path / "back")
    assert json.loads(back.run("restore", str(archive), "--json").stdout)["messages"] == len(_words(old))
    assert back.tell("upgrade")[0]["steps"] == []
    assert _whole(back)


def _words(house: House) -> list[Any]:
    return with_sql(house.folder / "mostrador.sqlite3", OUR_WORDS)


def _whole(house: House) -> bool:
    main = house.folder / "mostrador.sqlite3"
    return with_sql(main, "PRAGMA integrity_check") == [("ok",)] and not with_sql(main, "PRAGMA foreign_key_check")
