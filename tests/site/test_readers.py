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


def test_the_doctor_names_a_key_and_copies_that_others_can_read_wherever_they_lie(house: House, tmp_path: Path) -> None:
    beyond, inside = tmp_path / "copies", house.folder / "backups"
    for folder in (beyond, inside):
        folder.mkdir()
        copy = folder / f"mostrador-20260514T1700{len(folder.name):02}Z.tar.zst"
        for file in (copy, copy.with_name(f"{copy.name}.age")):  # which is closed: anybody may read it
            file.write_bytes(b"")
            file.chmod(0o644)
        folder.chmod(0o755)
    (house.folder / "key").write_text("a key")
    (house.folder / "key").chmod(0o644)
    house.folder.chmod(0o700)
    assert "chmod" not in house.run("doctor").stdout
    house.folder.chmod(0o755)
    told = house.run("doctor").stdout
    assert f"can read key and {next(inside.glob('*.zst')).name}: chmod -R go= {house.folder}\n" in told
    house.environment["MOSTRADOR_BACKUPS"] = str(beyond)
    copy = next(beyond.glob("*.zst"))
    assert (
        f"can read key and {copy.name}: chmod -R go= {house.folder}; chmod go= {copy}\n" in house.run("doctor").stdout
    )
