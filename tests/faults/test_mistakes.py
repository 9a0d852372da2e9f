"""What whoever runs the house may get wrong: each is refused in one clear line, and nothing is lost by it."""

import os
import subprocess

import pytest

from tests.running import MOSTRADOR, House


@pytest.fixture
def with_a_door(house: House) -> str:
    """Open a plain door, and a house that keeps its key in its folder; return the hook's path."""
    hook: str = house.tell("doors", "add", "webhook", "--name", "Tienda", "--secret", "s")[0]["hook_url"]
    return hook


def refused(house: House, **told: str) -> str:
    """Serve and return the one line that says why not."""
    outcome = subprocess.run(
        [MOSTRADOR, "serve", "--port", str(house.port)], env={**house.environment, **told},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert outcome.returncode == 1 and outcome.stdout == ""
    line, *more = outcome.stderr.splitlines()
    assert not more
    return line


def test_a_lost_key_is_missed_before_the_house_opens(house: House) -> None:
    assert "There is no key" in refused(house, MOSTRADOR_KEY="")


def test_another_key_is_refused_and_the_right_one_opens(house: House, with_a_door: str) -> None:
    assert "sealed with another" in refused(house, MOSTRADOR_KEY="another key")
    house.start()


def test_where_the_key_opens_some_doors_these_receive_and_the_others_are_named(house: House, with_a_door: str) -> None:
    house.environment["MOSTRADOR_KEY"] += "-of-later"
    later = house.tell("doors", "add", "webhook", "--name", "Otra", "--secret", "s")[0]["hook_url"]
    house.start()
    assert "The door “Tienda” was sealed with another key" in house.log
    assert (house.knock(with_a_door), house.knock(later)) == (503, 401)  # ours to mend, and theirs: it has no signature


def test_two_servers_in_one_folder_are_one_too_many(house: House, with_a_door: str) -> None:
    house.start()
    assert "Another process already serves" in refused(house)
    assert house.knock(with_a_door) == 401


@pytest.mark.parametrize("shut", ["", "parcels.sqlite3"])
def test_a_folder_that_cannot_be_written_to_is_refused(house: House, shut: str) -> None:
    path = house.folder / shut
    if os.geteuid() == 0:  # root may write anywhere, unless the disk itself says no
        subprocess.run(["mount", "--bind", path, path], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", path], check=True)
    else:
        path.chmod(0o500)
    try:
        assert f"{path} cannot be written to" in refused(house)
        examined = house.run("doctor")
        assert (examined.returncode, examined.stderr) == (1, "")
        assert examined.stdout.startswith(f"ILL  Folder: {path} cannot be written to")
    finally:
        subprocess.run(["umount", path], check=True) if os.geteuid() == 0 else path.chmod(0o700)
    house.start()
