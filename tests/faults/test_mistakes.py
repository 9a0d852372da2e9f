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


def refused(house: House, how: str = "serve", **told: str) -> str:
    """Serve, or be one part of the house, and return the one line that says why not."""
    port = [] if how in ("worker", "doctor") else ["--port", str(house.port)]
    outcome = subprocess.run(
        [MOSTRADOR, how, *port], env={**house.environment, **told},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert outcome.returncode == 1 and outcome.stdout == ""
    line, *more = outcome.stderr.splitlines()
    assert not more
    return line


def test_a_lost_key_is_missed_before_the_house_opens(house: House) -> None:
    assert "There is no key" in refused(house, MOSTRADOR_KEY="")


@pytest.mark.parametrize("how", ["serve", "edge", "web", "worker"])
def test_a_mistyped_setting_is_told_before_the_house_opens(house: House, how: str) -> None:
    said = refused(house, how, MOSTRADOR_BACKUP_HOURS="24h", MOSTRADOR_ALERT_SMTP="smtps://user:secret@")
    assert "MOSTRADOR_BACKUP_HOURS is “24h”, and takes a number of hours, such as 24" in said
    assert "MOSTRADOR_ALERT_SMTP must look like" in said and "secret" not in said


@pytest.mark.parametrize("how", ["serve", "doctor"])
def test_a_zone_that_is_none_and_a_file_that_is_not_there_are_told_in_one_line_too(house: House, how: str) -> None:
    house.environment["MOSTRADOR_TIME_ZONE"] = "Madrid"
    assert house.run(how).stderr == (
        "mostrador: MOSTRADOR_TIME_ZONE is “Madrid”, and takes the name of a time zone, such as Europe/Madrid.\n"
    )
    house.environment["MOSTRADOR_TIME_ZONE_FILE"] = "/nowhere"
    assert "MOSTRADOR_TIME_ZONE_FILE names /nowhere, which cannot be read" in house.run(how).stderr


def test_the_doctor_says_a_mistyped_setting(house: House) -> None:
    house.environment["MOSTRADOR_BACKUP_HOUR"] = "6"
    said = house.run("doctor").stdout
    assert "ILL  Settings: MOSTRADOR_BACKUP_HOUR is no setting: MOSTRADOR_BACKUP_HOURS is." in said


@pytest.mark.parametrize("how", ["serve", "doctor"])
@pytest.mark.parametrize("end", ["host:abc/name", "host:99999/name", "[::1/name", "host/name?foo=bar", "host"])
def test_an_address_of_no_database_is_told_without_its_password(house: House, how: str, end: str) -> None:
    said = refused(house, how, MOSTRADOR_DATABASE_URL=f"postgresql://shop:secret@{end}")
    assert said.startswith("mostrador: The address of a database (MOSTRADOR_DATABASE_URL") and "secret" not in said


@pytest.mark.parametrize("how", ["serve", "doctor", "init", "doors"])
def test_a_public_address_that_is_none_ends_every_command(house: House, how: str) -> None:
    house.environment["MOSTRADOR_PUBLIC_URL"] = "https://[::1"
    done = house.run(how, *["list"] * (how == "doors"))
    assert done.stderr.startswith("mostrador: MOSTRADOR_PUBLIC_URL is “https://[::1”") and done.stderr.count("\n") == 1


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
