"""The frame of `mostrador`: what every command may rely on. The commands here are the test's own."""

import json
import sqlite3
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mostrador.kit.commands import Command, Refused, tell
from mostrador.site import cli
from tests.running import MOSTRADOR, House


def _repeat(options: Namespace) -> int:
    for _ in range(options.times):
        tell(options, {"word": "¿Qué tal?", "at": datetime(2026, 5, 14, 17, 42, tzinfo=UTC), "note": ""})
    return 0


def _times(parser: ArgumentParser) -> None:
    parser.add_argument("--times", type=int, default=1)


def _refuse(options: Namespace) -> int:
    raise Refused("No.\nNot even\n  on Sunday.")


KNOWN = [
    Command("echo", "Repeat a word.", _repeat, _times, needs="nothing"),
    Command("echo never", "Refuse to.", _refuse, needs="nothing"),
    Command("look inside", "Look into the house.", _repeat, needs="house"),
]


class TestFrame:
    def test_with_json_each_result_is_one_object_on_a_line(self, capsys):
        assert cli.main(["echo", "--times", "2", "--json"], known=KNOWN) == 0
        lines = capsys.readouterr().out.splitlines()
        expected = {"word": "¿Qué tal?", "at": "2026-05-14T17:42:00Z", "note": ""}
        assert [json.loads(line) for line in lines] == [expected] * 2
        assert "¿Qué tal?" in lines[0]

    def test_without_json_it_speaks_to_people(self, capsys):
        assert cli.main(["echo"], known=KNOWN) == 0
        assert capsys.readouterr().out == "word: ¿Qué tal?  at: 2026-05-14 17:42:00+00:00\n"

    def test_a_refusal_is_one_line_on_stderr(self, capsys):
        assert cli.main(["echo", "never"], known=KNOWN) == 1
        assert capsys.readouterr() == ("", "mostrador: No. Not even on Sunday.\n")

    @pytest.mark.parametrize("words", [["sing"], [], ["echo", "--times", "many"], ["look"], ["echo", "--no"]])
    def test_bad_usage_is_one_line_on_stderr_too(self, words, capsys):
        with pytest.raises(SystemExit) as ended:
            cli.main(words, known=KNOWN)
        assert ended.value.code == 1
        assert len(capsys.readouterr().err.splitlines()) == 1

    def test_without_a_house_it_says_how_to_make_one(self, capsys, monkeypatch, tmp_path):
        monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path / "nowhere"))
        assert cli.main(["look", "inside"], known=KNOWN) == 1
        assert "mostrador init" in capsys.readouterr().err


def test_two_commands_of_one_name_break_the_house(monkeypatch, tmp_path):
    for room in ("one", "two"):
        (tmp_path / f"room_{room}.py").write_text(
            "from mostrador.kit.commands import Command\n"
            "COMMANDS = (Command('same', 'Do it.', print, needs='nothing'),)\n"
        )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ValueError, match="same"):
        cli.commands(["room_one", "room_two"])


def test_listing_the_commands_loads_no_django():
    ask = (
        "import sys\nfrom mostrador.site import cli\nfound = cli.commands()\n"
        "print(*[command.name for command in found], sep='\\n')\n"
        "sys.exit(f'{len(found)} commands, django loaded' if 'django' in sys.modules else 0)"
    )
    outcome = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr


def test_the_console_script_is_the_same_frame():
    script = Path(sys.executable).parent / "mostrador"
    outcome = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert outcome.stdout.startswith("mostrador 0.")


def test_a_number_that_is_none_and_a_folder_that_is_a_file_are_refused_in_a_line(tmp_path):
    (tmp_path / "file").write_text("")
    house = House(tmp_path / "file")
    for words, said in (
        (("serve", "--port", "99999"), "99999 is no port"),
        (("serve", "--port", "-1"), "-1 is no port"),
        (("serve", "--port", "http"), "http is no port"),
        (("backup", "--keep", "0"), "0 is not how many copies can stay"),
        (("backup", "--keep", "all"), "all is not how many copies can stay"),
        (("init",), f"{house.folder}/files: Not a directory. What"),
    ):
        outcome = house.run(*words)
        assert outcome.returncode == 1 and said in outcome.stderr, outcome.stderr
        assert len(outcome.stderr.splitlines()) == 1


@pytest.mark.sqlite
def test_a_command_waits_for_who_writes_longer_than_a_page_would(house):
    """As beside a demo that is loading: one transaction from its beginning to its end."""
    with closing(sqlite3.connect(house.folder / "mostrador.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        adding = subprocess.Popen(
            [MOSTRADOR, "doors", "add", "webhook", "--name", "Programa", "--secret", "una frase larga para firmar"],
            env=house.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        with pytest.raises(subprocess.TimeoutExpired):
            adding.communicate(timeout=14)
        other.execute("ROLLBACK")
    said, trouble = adding.communicate(timeout=60)
    assert adding.returncode == 0 and "hook_url" in said, trouble


@pytest.mark.sqlite
@pytest.mark.parametrize("words", [("doctor",), ("backup",), ("doors", "list")])
def test_a_damaged_database_ends_a_command_with_a_sentence(house, words):
    with (house.folder / "mostrador.sqlite3").open("r+b") as file:
        file.seek(2_000)
        file.write(b"\x07" * 12_000)
    done = subprocess.run([MOSTRADOR, *words], env=house.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.startswith("mostrador: A database of this house is damaged")
    assert len(done.stderr.splitlines()) == 1 and "restore" in done.stderr


@pytest.mark.sqlite
@pytest.mark.parametrize("words", [("doctor",), ("backup",), ("upgrade",), ("serve",), ("init",)])
def test_a_database_that_was_emptied_is_not_taken_for_an_old_one(house, words):
    (house.folder / "mostrador.sqlite3").write_bytes(b"")
    done = house.run(*words)
    assert done.returncode == 1 and "mostrador.sqlite3 is empty" in done.stderr and "restore COPY" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.sqlite
def test_an_init_that_was_cut_off_is_told_and_run_again(house):
    """As a kill leaves it while its tables are made: the folder, the key, and a file with nothing in it yet."""
    for path in house.folder.glob("parcels.sqlite3*"):
        path.unlink()
    with closing(sqlite3.connect(house.folder / "new.sqlite3")) as made:
        made.execute("PRAGMA journal_mode=WAL")
    (house.folder / "new.sqlite3").replace(house.folder / "mostrador.sqlite3")
    for words in (("doctor",), ("backup",), ("upgrade",), ("serve",)):
        done = house.run(*words)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1) and "init` was cut off" in done.stderr
    assert house.run("init").returncode == 0 and house.run("doctor").returncode == 0


@pytest.mark.sqlite
def test_what_stays_busy_ends_a_command_with_a_sentence(house, capsys):
    def write(_: Namespace) -> int:
        with closing(sqlite3.connect(house.folder / "mostrador.sqlite3", timeout=0.1)) as mine:
            mine.execute("BEGIN IMMEDIATE")
        return 0

    with closing(sqlite3.connect(house.folder / "mostrador.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert cli.main(["write"], known=[Command("write", "Write.", write, needs="nothing")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("mostrador: The house is busy") and len(said.splitlines()) == 1
