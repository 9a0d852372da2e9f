"""The chat's channel: what its parcels mean, and what it refuses to understand."""

import json
from pathlib import Path
from typing import Any

import pytest

from mostrador.doors.channels.website import Website, origin, origins
from mostrador.doors.contract import CannotRead, Outgoing, Parcel, Unreachable, Untrusted

SAMPLES = Path(__file__).parent / "samples" / "website"
CHANNEL = Website()
SET_UP = {"identity_secret": "s"}


def told(**fields: Any) -> Parcel:
    plain = {"id": "0123456789abcdef", "visitor": "v:1", "text": "Hola", "sent_at": "2026-05-14T15:24:00+00:00"}
    return Parcel(body=json.dumps({**plain, **fields}).encode())


def sample(name: str) -> Parcel:
    return Parcel(body=(SAMPLES / f"{name}.json").read_bytes())


def test_a_stranger_says_something() -> None:
    item = CHANNEL.read(sample("stranger"))[0]
    assert item.kind == "message" and item.text.startswith("Hola, busco un blanco")
    assert item.author is not None and (item.author.name, item.author.email) == ("", "")
    assert item.external_id.startswith(item.author.id) and not item.public


def test_somebody_vouched_for_has_a_name() -> None:
    author = CHANNEL.read(sample("vouched"))[0].author
    assert author is not None and (author.id, author.name) == ("u:812", "Lucía Fraga")
    assert author.email == "lucia@fraga.example"


def test_a_file_that_the_house_keeps_is_only_named() -> None:
    file = CHANNEL.read(sample("picture"))[0].attachments[0]
    assert (file.ref, file.type, file.name) == ("kept:" + "5" * 40, "image/jpeg", "botella rota.jpg")


def test_reading_becomes_a_receipt_for_each_message() -> None:
    items = CHANNEL.read(sample("read"))
    assert [(item.kind, item.state, item.of) for item in items] == [
        ("receipt", "read", "out:41.0"), ("receipt", "read", "out:42.0")
    ]  # fmt: skip
    assert len({item.external_id for item in items}) == 2


@pytest.mark.parametrize("identified", [None, False, "true", 1])
def test_a_name_that_nobody_signed_is_dropped(identified: object) -> None:
    author = CHANNEL.read(told(name="La dueña", email="ana@vidriera.example", identified=identified))[0].author
    assert author is not None and (author.name, author.email) == ("", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"visitor": None}, {"visitor": 5}, {"visitor": ""}, {"visitor": "v" * 300}, {"id": None}, {"text": None},
        {"text": 5}, {"text": ""}, {"text": "x" * 20_001}, {"sent_at": None}, {"sent_at": "ayer"},
        {"sent_at": "2026-05-14T15:24:00"}, {"sent_at": "0001-01-01T00:00:00+14:00"}, {"attachments": "x"},
        {"attachments": [5]}, {"attachments": [{"key": "../etc/passwd", "type": "x"}]},
        {"attachments": [{"key": "a" * 40}]}, {"attachments": [{"key": "a" * 40, "type": "x"}] * 11},
        {"kind": "receipt"}, {"kind": "receipt", "state": "failed", "of": ["a"]},
        {"kind": "receipt", "state": "read", "of": [5]}, {"kind": "receipt", "state": "read", "of": "a"},
    ],
)  # fmt: skip
def test_what_our_own_endpoint_would_not_write_is_not_understood(fields: dict[str, Any]) -> None:
    with pytest.raises(CannotRead):
        CHANNEL.read(told(**fields))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"5"])
def test_what_is_no_object_is_not_understood(body: bytes) -> None:
    with pytest.raises(CannotRead):
        CHANNEL.read(Parcel(body=body))


def test_nobody_knocks_at_it_from_outside() -> None:
    assert not CHANNEL.hooks
    with pytest.raises(Untrusted):
        CHANNEL.verify({"identity_secret": "s"}, told())


@pytest.mark.parametrize("what", ["message", "edit", "delete"])
def test_sending_is_done_at_once_and_the_same_again(what: Any) -> None:
    out = Outgoing(idempotency_key="7.0", message_id="7", what=what, text="Sí")
    assert CHANNEL.send(SET_UP, out).external_id == "out:7.0"
    assert (found := CHANNEL.find(SET_UP, out)) is not None and found.external_id == "out:7.0"


@pytest.mark.parametrize(
    "values", [{"colour": "red"}, {"colour": "#fff"}, {"sites": "vinos.example"}, {"sites": "https://a.example/tienda"},
               {"sites": "javascript:alert(1)"}, {"sites": "https://good@evil.example"}, {"languages": "es fr"}]
)  # fmt: skip
def test_a_form_filled_in_wrong_is_refused_in_words(values: dict[str, str]) -> None:
    with pytest.raises(Unreachable) as refused:
        CHANNEL.connect({"shop": "Vinos", **values}, "")
    assert str(refused.value)


def test_the_door_is_named_like_the_shop() -> None:
    right = {"shop": "Vinos La Vidriera", "colour": "#6B1D2F", "sites": "https://a.example\nhttps://b.example:8443"}
    assert [door.name for door in CHANNEL.connect(right, "")] == ["Vinos La Vidriera"]


def test_origins_are_compared_as_browsers_write_them() -> None:
    assert origins("HTTPS://A.example/, http://localhost:3000\nhttps://b.example:443 nonsense") == {
        "https://a.example", "http://localhost:3000", "https://b.example"
    }  # fmt: skip
    assert origin("https://a.example:99999") == "" and origin("http://[::1]:8000") == "http://[::1]:8000"
