"""Opening a plain door: its address is tried for real, and nobody is shown anything by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mostrador.doors.channels.webhook import Webhook
from mostrador.doors.contract import Unreachable
from tests.simulators.receiver import Receiver
from tests.simulators.serving import Fault, Said

DOOR = Webhook()
SECRET = "a-secret-of-the-shop"


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with Receiver(SECRET) as receiver:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", receiver.host)
        yield receiver


def _secrets(receiver: Receiver) -> dict[str, str]:
    return {"secret": SECRET, "deliver_url": receiver.url}


def test_it_needs_an_address_of_the_web_or_none():
    assert [door.external_id for door in DOOR.connect({"deliver_url": ""}, "")] == [""]
    for url in ("ftp://a.example/x", "tienda.example", "javascript:alert(1)"):
        with pytest.raises(Unreachable):
            DOOR.connect({"deliver_url": url}, "")


def test_it_asks_the_program_whether_it_is_there_and_shows_nobody_anything(receiver: Receiver):
    [found] = DOOR.connect(_secrets(receiver), "")
    assert (found.works, found.note) == (True, "")
    [call] = receiver.calls
    assert (call.method, call.body, call.headers["x-mostrador-test"]) == ("OPTIONS", b"", "1")
    assert not receiver.shown


@pytest.mark.parametrize(
    ("status", "works"),
    [
        (200, True),
        (204, True),
        (302, True),
        (401, True),
        (405, True),
        (501, True),
        (404, False),
        (410, False),
        (500, False),
    ],
)
def test_it_tells_by_the_status_whether_anybody_is_there(receiver: Receiver, status: int, works: bool):
    receiver.fail(Fault(answer=Said(status)))
    [found] = DOOR.connect(_secrets(receiver), "")
    assert (found.works, not found.note) == (works, works)


@pytest.mark.parametrize("cut", ["before", "after"])
def test_of_a_program_that_hangs_up_says_so_and_opens_all_the_same(receiver: Receiver, cut: str):
    receiver.fail(Fault(cut=cut))
    [found] = DOOR.connect(_secrets(receiver), "")
    assert not found.works
    assert "did not answer" in found.note


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest", "http://127.0.0.1:9/", "http://[::1]/"])
def test_it_asks_nothing_of_the_inside(url: str):
    with pytest.raises(Unreachable, match="not allowed"):
        DOOR.connect({"secret": SECRET, "deliver_url": url}, "")


def test_without_an_address_says_that_it_only_receives():
    [found] = DOOR.connect({"secret": SECRET, "deliver_url": ""}, "")
    assert found.works
    assert "nowhere to send" in found.note
