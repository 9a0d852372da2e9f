"""Looking a hook up: fresh within a second, without Django, and never a 404 for a fault of ours."""

import sqlite3
from pathlib import Path

import pytest

from mostrador.doors import finding
from mostrador.doors.contract import Channel
from mostrador.doors.hooks import CannotLook, Hooks
from mostrador.kit import sealing, wake

TABLE = """
CREATE TABLE doors_connection (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE, channel TEXT, name TEXT, sealed BLOB, state TEXT
)
"""


class Watch:
    """A clock that the test turns."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def main_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOSTRADOR_KEY", "a key for tests")
    path = tmp_path / "mostrador.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(TABLE)
    return path


def a_channel() -> str:
    return next(iter(finding.channels()))


def add(main_file: Path, key: str, *, state: str = "open", channel: str = "", sealed: bytes = b"") -> None:
    sealed = sealed or sealing.seal({"secret": f"of {key}"})
    with sqlite3.connect(main_file) as db:
        row = (key, channel or a_channel(), "n", sealed, state)
        db.execute("INSERT INTO doors_connection (key, channel, name, sealed, state) VALUES (?, ?, ?, ?, ?)", row)


def test_a_hook_brings_its_connection_channel_and_opened_secrets(main_file: Path) -> None:
    add(main_file, "abc")
    hook = Hooks(main_file).find("abc")
    assert hook is not None
    assert (hook.connection, hook.channel, hook.secrets) == (
        1,
        finding.channel(a_channel()),
        {"secret": "of abc"},
    )


def test_unknown_and_closed_are_the_same_and_needing_sign_in_still_receives(main_file: Path) -> None:
    add(main_file, "closed", state="closed")
    add(main_file, "tired", state="needs_sign_in")
    hooks = Hooks(main_file)
    assert (hooks.find("closed"), hooks.find("nobody")) == (None, None)
    assert hooks.find("tired") is not None


def test_a_connection_added_elsewhere_works_within_a_second(main_file: Path) -> None:
    watch = Watch()
    hooks = Hooks(main_file, now=watch)
    assert hooks.find("new") is None
    add(main_file, "new")
    watch.seconds += 1
    assert hooks.find("new") is not None


def test_a_tap_makes_it_work_at_once(main_file: Path) -> None:
    hooks = Hooks(main_file, now=Watch())
    assert hooks.find("new") is None
    add(main_file, "new")
    wake.up("connections")
    assert hooks.find("new") is not None
    hooks.close()


def test_changed_secrets_and_closing_are_noticed(main_file: Path) -> None:
    watch = Watch()
    add(main_file, "abc")
    hooks = Hooks(main_file, now=watch)
    hooks.find("abc")
    with sqlite3.connect(main_file) as db:
        db.execute("UPDATE doors_connection SET sealed = ?", (sealing.seal({"secret": "another"}),))
    watch.seconds += 1
    hook = hooks.find("abc")
    assert hook is not None
    assert hook.secrets == {"secret": "another"}
    with sqlite3.connect(main_file) as db:
        db.execute("UPDATE doors_connection SET state = 'closed'")
    watch.seconds += 1
    assert hooks.find("abc") is None


def test_a_file_that_is_not_there_is_our_fault_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotLook):
        Hooks(tmp_path / "none.sqlite3").find("abc")
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_file_without_tables_is_looked_at_again(tmp_path: Path) -> None:
    watch, path = Watch(), tmp_path / "mostrador.sqlite3"
    sqlite3.connect(path).close()
    hooks = Hooks(path, now=watch)
    with pytest.raises(CannotLook):
        hooks.find("abc")
    with sqlite3.connect(path) as db:
        db.execute(TABLE)
    watch.seconds += 1
    assert hooks.find("abc") is None


def test_secrets_of_a_lost_key_and_a_retired_channel_are_our_fault(main_file: Path) -> None:
    add(main_file, "locked", sealed=b"not ours")
    add(main_file, "retired", channel="a-network-that-closed")
    hooks = Hooks(main_file)
    for key in ("locked", "retired"):
        with pytest.raises(CannotLook):
            hooks.find(key)


def test_every_channel_is_found_by_its_own_key() -> None:
    assert finding.channels()
    for key, channel in finding.channels().items():
        assert isinstance(channel, Channel)
        assert finding.channel(key) is channel
        assert channel.key == key
    with pytest.raises(finding.UnknownChannel):
        finding.channel("smoke-signals")
