"""What its surroundings do to a command ends it in one line, what happened and what to do; our own mistakes do not."""

import json
import subprocess
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from mostrador.kit.commands import Command
from mostrador.site import cli, explaining
from mostrador.site.copies import before
from tests.disks import a_small_disk, needs_root
from tests.ports import free_port
from tests.running import MOSTRADOR, House

OFFERS = ("doors", "add", "webhook", "--name", "Tienda", "--secret", "una frase larga para firmar")


def line_of(house: House, *words: str) -> str:
    """Run it, and return the one line it ends with."""
    done = house.run(*words)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    return done.stderr


def said_of(run: Callable[[], object], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command says that ends so."""
    command = Command("try", "Try.", lambda _: int(bool(run())), needs="nothing")
    assert cli.main(["try"], known=[command]) == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    return said


@needs_root
@pytest.mark.sqlite
def test_a_full_disk_ends_every_command_in_a_line_and_the_doctor_names_it(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "disk", megabytes=12) as disk:
        house = House(disk / "house")
        house.tell("init")
        subprocess.run(["dd", "if=/dev/zero", f"of={disk / 'ballast'}", "bs=4k"], capture_output=True, check=False)
        for words in (("serve", "--port", str(house.port)), ("sweep",), OFFERS):
            assert f"the disk of {house.folder} has 0 MB free of 12" in line_of(house, *words).replace("The", "the")
        assert f"ILL  Disk: the disk of {house.folder} has 0 MB free of 12" in house.run("doctor").stdout
        (disk / "ballast").unlink()
        house.tell(*OFFERS)


@needs_root
@pytest.mark.sqlite
def test_a_disk_that_is_read_only_ends_every_command_in_a_line(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "disk", megabytes=40) as disk:
        house = House(disk / "house")
        house.tell("init")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for words in (("init",), ("sweep",), ("doors", "list"), ("triage", "factory"), ("doors", "replay", "1")):
            assert f"{house.folder} cannot be written to" in line_of(house, *words)


@pytest.mark.sqlite
def test_a_limit_on_the_size_of_files_is_told_in_a_line(house: House) -> None:
    """For whoever is not root: files that may not grow are as a disk without room."""
    done = house.run_shell(f"ulimit -f 1; trap '' XFSZ; exec {' '.join(map(repr, (MOSTRADOR, *OFFERS)))}")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "What the house accepted before is kept" in done.stderr


def test_a_place_that_takes_no_file_is_told_with_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    for run, what, mend in (
        (
            (tmp_path / "file" / "deeper").mkdir,
            f"{tmp_path}/file/deeper: Not a directory",
            "Name another place",
        ),
        (lambda: tmp_path.write_text("x"), f"{tmp_path}: Is a directory", "Put a file there"),
        ((tmp_path / "none").read_text, f"{tmp_path}/none: No such file or directory", "Make it"),
        (lambda: _write("/dev/full"), "A file could not be written: No space left on device", "Free room on the disk"),
    ):
        said = said_of(run, capsys)
        assert said.startswith(f"mostrador: {what}. What the house accepted before is kept") and mend in said


def test_a_file_that_is_no_text_is_told_with_who_read_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"\xff\xfe")
    said = said_of(lambda: (tmp_path / "file").read_text(encoding="utf-8"), capsys)
    assert said.startswith("mostrador: A file that should be text is none: 'utf-8' codec can't decode")
    assert "read by mostrador/site/cli.py:" in said


def test_a_database_that_is_away_is_told_without_what_tried_to_ask_it(capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    said = said_of(lambda: psycopg.connect(f"postgresql://shop:secret@127.0.0.1:{port}/shop"), capsys)
    assert said.startswith("mostrador: The database does not answer: ") and "What it accepted is kept there" in said
    assert "secret" not in said


def test_init_says_in_a_line_that_its_database_is_away(tmp_path: Path) -> None:
    house = House(tmp_path / "house", MOSTRADOR_DATABASE_URL=f"postgresql://shop:secret@127.0.0.1:{free_port()}/shop")
    assert "The database does not answer" in line_of(house, "init")


def test_a_mistake_of_our_own_keeps_its_traceback_and_says_so() -> None:
    def wrong(_: Namespace) -> int:
        try:
            Path("/nowhere/at/all").read_text()
        except OSError:
            return int({}["mistyped"])  # what came before a mistake does not explain it
        return 0

    with pytest.raises(KeyError) as raised:
        cli.main(["try"], known=[Command("try", "Try.", wrong, needs="nothing")])
    assert raised.value.__notes__ == [explaining.OURS]


def test_a_developer_sees_the_traceback_above_the_line(house: House) -> None:
    house.environment["MOSTRADOR_DEVELOPMENT"] = "1"
    house.environment["MOSTRADOR_DATA"] = str(house.folder / "plan.yaml" / "deeper")
    *above, line = house.run("demo", "--only-load").stderr.splitlines()
    assert above[0].startswith("Traceback") and line.startswith("mostrador: ") and "Not a directory" in line


@pytest.mark.parametrize("how", ["serve", "doctor", "init"])
def test_a_key_that_cannot_be_read_is_told_with_its_file(house: House, how: str) -> None:
    house.environment["MOSTRADOR_KEY"], key = "", house.folder / "key"
    key.unlink(missing_ok=True)
    key.mkdir()
    said = line_of(house, how)
    assert str(key) in said and "Is a directory" in said
    key.rmdir()
    key.write_bytes(b"\xff\xfe")
    assert f"cannot be read from {key}: it is no text" in line_of(house, how)


def test_an_address_that_is_no_text_is_as_none(house: House) -> None:
    (house.folder / "address").write_bytes(b"\xff\xfe")
    assert house.run("doctor").returncode == 0


@pytest.mark.sqlite
def test_damaged_parcels_end_serving_in_a_line(house: House) -> None:
    for path in house.folder.glob("parcels.sqlite3-*"):
        path.unlink()
    with (house.folder / "parcels.sqlite3").open("r+b") as file:
        file.seek(100)
        file.write(b"\x07" * 3_000)
    assert "A database of this house is damaged" in line_of(house, "serve", "--port", str(house.port))


@pytest.mark.parametrize(
    "text", ["{", json.dumps({"verified_at": "yesterday"}), json.dumps({"verified_at": "2026-01-01"})]
)
def test_a_note_of_copies_that_says_nothing_is_ill_and_not_taken_for_none(house: House, text: str) -> None:
    (house.folder / "backup.json").write_text(text)
    done = house.run("doctor")
    assert done.stderr == "" and f"ILL  Backup: {house.folder}/backup.json cannot be read" in done.stdout


@pytest.mark.parametrize("text", ["", "{}"])
def test_a_note_of_what_began_that_says_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    (tmp_path / before.MOVING).write_text(text)
    with pytest.raises(before.Unnoted, match="does not say any more which copy was made"):
        before.noted(before.MOVING)


def _write(path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write("x")
