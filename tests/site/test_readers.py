"""What customers wrote is read by nobody else who uses the machine: not in the folder, not in a copy of it."""

from pathlib import Path

from tests.running import House

ANYBODY = 0o077


def open_to_others(folder: Path) -> list[str]:
    return [str(one) for one in (folder, *folder.rglob("*")) if one.stat().st_mode & ANYBODY]


def test_what_the_house_makes_is_its_owners_alone(tmp_path: Path) -> None:
    house = House(tmp_path / "shop" / "data")
    house.tell("init")
    assert open_to_others(tmp_path / "shop") == []
    copies = tmp_path / "copies"
    copies.mkdir(mode=0o755)  # a disk that others can look at
    house.tell("backup", "--to", str(copies))
    assert [one for one in open_to_others(copies) if one != str(copies)] == []


def test_the_doctor_names_what_an_older_version_left_open(house: House) -> None:
    house.folder.chmod(0o700)
    (house.folder / "mostrador.sqlite3").chmod(0o644)
    assert "chmod" not in house.run("doctor").stdout
    house.folder.chmod(0o755)
    told = house.run("doctor").stdout
    assert "ILL  Readers: other users of this machine can read mostrador.sqlite3" in told
    assert f"chmod -R go= {house.folder}" in told
