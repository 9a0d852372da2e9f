"""What pages say through the bridge: whole or visibly cut, at the reader's speed, without holding a thread."""

import hashlib
from http.client import IncompleteRead

import pytest

from tests.site.loopback import Line, get, until
from tests.site.pages import Pages


def test_a_slow_reader_of_a_file_holds_no_thread(bridged: int, pages: Pages) -> None:
    slow = [Line(bridged, receive_bytes=4096).say(b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(3)]
    until(lambda: pages.calls == 3)
    assert get(bridged)[1] == b"hello"
    assert pages.closed == []
    assert [hashlib.sha256(line.hear()[1]).digest() for line in slow] == [
        hashlib.sha256(b"0123456789" * 600_000).digest()
    ] * 3
    until(lambda: len(pages.closed) == 3)
    assert all(name.startswith("page-") for name in pages.closed)


def test_a_slow_reader_of_a_long_page_holds_no_thread_and_misses_nothing(bridged: int, pages: Pages) -> None:
    # As many as may wait: under load none of the two threads may have woken yet when the last one asks.
    slow = [Line(bridged, receive_bytes=4096).say(b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(3)]
    until(lambda: len(pages.closed) == 3)
    assert get(bridged)[1] == b"hello"
    whole = b"".join(number.to_bytes(4, "big") * 25_000 for number in range(60))
    assert [line.hear()[1] == whole for line in slow] == [True] * 3


def test_the_head_of_a_page_has_its_length_and_no_body(bridged: int) -> None:
    line = Line(bridged)
    response, body = line.say(b"HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()
    assert (response.getheader("content-length"), body) == ("5", b"")
    assert line.say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()[1] == b"hello"


def test_the_head_of_a_file_does_not_read_it(bridged: int, pages: Pages) -> None:
    response, _ = get(bridged, "/file", method="HEAD")
    assert response.getheader("content-length") == "6000000"
    until(lambda: len(pages.closed) == 1)


def test_an_answer_that_is_whole_tells_its_length(bridged: int) -> None:
    response, body = get(bridged, "/whole")
    assert (body, response.getheader("content-length"), response.getheader("transfer-encoding")) == (
        b"hello",
        "5",
        None,
    )


@pytest.mark.parametrize(("path", "status"), [("/unchanged", 304), ("/nothing", 204)])
def test_answers_without_a_body_leave_the_line_clean(bridged: int, path: str, status: int) -> None:
    line = Line(bridged)
    response, body = line.say(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode()).hear()
    assert (response.status, body, response.getheader("transfer-encoding")) == (status, b"", None)
    assert line.say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()[1] == b"hello"


def test_cookies_stay_apart_and_latin_1_passes(bridged: int) -> None:
    response, _ = get(bridged, "/cookies")
    assert response.headers.get_all("set-cookie") == ["a=1", "b=2"]
    assert response.getheader("x-latin") == "ñ"


@pytest.mark.parametrize("path", ["/inject", "/inject_name", "/broken", "/silent", "/text", "/twice"])
def test_a_broken_page_is_our_fault_with_a_reference_and_the_line_goes_on(
    bridged: int, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line(bridged)
    response, body = line.say(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode()).hear()
    assert (response.status, response.getheader("set-cookie")) == (500, None)
    reference = body.decode().rsplit("Reference: ")[1].strip()
    assert f"ref={reference}" in caplog.text
    assert line.say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()[1] == b"hello"


def test_a_page_may_still_change_its_mind_before_it_spoke(bridged: int) -> None:
    response, body = get(bridged, "/mended")
    assert (response.status, body) == (418, b"mended")


@pytest.mark.parametrize("path", ["/short", "/broken_late", "/cut_file"])
def test_a_page_that_ends_too_early_never_passes_for_whole(bridged: int, pages: Pages, path: str) -> None:
    pages.gate.set()
    with pytest.raises(IncompleteRead):
        get(bridged, path)


def test_a_page_that_says_too_much_is_cut_at_its_length(bridged: int) -> None:
    assert get(bridged, "/long")[1] == b"123"


def test_write_is_heard_before_what_is_returned(bridged: int) -> None:
    assert get(bridged, "/written")[1] == b"one two"


def test_words_leave_as_they_are_said_and_the_page_is_closed_in_its_thread(bridged: int, pages: Pages) -> None:
    line = Line(bridged).say(b"GET /drip HTTP/1.1\r\nHost: a\r\n\r\n")
    heard = b""
    while not heard.endswith(b"first\r\n"):
        heard += line.socket.recv(1000)
    pages.gate.set()
    while not heard.endswith(b"0\r\n\r\n"):
        heard += line.socket.recv(1000)
    until(lambda: len(pages.closed) == 1)
    assert pages.closed[0].startswith("page-")


def test_a_reader_who_leaves_ends_an_endless_page(bridged: int, pages: Pages) -> None:
    line = Line(bridged).say(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
    line.socket.recv(1000)
    line.close()
    until(lambda: len(pages.closed) == 1)
