"""A new house gets a whole key or none, and an old one that lost its key is never given another."""

import shutil
from pathlib import Path

import pytest

from tests.running import MOSTRADOR, House, copy_of
from tests.site.copies.shop import with_a_door

GONE = "has lost its key. Put it back"


@pytest.fixture
def house(prepared_house: Path, tmp_path: Path) -> House:
    """Return a house whose key is in its folder, as a shop's is."""
    made = House(copy_of(prepared_house, tmp_path / "house"), MOSTRADOR_KEY="")
    _key(made).write_text("a key of its own\n")
    return made


def _key(house: House) -> Path:
    return house.folder / "key"


def test_a_disk_without_room_leaves_no_key_and_the_next_try_makes_one(tmp_path: Path) -> None:
    house = House(tmp_path / "new", MOSTRADOR_KEY="")
    refused = house.run_shell(f"ulimit -f 0; exec {MOSTRADOR} init")
    assert refused.returncode == 1 and "could not be written: File too large" in refused.stderr, refused.stderr
    assert [path.name for path in house.folder.iterdir()] == ["files"]
    assert house.tell("init")[0]["new_key"] and len(_key(house).read_text()) == 45
    assert not house.tell("init")[0]["new_key"] and house.run("doctor").returncode == 0


def test_an_empty_key_over_no_secrets_is_made_anew(house: House, tmp_path: Path) -> None:
    """As a full disk or a power cut left it of an `init`, in a new folder or with its tables made."""
    _key(house).write_text("\n")
    new = House(tmp_path / "new", MOSTRADOR_KEY="")
    new.folder.mkdir()
    _key(new).touch()
    for one in (house, new):
        assert one.tell("init")[0]["new_key"] and len(_key(one).read_text()) == 45
        with_a_door(one)


@pytest.mark.parametrize("lost", ["emptied", "gone"])
def test_a_house_with_secrets_gets_no_new_key(house: House, lost: str) -> None:
    with_a_door(house)
    _key(house).write_text("") if lost == "emptied" else _key(house).unlink()
    for _time in range(2):
        refused = house.run("init")
        assert refused.returncode == 1 and GONE in refused.stderr and len(refused.stderr.splitlines()) == 1
    assert not (_key(house).exists() and _key(house).read_text())
    _key(house).write_text("a key of its own\n")
    assert house.run("init").returncode == 0 and house.run("doctor").returncode == 0


def test_another_folder_over_a_house_gets_no_new_key(house: House) -> None:
    """Where its database is all that is left of it: on PostgreSQL that is another server's folder."""
    _key(house).unlink()
    shutil.rmtree(house.folder / "files")
    assert GONE in house.run("init").stderr and not _key(house).exists()
