"""The small world outside the demo, called by the real channels."""

import time
from collections.abc import Iterator

import pytest

from mostrador.demo import counter, customers
from mostrador.demo.outside import Outside
from mostrador.demo.pictures import picture
from mostrador.doors import finding
from mostrador.doors.contract import Attached, Outgoing, Parcel, Piece, SendFailed

TELEGRAM, PLAIN = finding.channel("telegram"), finding.channel("webhook")


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    monkeypatch.setattr("mostrador.demo.outside.BACK_SECONDS", (0.05, 0.05))
    world = Outside([customers.TERESA, customers.XURXO], blocked=[customers.XURXO], token=counter.BOT)
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", world.host)
    world.start()
    yield world
    world.stop()


def secrets(outside: Outside) -> dict[str, str]:
    return {"token": counter.BOT, "api": outside.base, "mode": "polling"}


def test_an_answer_leaves_and_they_answer_back(outside):
    answer = Outgoing(idempotency_key="1.0", message_id="1", to="700101", thread="700101", text="Te llamo a las seis.")
    assert TELEGRAM.send(secrets(outside), answer).external_id.startswith("700101:")
    heard: list[Piece] = []
    until = time.monotonic() + 10
    for _place in TELEGRAM.listen(secrets(outside), {}, heard.extend, lambda: bool(heard) or time.monotonic() > until):
        pass
    [item] = TELEGRAM.read(Parcel(body=heard[0].body))
    assert item.author is not None
    assert item.author.name == "Teresa Gil" and item.text


def test_whoever_blocked_us_stays_blocked(outside):
    answer = Outgoing(idempotency_key="2.0", message_id="2", to="700102", thread="700102", text="Hola")
    with pytest.raises(SendFailed) as failed:
        TELEGRAM.send(secrets(outside), answer)
    assert not failed.value.try_again


def test_the_bot_is_who_it_says_and_brings_pictures(outside):
    assert TELEGRAM.connect(secrets(outside), "")[0].external_id == counter.BOT_ID
    wanted = Attached(type="image/png", ref="vidriera-corcho")
    assert TELEGRAM.fetch(secrets(outside), wanted, None).content == picture("corcho")


def test_the_shop_s_own_program_takes_answers(outside):
    door = {"secret": "una palabra", "deliver_url": f"{outside.base}/tienda"}
    assert PLAIN.send(door, Outgoing(idempotency_key="3.0", message_id="3", to="cliente-1", text="Hola")).external_id
