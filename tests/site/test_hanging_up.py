"""Whoever begins a request and does not say what they want is hung up on; whoever does, however slowly, is heard."""

import asyncio
import time

import pytest

from mostrador.kit.gateway import Receive, Scope, Send, answer
from mostrador.site import hanging_up
from tests.site.loopback import Line, served

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def ok(scope: Scope, receive: Receive, send: Send) -> None:
    await answer(send, 200, b"ok")


def is_hung_up_on(line: Line, *, within: float) -> bool:
    line.socket.settimeout(within)
    try:
        return line.socket.recv(100) == b""
    except TimeoutError:
        return False


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr(hanging_up, "PATIENCE_SECONDS", 0.4)
    return 0.4


@pytest.mark.parametrize("begun", [b"", b"G", HEAD[:30]], ids=["nothing", "a letter", "half a head"])
def test_a_head_that_is_not_ended_is_not_waited_for(begun: bytes, patience: float) -> None:
    with served(ok, http=hanging_up.Listening) as port:
        line = Line(port).more(begun)
        assert not is_hung_up_on(line, within=patience / 2)
        assert is_hung_up_on(line, within=patience * 5)
        line.close()


def drip(line: Line, words: bytes) -> None:
    for letter in words:
        line.more(bytes([letter]))
        time.sleep(0.05)


def test_a_drip_does_not_begin_the_wait_anew(patience: float) -> None:
    with served(ok, http=hanging_up.Listening) as port:
        line, begun = Line(port), time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011  # whichever way a line breaks
            drip(line, b"GET / HTTP/1.1\r\nX-Slow: " + b"a" * 200)
        assert time.monotonic() - begun < patience * 6


def test_who_says_it_in_time_is_heard_and_may_ask_again(patience: float) -> None:
    with served(ok, http=hanging_up.Listening) as port:
        line = Line(port).more(HEAD[:20])
        time.sleep(patience / 2)
        line.more(HEAD[20:])
        assert line.hear()[1] == b"ok"
        time.sleep(patience * 1.5)  # the line rests: that clock is the server's own
        assert line.say(HEAD).hear()[1] == b"ok"
        line.more(HEAD[:10])
        assert is_hung_up_on(line, within=patience * 5)
        line.close()


@pytest.mark.parametrize("stray", [b"\r\n", b"\r\n\r\n"], ids=["an empty line", "two"])
def test_an_empty_line_after_an_answer_is_not_waited_after(stray: bytes, patience: float) -> None:
    with served(ok, http=hanging_up.Listening) as port:
        line = Line(port)
        assert line.say(HEAD).hear()[1] == b"ok"
        line.more(stray)
        assert not is_hung_up_on(line, within=patience / 2)
        assert is_hung_up_on(line, within=patience * 5)
        line.close()


def test_who_asks_after_an_empty_line_is_heard_for_as_long_as_it_takes(patience: float) -> None:
    async def slowly(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(patience * 2 if scope.get("path") == "/slow" else 0)
        await answer(send, 200, b"ok")

    with served(slowly, http=hanging_up.Listening) as port:
        line = Line(port)
        assert line.say(HEAD).hear()[1] == b"ok"
        line.more(b"\r\n")
        assert line.say(HEAD.replace(b"GET /", b"GET /slow")).hear()[1] == b"ok"
        line.close()
