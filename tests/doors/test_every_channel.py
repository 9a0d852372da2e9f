"""What every channel promises, tried on each of them: its samples, its limits, its form, its shut door.

A sample is any file in samples/<channel>/; beside it, <name>.means.json says what each thing in it means. A row
there holds every field of `mostrador doors read`; of an error the beginning of the reason is enough.
"""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.doors import finding, recorded
from mostrador.doors.contract import (
    CannotRead,
    Channel,
    Item,
    Malformed,
    NeedsSignIn,
    Outgoing,
    Parcel,
    SendFailed,
    Untrusted,
    Writing,
)
from mostrador.kit.commands import as_line

SAMPLES = Path(__file__).parent / "samples"
CHANNELS = finding.channels()
every_channel = pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
anything_in_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=12), inside, max_size=4),
    max_leaves=12,
)


def _samples() -> list[Path]:
    return sorted(path for path in SAMPLES.glob("*/*") if path.is_file() and not path.name.endswith(".means.json"))


class TestSamples:
    @pytest.mark.parametrize("path", _samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_mean_what_we_wrote_down(self, path: Path):
        channel = finding.channel(path.parent.name)
        expected = json.loads(path.with_suffix("").with_suffix(".means.json").read_text(encoding="utf-8"))
        found = [json.loads(as_line(row)) for row in recorded.rows(channel, path, name=path.name)]
        for row, meant in zip(found, expected, strict=True):
            del row["file"]
            if meant["item"] == "error":
                assert row["why"].startswith(meant["why"])
                row["why"] = meant["why"]
            assert row == meant

    @pytest.mark.parametrize("path", _samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_read_the_same_twice_and_keep_their_keys(self, path: Path):
        channel = finding.channel(path.parent.name)
        for parcel in recorded.parcels(path):
            try:
                first, second = channel.split(parcel), channel.split(parcel)
            except Malformed:
                continue
            assert first == second
            assert all(0 < len(piece.key) <= 300 and "\0" not in piece.key for piece in first)
            assert [_meaning(channel, piece.body) for piece in first] == [
                _meaning(channel, piece.body) for piece in second
            ]

    @every_channel
    def test_are_there(self, channel: Channel):
        assert [path for path in _samples() if path.parent.name == channel.key], "no samples"


class TestReading:
    @every_channel
    @given(thing=anything_in_json)
    @settings(max_examples=60, deadline=None)
    def test_of_any_json_gives_items_or_says_it_cannot(self, channel: Channel, thing: Any):
        _meaning(channel, json.dumps(thing).encode())

    @every_channel
    @given(body=st.binary(max_size=60))
    @settings(max_examples=60, deadline=None)
    def test_of_any_bytes_gives_items_or_says_it_cannot(self, channel: Channel, body: bytes):
        _meaning(channel, body)

    @pytest.mark.parametrize("key", sorted({path.parent.name for path in _samples() if path.suffix == ".json"}))
    @given(words=st.data())
    @settings(max_examples=80, deadline=None)
    def test_of_a_sample_with_one_thing_changed(self, key: str, words: st.DataObject):
        channel = finding.channel(key)
        path = words.draw(st.sampled_from([path for path in _samples() if path.parent.name == key]))
        for parcel in recorded.parcels(path):
            try:
                told = json.loads(parcel.body)
            except (ValueError, RecursionError):
                continue
            _meaning(channel, json.dumps(_with_a_change(told, words)).encode())


class TestAShutDoor:
    @every_channel
    def test_takes_nothing_without_its_secrets(self, channel: Channel):
        for secrets in ({}, {field.key: "" for field in channel.fields}):
            with pytest.raises(Untrusted):
                channel.verify(secrets, Parcel(body=b"{}"))

    @every_channel
    def test_takes_nothing_unsigned_or_signed_in_odd_letters(self, channel: Channel):
        secrets = {field.key: "s3cret-s3cret-s3cret" for field in channel.fields}
        for given_ in ("", "sha256=", "sha256=" + "0" * 64, "ñ", "\u0000", "s3cret"):
            headers = {"x-mostrador-signature": given_, "x-telegram-bot-api-secret-token": given_}
            with pytest.raises(Untrusted):
                channel.verify(secrets, Parcel(body=b"{}", headers=headers))

    @every_channel
    def test_sends_nothing_without_its_secrets(self, channel: Channel):
        outgoing = Outgoing(idempotency_key="k", message_id="1", to="5", thread="5", text="hola")
        if channel.fields:
            with pytest.raises((SendFailed, NeedsSignIn)):
                channel.send({}, outgoing)


class TestLimits:
    @every_channel
    @given(text=st.text(st.characters(codec="utf-8"), max_size=40), times=st.integers(1, 400))
    @settings(max_examples=40, deadline=None)
    def test_parts_fit_and_lose_no_word(self, channel: Channel, text: str, times: int):
        whole = text * times
        limit = channel.text_limit
        parts = channel.parts(whole, 0)
        if limit is not None and len(parts) > 1:
            assert all(channel.length(part) <= limit for part, _files in parts)
        assert "".join("".join(part for part, _files in parts).split()) == "".join(whole.split())

    @every_channel
    @pytest.mark.parametrize("files", [0, 1, 3])
    def test_every_file_leaves_once(self, channel: Channel, files: int):
        assert sum(count for _text, count in channel.parts("hola", files)) == files

    @every_channel
    def test_say_within_what_one_may_write(self, channel: Channel):
        now = datetime(2026, 11, 21, tzinfo=UTC)
        may = channel.can_answer(Writing(public=False, last_heard_at=now, now=now))
        assert may.allowed or may.why

    @every_channel
    def test_refuse_what_they_cannot_change(self, channel: Channel):
        for what, can in (("edit", channel.can_edit), ("delete", channel.can_delete)):
            if not can and channel.fields:
                secrets = {field.key: field.default or "http://127.0.0.1:1/" for field in channel.fields}
                with pytest.raises(SendFailed) as caught:
                    channel.send(secrets, Outgoing(idempotency_key="k", message_id="1", what=what, of="1"))
                assert not caught.value.try_again


class TestTheFile:
    @every_channel
    def test_brings_its_help_its_name_and_its_form(self, channel: Channel):
        help_ = inspect.getmodule(type(channel)).__doc__ or ""
        assert len(help_) > 60
        assert channel.name
        assert channel.glyph
        assert channel.help
        assert not any("`" in step or "HMAC" in step for step in channel.help)
        keys = [field.key for field in channel.fields]
        assert len(keys) == len(set(keys))
        assert all(field.choices for field in channel.fields if field.kind == "choice")

    @every_channel
    def test_hands_secrets_over_as_secrets_only(self, channel: Channel):
        told = {field.key: f"value-of-{field.key}" for field in channel.fields}
        hidden = {told[field.key] for field in channel.fields if field.kind == "secret"}
        for one in channel.handed_over(told, public_url="https://casa.example", key="abc"):
            assert (one.value in hidden) == (one.kind == "secret")
            assert one.kind == "secret" or one.value.count("https://casa.example/") == 1

    def test_loads_without_django(self):
        names = ", ".join(f"'mostrador.doors.channels.{key}'" for key in _modules())
        code = (
            "import importlib, sys\n"
            f"for name in [{names}, 'mostrador.doors.recorded']: importlib.import_module(name)\n"
            "sys.exit('django' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _modules() -> list[str]:
    folder = Path(finding.folder.__path__[0])
    return [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]


def _meaning(channel: Channel, body: bytes) -> list[Item] | None:
    try:
        items = channel.read(Parcel(body=body))
    except CannotRead:
        return None
    assert all(isinstance(item, Item) for item in items)
    for item in items:
        as_line(recorded._row(item)).encode("utf-8")
    return items


def _with_a_change(told: Any, words: st.DataObject) -> Any:
    """Replace something somewhere inside with something else."""
    if isinstance(told, dict) and told and words.draw(st.integers(0, 4)):
        key = words.draw(st.sampled_from(sorted(told)))
        return told | {key: _with_a_change(told[key], words)}
    if isinstance(told, list) and told and words.draw(st.integers(0, 4)):
        at = words.draw(st.integers(0, len(told) - 1))
        return [*told[:at], _with_a_change(told[at], words), *told[at + 1 :]]
    return words.draw(anything_in_json)
