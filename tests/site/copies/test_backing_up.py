"""A copy of the open house counts only once it was restored and compared; a damaged one is refused."""

import json
import os
import random
import shutil
import threading
from pathlib import Path

import pytest

from mostrador.site.copies import packing
from tests.running import House
from tests.site.copies.shop import a_file, contents, insists, says, spoiled, told, with_a_door, with_sql

FLIPPED, CUT = 200, 50


@pytest.fixture(scope="module")
def archive(prepared_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of a small house with a picture in it."""
    folder = tmp_path_factory.mktemp("copied")
    house = House(Path(shutil.copytree(prepared_house, folder / "house")))
    a_file(house, b"a bottle" * 1000)
    return Path(house.tell("backup", "--to", str(folder / "copy.tar.zst"))[0]["file"])


def test_three_copies_of_a_busy_house_hold_what_was_accepted_before_each(house: House, tmp_path: Path) -> None:
    house.start()
    hook, over, accepted = with_a_door(house), threading.Event(), []
    customer = threading.Thread(target=_goes_on, args=(hook, accepted, over))
    customer.start()
    try:
        for turn in range(3):
            before = list(accepted)
            copy = house.tell("backup", "--to", str(tmp_path / f"{turn}.tar.zst"))[0]
            kept = _kept(Path(copy["file"]), tmp_path / f"laid-out-{turn}")
            assert [key for key in before if key not in kept] == []
    finally:
        over.set()
        customer.join()
    assert len(accepted) > 20


def _goes_on(hook: str, accepted: list[str], over: threading.Event) -> None:
    for number in range(10**6):
        if over.is_set():
            return
        if says(hook, f"k{number}", who=f"c{number % 7}") == 200:
            accepted.append(f"k{number}")


def _kept(archive: Path, into: Path) -> set[str]:
    told(archive, into)
    return {key for (key,) in with_sql(into / "parcels.sqlite3", "SELECT key FROM parcels")}


def test_a_copy_holds_what_the_house_holds(house: House, tmp_path: Path) -> None:
    house.start()
    insists(with_a_door(house), "a1")
    house.stop()
    picture = a_file(house, b"a bottle")
    record = house.tell("backup", "--to", str(tmp_path / "one.tar.zst"))[0]
    found = told(Path(record["file"]), tmp_path / "laid-out")
    assert found.databases == contents(house.folder, copies=tmp_path / "now")
    assert (tmp_path / "laid-out" / "files" / picture.parent.name / picture.name).read_bytes() == b"a bottle"
    assert not (tmp_path / "laid-out" / "key").exists()
    assert json.loads((house.folder / "backup.json").read_text()) == record


def test_only_the_newest_stay_and_nothing_is_written_over(house: House, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "letters.tar.zst").write_text("somebody else's")
    for day in ("01", "02", "03"):
        (kept / f"mostrador-202601{day}T000000Z.tar.zst").write_text("older")
    new = Path(house.tell("backup", "--to", str(kept), "--keep", "2")[0]["file"])
    assert sorted(path.name for path in kept.glob("*.zst")) == sorted(
        ["letters.tar.zst", "mostrador-20260103T000000Z.tar.zst", new.name]
    )
    assert house.run("backup", "--to", str(new)).returncode == 1
    assert [path for path in kept.iterdir() if path.name.startswith(".copying")] == []


def test_a_clock_that_was_ahead_costs_no_new_copy(house: House, tmp_path: Path) -> None:
    for day in range(1, 8):
        (tmp_path / f"mostrador-2099010{day}T000000Z.tar.zst").write_text("of days to come")
    (tmp_path / "mostrador-20260101T000000Z.tar.zst").write_text("older")
    copy = house.tell("backup", "--to", os.path.relpath(tmp_path))[0]["file"]
    kept = sorted(tmp_path.glob("*.zst"))
    assert Path(copy) in kept, "what was just proven stays, and is noted by a name that holds anywhere"
    assert len(kept) == 7 and tmp_path / "mostrador-20260101T000000Z.tar.zst" in kept
    record = house.folder / "backup.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "verified_at": "2099-01-01T00:00:00Z"}))
    assert "ILL  Backup: the last one is dated 2099-01-01" in house.run("doctor").stdout


def test_a_house_that_lacks_files_is_copied_but_no_older_copy_goes(house: House, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "mostrador-20260101T000000Z.tar.zst").write_text("older")
    a_file(house, b"a bottle").unlink()
    refused = house.run("backup", "--to", str(kept), "--keep", "1")
    assert refused.returncode == 1 and "1 files" in refused.stderr and len(refused.stderr.splitlines()) == 1
    assert len(list(kept.glob("*.zst"))) == 2


def test_a_copy_that_was_cut_short_or_thrown_away_is_missed(house: House, tmp_path: Path) -> None:
    file = Path(house.tell("backup", "--to", os.path.relpath(tmp_path / "copy.tar.zst"))[0]["file"])
    assert "ok   Backup: the last proven one is of" in house.run("doctor").stdout
    whole = file.stat().st_size
    os.truncate(file, 1_000)
    examined = house.run("doctor")
    assert examined.returncode == 1 and f"is 1000 bytes long, not the {whole} it had: {file}" in examined.stdout
    file.unlink()
    examined = house.run("doctor")
    assert examined.returncode == 1 and f"is gone from {file}" in examined.stdout


def test_a_damaged_house_gives_no_copy(house: House, tmp_path: Path) -> None:
    main = house.folder / "mostrador.sqlite3"
    page = with_sql(main, "SELECT rootpage FROM sqlite_master WHERE name = 'django_migrations'")[0][0]
    content = bytearray(main.read_bytes())
    content[(page - 1) * 4096 + 100 : page * 4096] = bytes(random.Random(1).randbytes(3996))
    main.write_bytes(content)
    refused = house.run("backup", "--to", str(tmp_path / "copy.tar.zst"))
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1
    assert list(tmp_path.glob("*.zst")) == []


def test_a_disk_that_fills_up_leaves_no_half_copy(house: House, tmp_path: Path) -> None:
    a_file(house, random.Random(1).randbytes(3_000_000))
    command = f"ulimit -f 2000; exec {_console()} backup --to {tmp_path / 'copy.tar.zst'}"
    refused = house.run_shell(command)
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1, refused.stderr
    assert list(tmp_path.glob("*.zst")) == []
    assert json.loads((house.folder / "backup.json").read_text())["why"]


def _console() -> str:
    from tests.running import MOSTRADOR

    return MOSTRADOR


@pytest.mark.parametrize("turn", range(4))
def test_a_copy_in_which_one_bit_differs_is_refused(archive: Path, tmp_path: Path, turn: int) -> None:
    chance, bits = random.Random(turn), archive.stat().st_size * 8
    for number in range(FLIPPED // 4):
        wrong = spoiled(archive, tmp_path / "wrong", bit=chance.randrange(bits))
        with pytest.raises(packing.Damaged):
            told(wrong, tmp_path / f"{number}")
        shutil.rmtree(tmp_path / f"{number}")


def test_a_copy_that_was_cut_off_is_refused(archive: Path, tmp_path: Path) -> None:
    chance, size = random.Random(5), archive.stat().st_size
    for number, kept in enumerate([0, 1, size - 1, size - 40, *[chance.randrange(size) for _ in range(CUT)]]):
        with pytest.raises(packing.Damaged):
            told(spoiled(archive, tmp_path / "wrong", size=kept), tmp_path / f"{number}")
        shutil.rmtree(tmp_path / f"{number}")


def test_any_tar_opens_it(archive: Path, tmp_path: Path) -> None:
    import subprocess
    import tarfile

    import zstandard

    with (
        archive.open("rb") as file,
        zstandard.ZstdDecompressor().stream_reader(file) as opened,
        tarfile.open(mode="r|", fileobj=opened) as tar,
    ):
        names = tar.getnames()
    assert names[:2] == ["mostrador.sqlite3", "parcels.sqlite3"] and names[-1] == "manifest.json"
    if shutil.which("zstd"):
        subprocess.run(["zstd", "-tq", str(archive)], check=True)
