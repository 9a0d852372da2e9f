"""The guarded way out, against a real server on this machine."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mostrador.kit import egress, http


class Counter(BaseHTTPRequestHandler):
    """A small outside world: each path misbehaves in its own way."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, str, dict[str, str], bytes]] = []

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.seen.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        getattr(self, "at_" + self.path.partition("?")[0].strip("/"), self.at_hello)()

    do_POST = do_GET

    def at_hello(self) -> None:
        self._say(200, b"hola", {"Set-Cookie": "a=1; Path=/"})

    def at_inside(self) -> None:
        self._say(302, b"", {"Location": "http://169.254.169.254/latest/meta-data"})

    def at_around(self) -> None:
        self._say(302, b"", {"Location": "/around"})

    def at_elsewhere(self) -> None:
        self._say(302, b"", {"Location": f"http://localhost:{self.server.server_port}/landed"})

    def at_file(self) -> None:
        self._say(302, b"", {"Location": "file:///etc/passwd"})

    def at_big(self) -> None:
        self._say(200, b"x" * 200_000)

    def at_bomb(self) -> None:
        self._say(200, gzip.compress(b"\0" * 5_000_000), {"Content-Encoding": "gzip"})

    def at_liar(self) -> None:
        self._say(200, b"not gzip at all", {"Content-Encoding": "gzip"})

    def at_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b".")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def at_gone(self) -> None:
        self.close_connection = True

    def at_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"cut")
        self.close_connection = True

    def _say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    Counter.seen.clear()
    port = server.server_port
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", f"127.0.0.1:{port},localhost:{port}")
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()


def test_asks_and_answers(outside: str) -> None:
    answer = http.post(outside + "/hello", json={"hola": "ñ"}, headers={"X-Key": "k"}, params={"a": "b"})
    method, path, headers, body = Counter.seen[0]
    assert (answer.status_code, answer.text) == (200, "hola")
    assert (method, path, headers["x-key"]) == ("POST", "/hello?a=b", "k")
    assert body.decode() == '{"hola":"ñ"}'


def test_sends_files_and_forms(outside: str) -> None:
    http.post(outside + "/hello", data={"chat": "7"}, files={"photo": ("a.jpg", b"JFIF", "image/jpeg")})
    http.post(outside + "/hello", content=b"raw", headers={"Content-Type": "text/plain"})
    assert b'name="photo"; filename="a.jpg"' in Counter.seen[0][3]
    assert Counter.seen[1][3] == b"raw"


def test_keeps_no_cookies(outside: str) -> None:
    http.get(outside + "/hello")
    http.get(outside + "/hello")
    assert "cookie" not in Counter.seen[1][2]


def test_uses_no_proxy_of_the_environment(outside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert http.get(outside + "/hello").text == "hola"


@pytest.mark.parametrize("path", ["/inside", "/file"])
def test_each_hop_is_checked_again(outside: str, path: str) -> None:
    with pytest.raises(egress.Refused):
        http.get(outside + path)


def test_hops_are_counted(outside: str) -> None:
    assert http.get(outside + "/around", redirects=2).status_code == 302
    assert len(Counter.seen) == 3


def test_a_post_is_never_sent_on(outside: str) -> None:
    assert http.post(outside + "/elsewhere", content=b"secret").status_code == 302
    assert len(Counter.seen) == 1


def test_tokens_do_not_cross_to_another_host(outside: str) -> None:
    http.get(outside + "/elsewhere", headers={"X-Api-Key": "secret", "Authorization": "Bearer secret"})
    assert Counter.seen[1][1] == "/landed"
    assert "secret" not in str(Counter.seen[1][2])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://127.1/",
        "http://0/",
        "http:///hello",
        "http://user:pass@example.com/",
        "http://good.example@127.0.0.1/",
        "http://example.com\\@127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:25/_x",
        "ftp://example.com/",
        "//example.com/",
        "example.com",
        "http://exa mple.com/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://127.0.0.1%2eexample.com/",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:169.254.169.254]/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "javascript:alert(1)",
        "http://",
        "",
    ],
)
def test_what_is_not_a_public_web_address_is_refused(outside: str, url: str) -> None:
    with pytest.raises(egress.Refused):
        http.get(url, seconds=2)
    assert Counter.seen == []


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_an_answer_has_a_size(outside: str, path: str) -> None:
    with pytest.raises(http.TooBig):
        http.get(outside + path, limit_bytes=100_000)


def test_a_drip_gains_no_time(outside: str) -> None:
    begun = time.monotonic()
    with pytest.raises(http.NoAnswer):
        http.get(outside + "/drip", seconds=0.4)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("path", ["/gone", "/short", "/liar"])
def test_a_broken_answer_may_have_arrived(outside: str, path: str) -> None:
    with pytest.raises(http.NoAnswer):
        http.post(outside + path, content=b"x")


def test_a_closed_door_means_nothing_left(outside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", "127.0.0.1:1")
    with pytest.raises(egress.NotConnected):
        http.post("http://127.0.0.1:1/", content=b"x", seconds=2)


def test_plain_speech_to_a_safe_port_means_nothing_left(outside: str) -> None:
    with pytest.raises(egress.NotConnected):
        http.post(outside.replace("http://", "https://") + "/hello", content=b"x", seconds=2)


def test_nothing_leaves_inside_a_transaction(outside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class NetworkInsideTransaction(Exception):
        pass

    def refuse() -> None:
        raise NetworkInsideTransaction

    http.guards.append(refuse)
    try:
        with pytest.raises(NetworkInsideTransaction):
            http.get(outside + "/hello")
    finally:
        http.guards.remove(refuse)
    assert Counter.seen == []
