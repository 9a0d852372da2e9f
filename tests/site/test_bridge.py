"""The bridge against a real server and real lines: what pages are promised, and what senders cannot take away."""

import asyncio
import hashlib
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.validate import validator

import pytest

from mostrador.kit.gateway import Scope
from mostrador.site.bridge import Bridge
from tests.site.loopback import Line, ask, get, post, served, until
from tests.site.pages import LARGEST_BODY as LIMIT
from tests.site.pages import Pages


def test_a_page_is_answered(bridged: int) -> None:
    response, body = get(bridged)
    assert (response.status, body, response.getheader("content-type")) == (200, b"hello", "text/plain")


def test_many_pages_on_one_line(bridged: int) -> None:
    line = Line(bridged)
    for _ in range(3):
        assert line.say(b"GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").hear()[1] == b"hello"


def test_requests_sent_in_advance_are_answered_in_order(bridged: int) -> None:
    line = Line(bridged)
    start = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
    line.say(start + b"one" + start + b"two")
    heard = b""
    while not heard.endswith(b"two"):
        heard += line.socket.recv(1000)
    assert heard.index(b"one") < heard.index(b"two")


@pytest.mark.parametrize("size", [0, 1, 65_536, 300_000, LIMIT])
def test_a_body_arrives_whole_in_memory_or_on_disk(bridged: int, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    response, heard = post(bridged, "/echo", body)
    assert response.getheader("x-length") == (str(size) if size else "")
    assert response.getheader("x-digest") == hashlib.sha256(body).hexdigest()
    assert heard == body


def test_a_chunked_body_has_a_length_for_the_page(bridged: int) -> None:
    start = b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    response, body = ask(bridged, start + b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")
    assert (body, response.getheader("x-length")) == (b"abcdefg", "7")


def test_chunks_that_make_no_sense_are_refused(bridged: int, pages: Pages) -> None:
    start = b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert ask(bridged, start + b"zz\r\nabc\r\n")[0].status == 400
    assert pages.calls == 0


def test_a_body_cut_off_never_reaches_a_page(bridged: int, pages: Pages, bridge: Bridge) -> None:
    line = Line(bridged)
    line.say(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nonly this")
    line.close()
    assert get(bridged)[0].status == 200
    until(lambda: bridge._spools._memory == 64 << 20)
    assert pages.calls == 1


def test_a_server_that_passes_a_short_body_as_whole_is_not_believed(bridge: Bridge, pages: Pages) -> None:
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"short", "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    scope: Scope = {"type": "http", "method": "POST", "path": "/echo", "headers": [(b"content-length", b"9")]}
    asyncio.run(bridge(scope, receive, send))
    assert (said[0]["status"], pages.calls) == (400, 0)


@pytest.mark.parametrize("way", ["declared", "chunked"])
def test_a_body_too_large_is_refused_and_the_sender_reads_why(bridged: int, pages: Pages, way: str) -> None:
    body = b"x" * (LIMIT + 1)
    if way == "declared":
        response, _ = post(bridged, "/echo", body)
    else:
        start = b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        response, _ = ask(bridged, start + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
    assert (response.status, pages.calls) == (413, 0)


def test_who_expects_to_be_told_to_go_on_is_told(bridged: int) -> None:
    line = Line(bridged)
    line.say(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
    assert line.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert line.more(b"abc").hear()[1] == b"abc"


def test_who_expects_it_for_too_much_is_told_no_before_sending(bridged: int) -> None:
    head = f"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: {LIMIT + 1}\r\nExpect: 100-continue\r\n\r\n"
    response, _ = ask(bridged, head.encode())
    assert (response.status, response.getheader("connection")) == (413, "close")


def test_slow_senders_hold_no_thread(bridged: int) -> None:
    slow = [Line(bridged).say(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow") for _ in range(20)]
    assert get(bridged)[1] == b"hello"
    assert [line.more(b" poke").hear()[1] for line in slow] == [b"slow poke"] * 20


def test_when_too_many_wait_the_next_is_asked_to_come_back(bridged: int, pages: Pages, bridge: Bridge) -> None:
    inside = [Line(bridged).say(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
    for _ in inside:
        assert pages.inside.acquire(timeout=5)
    waiting = [Line(bridged).say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(3)]
    until(lambda: bridge.pool.waiting == 3)
    response, _ = get(bridged)
    assert (response.status, response.getheader("retry-after")) == (503, "1")
    pages.gate.set()
    assert [line.hear()[1] for line in inside + waiting] == [b"hello"] * 5


def test_who_leaves_while_waiting_is_not_served(bridged: int, pages: Pages, bridge: Bridge) -> None:
    inside = [Line(bridged).say(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
    for _ in inside:
        assert pages.inside.acquire(timeout=5)
    gone = Line(bridged).say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
    until(lambda: bridge.pool.waiting == 1)
    gone.close()
    time.sleep(1.2)  # a reader is watched only after a second
    pages.gate.set()
    assert [line.hear()[1] for line in inside] == [b"hello"] * 2
    until(lambda: bridge.pool.waiting == 0)
    assert pages.calls == 2


def test_many_at_once_are_served_by_the_same_few_threads(pages: Pages, tmp_path: Path) -> None:
    bridge = Bridge(pages, folder=tmp_path, threads=3, waiting=100)
    bridge.start()
    with served(bridge) as port:
        lines = [Line(port).say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(100)]
        assert [line.hear()[1] for line in lines] == [b"hello"] * 100
    bridge.stop()
    assert len(pages.threads) <= 3


def test_paths_queries_and_odd_bytes_arrive_as_wsgi_wants(bridged: int, pages: Pages) -> None:
    get(bridged, "/hello/a%C3%B1o%20%2F%FF?q=%C3%B1&x")
    assert pages.seen["PATH_INFO"].encode("latin-1") == b"/hello/a\xc3\xb1o /\xff"
    assert (pages.seen["QUERY_STRING"], pages.seen["SCRIPT_NAME"]) == ("q=%C3%B1&x", "")


def test_a_root_path_becomes_the_script_name(bridge: Bridge, pages: Pages) -> None:
    with served(bridge, root_path="/tienda") as port:
        get(port, "/hello/you")
    assert (pages.seen["SCRIPT_NAME"], pages.seen["PATH_INFO"]) == ("/tienda", "/hello/you")


@pytest.mark.parametrize("line", [b"GET /a\xffb HTTP/1.1", b"GET /a b HTTP/1.1", b"CONNECT a:1 HTTP/1.1", b"GET"])
def test_a_request_that_makes_no_sense_is_refused(bridged: int, line: bytes) -> None:
    assert ask(bridged, line + b"\r\nHost: localhost\r\n\r\n")[0].status in (400, 404)


def test_headers_that_could_pass_for_others_are_dropped(bridged: int, pages: Pages) -> None:
    lies = ["X_Honest: no", "Proxy: evil", "X-Forwarded-For: 9.9.9.9", "X-Forwarded-Host: evil", "Forwarded: for=9"]
    get(bridged, "/hello", headers="\r\n".join([*lies, "X-Honest: yes", ""]))
    told = {name for name in pages.seen if name.startswith("HTTP_")}
    assert told == {"HTTP_HOST", "HTTP_X_HONEST"}
    assert (pages.seen["HTTP_X_HONEST"], pages.seen["REMOTE_ADDR"]) == ("yes", "127.0.0.1")


def test_a_trusted_proxy_is_believed_through_the_server(bridge: Bridge, pages: Pages) -> None:
    with served(bridge, proxy_headers=True, forwarded_allow_ips="127.0.0.1") as port:
        get(port, "/hello", headers="X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n")
    assert (pages.seen["REMOTE_ADDR"], pages.seen["wsgi.url_scheme"]) == ("9.9.9.9", "https")


def test_headers_that_come_twice_are_joined(bridged: int, pages: Pages) -> None:
    get(bridged, "/hello", headers="X-A: 1\r\nX-A: 2\r\nCookie: a=1\r\nCookie: b=2\r\n")
    assert (pages.seen["HTTP_X_A"], pages.seen["HTTP_COOKIE"]) == ("1,2", "a=1; b=2")


def test_a_strict_judge_of_wsgi_finds_nothing_wrong(tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def strict(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(10) + environ["wsgi.input"].readline() + b"".join(environ["wsgi.input"])
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    def judged(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        try:
            return validator(strict)(environ, start)
        except AssertionError as error:
            faults.append(error)
            raise

    bridge = Bridge(judged, folder=tmp_path)
    bridge.start()
    with served(bridge) as port:
        assert post(port, "/a?b=c", b"first line, long\nsecond\n", headers="Content-Type: a/b\r\n")[1] == (
            b"first line, long\nsecond\n"
        )
        assert get(port, "/")[0].status == 200
        assert get(port, "/", method="HEAD")[0].status == 200
    bridge.stop()
    assert faults == []


def test_nothing_is_left_in_the_folder(bridged: int, tmp_path: Path) -> None:
    post(bridged, "/echo", b"x" * 900_000)
    get(bridged, "/much")
    assert list(tmp_path.iterdir()) == []


def test_work_can_be_called_in_a_page_thread(bridge: Bridge) -> None:
    async def call() -> tuple[str, int]:
        return await bridge.call(lambda: threading.current_thread().name), (await bridge.call(divmod, 7, 4))[1]

    name, rest = asyncio.run(call())
    assert name.startswith("page-")
    assert rest == 3
    with pytest.raises(ZeroDivisionError):
        asyncio.run(bridge.pool.call(divmod, 1, 0))
