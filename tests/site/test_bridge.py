"""The bridge against a real server and real lines: what pages are promised, and what slow people cannot take."""

import asyncio
import hashlib
import io
import itertools
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from http.client import IncompleteRead
from pathlib import Path
from typing import Any
from wsgiref.validate import validator

import pytest

from mostrador.kit.gateway import Scope
from mostrador.site.bridge import Bridge
from tests.site.loopback import Line, Switch, ask, get, post, served, until

LIMIT = 3 << 20
Page = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Pages:
    """A small application: each page is a method, chosen by the path."""

    def __init__(self) -> None:
        self.gate, self.inside, self.calls = threading.Event(), threading.Semaphore(0), 0
        self.closed: list[str] = []
        self.threads: set[int] = set()
        self.seen: dict[str, Any] = {}

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.calls += 1
        self.threads.add(threading.get_ident())
        self.seen = environ
        page: Page = getattr(self, environ["PATH_INFO"].strip("/").split("/")[0] or "hello", self.hello)
        return page(environ, start)

    def hello(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
        return [b"hello"]

    def echo(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        start("200 OK", [("X-Length", environ["CONTENT_LENGTH"]), ("X-Digest", hashlib.sha256(body).hexdigest())])
        return [body]

    def wait(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.inside.release()
        self.gate.wait(10)
        return self.hello(environ, start)

    def broken(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        raise RuntimeError("on purpose")

    def broken_late(self, environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        yield b"begun"
        self.gate.wait(10)
        raise RuntimeError("on purpose")

    def mended(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        try:
            raise RuntimeError("on purpose")
        except RuntimeError as error:
            start("418 Teapot", [], (type(error), error, error.__traceback__))
        return [b"mended"]

    def silent(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        return [b"no start"]

    def text(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return ["not bytes"]  # type: ignore[list-item]

    def twice(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        start("200 OK", [])
        return []

    def inject(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("X-Name", "a\r\nSet-Cookie: stolen=1")])
        return [b"never"]

    def inject_name(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("X-Name: a\r\nSet-Cookie", "stolen=1")])
        return [b"never"]

    def cookies(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Latin", "ñ")])
        return [b""]

    def unchanged(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("304 Not Modified", [("ETag", '"1"'), ("Content-Length", "5")])
        return [b"hello"]

    def nothing(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("204 No Content", [])
        return []

    def short(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "10")])
        return [b"12345"]

    def long(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "3")])
        return [b"12345"]

    def written(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        write = start("200 OK", [])
        write(b"one ")
        return [b"two"]

    def drip(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        return Closing(self._drip(start), self.closed)

    def _drip(self, start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        yield b"first"
        self.gate.wait(10)
        yield b" last"

    def endless(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return Closing((b"x" * 5000 for _ in itertools.repeat(time.sleep(0.001))), self.closed)

    def much(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return Closing((number.to_bytes(4, "big") * 25_000 for number in range(60)), self.closed)

    def file(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        file = tempfile.TemporaryFile()  # noqa: SIM115  # the bridge closes it
        file.write(b"0123456789" * 600_000)
        file.seek(0)
        start("200 OK", [("Content-Length", "6000000")])
        return environ["wsgi.file_wrapper"](ClosingFile(file, self.closed))  # type: ignore[no-any-return]

    def cut_file(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "10")])
        return environ["wsgi.file_wrapper"](io.BytesIO(b"12345"))  # type: ignore[no-any-return]


class Closing:
    """An iterable that notes being closed."""

    def __init__(self, chunks: Iterable[bytes], closed: list[str]) -> None:
        self._chunks, self._closed = chunks, closed

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        self._closed.append(threading.current_thread().name)


class ClosingFile:
    def __init__(self, file: Any, closed: list[str]) -> None:
        self.read, self._file, self._closed = file.read, file, closed

    def close(self) -> None:
        self._file.close()
        self._closed.append(threading.current_thread().name)


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def bridge(pages: Pages, tmp_path: Path) -> Iterator[Bridge]:
    bridge = Bridge(pages, folder=tmp_path, threads=2, waiting=3, largest_body=LIMIT)
    bridge.start()
    yield bridge
    pages.gate.set()
    bridge.stop()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Switch, int]]:
    switch = Switch()
    with served(switch) as port:
        yield switch, port


@pytest.fixture
def port(server: tuple[Switch, int], bridge: Bridge) -> int:
    server[0].app = bridge
    return server[1]


def test_a_page_is_answered(port: int) -> None:
    response, body = get(port)
    assert (response.status, body, response.getheader("content-type")) == (200, b"hello", "text/plain")


def test_many_pages_on_one_line(port: int) -> None:
    line = Line(port)
    for _ in range(3):
        assert line.say(b"GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").hear()[1] == b"hello"


def test_requests_sent_in_advance_are_answered_in_order(port: int) -> None:
    line = Line(port)
    start = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
    line.say(start + b"one" + start + b"two")
    heard = b""
    while not heard.endswith(b"two"):
        heard += line.socket.recv(1000)
    assert heard.index(b"one") < heard.index(b"two")


@pytest.mark.parametrize("size", [0, 1, 65_536, 300_000, LIMIT])
def test_a_body_arrives_whole_in_memory_or_on_disk(port: int, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    response, heard = post(port, "/echo", body)
    assert response.getheader("x-length") == (str(size) if size else "")
    assert response.getheader("x-digest") == hashlib.sha256(body).hexdigest()
    assert heard == body


def test_a_chunked_body_has_a_length_for_the_page(port: int) -> None:
    start = b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    response, body = ask(port, start + b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")
    assert (body, response.getheader("x-length")) == (b"abcdefg", "7")


def test_chunks_that_make_no_sense_are_refused(port: int, pages: Pages) -> None:
    start = b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert ask(port, start + b"zz\r\nabc\r\n")[0].status == 400
    assert pages.calls == 0


def test_a_body_cut_off_never_reaches_a_page(port: int, pages: Pages, bridge: Bridge) -> None:
    line = Line(port)
    line.say(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nonly this")
    line.close()
    assert get(port)[0].status == 200
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
def test_a_body_too_large_is_refused_and_the_sender_reads_why(port: int, pages: Pages, way: str) -> None:
    body = b"x" * (LIMIT + 1)
    if way == "declared":
        response, _ = post(port, "/echo", body)
    else:
        start = b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        response, _ = ask(port, start + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
    assert (response.status, pages.calls) == (413, 0)


def test_who_expects_to_be_told_to_go_on_is_told(port: int) -> None:
    line = Line(port)
    line.say(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
    assert line.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert line.more(b"abc").hear()[1] == b"abc"


def test_who_expects_it_for_too_much_is_told_no_before_sending(port: int) -> None:
    head = f"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: {LIMIT + 1}\r\nExpect: 100-continue\r\n\r\n"
    response, _ = ask(port, head.encode())
    assert (response.status, response.getheader("connection")) == (413, "close")


def test_slow_senders_hold_no_thread(port: int) -> None:
    slow = [Line(port).say(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow") for _ in range(20)]
    assert get(port)[1] == b"hello"
    assert [line.more(b" poke").hear()[1] for line in slow] == [b"slow poke"] * 20


def test_a_slow_reader_of_a_file_holds_no_thread(port: int, pages: Pages) -> None:
    slow = [Line(port, receive_bytes=4096).say(b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(5)]
    until(lambda: pages.calls == 5)
    assert get(port)[1] == b"hello"
    assert pages.closed == []
    assert [hashlib.sha256(line.hear()[1]).digest() for line in slow] == [
        hashlib.sha256(b"0123456789" * 600_000).digest()
    ] * 5
    until(lambda: len(pages.closed) == 5)
    assert all(name.startswith("page-") for name in pages.closed)


def test_a_slow_reader_of_a_long_page_holds_no_thread_and_misses_nothing(port: int, pages: Pages) -> None:
    slow = [Line(port, receive_bytes=4096).say(b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(4)]
    until(lambda: len(pages.closed) == 4)
    assert get(port)[1] == b"hello"
    whole = b"".join(number.to_bytes(4, "big") * 25_000 for number in range(60))
    assert [line.hear()[1] == whole for line in slow] == [True] * 4


def test_the_head_of_a_page_has_its_length_and_no_body(port: int) -> None:
    line = Line(port)
    response, body = line.say(b"HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()
    assert (response.getheader("content-length"), body) == ("5", b"")
    assert line.say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()[1] == b"hello"


def test_the_head_of_a_file_does_not_read_it(port: int, pages: Pages) -> None:
    response, _ = get(port, "/file", method="HEAD")
    assert response.getheader("content-length") == "6000000"
    until(lambda: len(pages.closed) == 1)


@pytest.mark.parametrize(("path", "status"), [("/unchanged", 304), ("/nothing", 204)])
def test_answers_without_a_body_leave_the_line_clean(port: int, path: str, status: int) -> None:
    line = Line(port)
    response, body = line.say(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode()).hear()
    assert (response.status, body, response.getheader("transfer-encoding")) == (status, b"", None)
    assert line.say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()[1] == b"hello"


def test_cookies_stay_apart_and_latin_1_passes(port: int) -> None:
    response, _ = get(port, "/cookies")
    assert response.headers.get_all("set-cookie") == ["a=1", "b=2"]
    assert response.getheader("x-latin") == "ñ"


@pytest.mark.parametrize("path", ["/inject", "/inject_name", "/broken", "/silent", "/text", "/twice"])
def test_a_broken_page_is_our_fault_with_a_reference_and_the_line_goes_on(
    port: int, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line(port)
    response, body = line.say(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode()).hear()
    assert (response.status, response.getheader("set-cookie")) == (500, None)
    reference = body.decode().rsplit("Reference: ")[1].strip()
    assert f"ref={reference}" in caplog.text
    assert line.say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").hear()[1] == b"hello"


def test_a_page_may_still_change_its_mind_before_it_spoke(port: int) -> None:
    response, body = get(port, "/mended")
    assert (response.status, body) == (418, b"mended")


@pytest.mark.parametrize("path", ["/short", "/broken_late", "/cut_file"])
def test_a_page_that_ends_too_early_never_passes_for_whole(port: int, pages: Pages, path: str) -> None:
    pages.gate.set()
    with pytest.raises(IncompleteRead):
        get(port, path)


def test_a_page_that_says_too_much_is_cut_at_its_length(port: int) -> None:
    assert get(port, "/long")[1] == b"123"


def test_write_is_heard_before_what_is_returned(port: int) -> None:
    assert get(port, "/written")[1] == b"one two"


def test_words_leave_as_they_are_said_and_the_page_is_closed_in_its_thread(port: int, pages: Pages) -> None:
    line = Line(port).say(b"GET /drip HTTP/1.1\r\nHost: a\r\n\r\n")
    heard = b""
    while not heard.endswith(b"first\r\n"):
        heard += line.socket.recv(1000)
    pages.gate.set()
    while not heard.endswith(b"0\r\n\r\n"):
        heard += line.socket.recv(1000)
    until(lambda: len(pages.closed) == 1)
    assert pages.closed[0].startswith("page-")


def test_a_reader_who_leaves_ends_an_endless_page(port: int, pages: Pages) -> None:
    line = Line(port).say(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
    line.socket.recv(1000)
    line.close()
    until(lambda: len(pages.closed) == 1)


def test_when_too_many_wait_the_next_is_asked_to_come_back(port: int, pages: Pages, bridge: Bridge) -> None:
    inside = [Line(port).say(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
    for _ in inside:
        assert pages.inside.acquire(timeout=5)
    waiting = [Line(port).say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(3)]
    until(lambda: bridge.pool.waiting == 3)
    response, _ = get(port)
    assert (response.status, response.getheader("retry-after")) == (503, "1")
    pages.gate.set()
    assert [line.hear()[1] for line in inside + waiting] == [b"hello"] * 5


def test_who_leaves_while_waiting_is_not_served(port: int, pages: Pages, bridge: Bridge) -> None:
    inside = [Line(port).say(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
    for _ in inside:
        assert pages.inside.acquire(timeout=5)
    gone = Line(port).say(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
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


def test_paths_queries_and_odd_bytes_arrive_as_wsgi_wants(port: int, pages: Pages) -> None:
    get(port, "/hello/a%C3%B1o%20%2F%FF?q=%C3%B1&x")
    assert pages.seen["PATH_INFO"].encode("latin-1") == b"/hello/a\xc3\xb1o /\xff"
    assert (pages.seen["QUERY_STRING"], pages.seen["SCRIPT_NAME"]) == ("q=%C3%B1&x", "")


def test_a_root_path_becomes_the_script_name(bridge: Bridge, pages: Pages) -> None:
    with served(bridge, root_path="/tienda") as port:
        get(port, "/hello/you")
    assert (pages.seen["SCRIPT_NAME"], pages.seen["PATH_INFO"]) == ("/tienda", "/hello/you")


@pytest.mark.parametrize("line", [b"GET /a\xffb HTTP/1.1", b"GET /a b HTTP/1.1", b"CONNECT a:1 HTTP/1.1", b"GET"])
def test_a_request_that_makes_no_sense_is_refused(port: int, line: bytes) -> None:
    assert ask(port, line + b"\r\nHost: localhost\r\n\r\n")[0].status in (400, 404)


def test_headers_that_could_pass_for_others_are_dropped(port: int, pages: Pages) -> None:
    lies = ["X_Honest: no", "Proxy: evil", "X-Forwarded-For: 9.9.9.9", "X-Forwarded-Host: evil", "Forwarded: for=9"]
    get(port, "/hello", headers="\r\n".join([*lies, "X-Honest: yes", ""]))
    told = {name for name in pages.seen if name.startswith("HTTP_")}
    assert told == {"HTTP_HOST", "HTTP_X_HONEST"}
    assert (pages.seen["HTTP_X_HONEST"], pages.seen["REMOTE_ADDR"]) == ("yes", "127.0.0.1")


def test_a_trusted_proxy_is_believed_through_the_server(bridge: Bridge, pages: Pages) -> None:
    with served(bridge, proxy_headers=True, forwarded_allow_ips="127.0.0.1") as port:
        get(port, "/hello", headers="X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n")
    assert (pages.seen["REMOTE_ADDR"], pages.seen["wsgi.url_scheme"]) == ("9.9.9.9", "https")


def test_headers_that_come_twice_are_joined(port: int, pages: Pages) -> None:
    get(port, "/hello", headers="X-A: 1\r\nX-A: 2\r\nCookie: a=1\r\nCookie: b=2\r\n")
    assert (pages.seen["HTTP_X_A"], pages.seen["HTTP_COOKIE"]) == ("1,2", "a=1; b=2")


def test_a_strict_judge_of_wsgi_finds_nothing_wrong(tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def strict(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(10) + environ["wsgi.input"].readline() + b"".join(environ["wsgi.input"])
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    def judged(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        try:
            return validator(strict)(environ, start)  # type: ignore[no-any-return]
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


def test_nothing_is_left_in_the_folder(port: int, tmp_path: Path) -> None:
    post(port, "/echo", b"x" * 900_000)
    get(port, "/much")
    assert list(tmp_path.iterdir()) == []


def test_work_can_be_called_in_a_page_thread(bridge: Bridge) -> None:
    async def call() -> tuple[str, int]:
        return await bridge.call(lambda: threading.current_thread().name), (await bridge.call(divmod, 7, 4))[1]

    name, rest = asyncio.run(call())
    assert name.startswith("page-")
    assert rest == 3
    with pytest.raises(ZeroDivisionError):
        asyncio.run(bridge.pool.call(divmod, 1, 0))
