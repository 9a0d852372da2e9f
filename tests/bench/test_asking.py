"""The client for other servers speaks with a real one, however that one ends its replies."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bench import peer
from tests.bench.asking import requests
from tests.house import ROOT

REPLIES = {
    "/length": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "/chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "/closing": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
    "/until-the-end": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok",
    "/busy": b"HTTP/1.1 429 Too Many\r\nContent-Length: 4\r\n\r\nwait",
    "/mute": b"",
}


class Server:
    """Answers by the path, a thread a connection, and keeps what it was sent."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection: socket.socket) -> None:
        with connection:
            while data := connection.recv(65536):
                self.heard.append(data.decode())
                reply = REPLIES[data.split()[1].decode()]
                connection.sendall(reply)
                if b"close" in reply or not reply:
                    return


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.socket.close()


def ask(server: Server, path: str, *, count: int = 20, **more: Any) -> dict[str, Any]:
    orders = {"method": "GET", "headers": {}, "body": "", "expect": 200, "at_once": 4, "start": 0, **more}
    orders |= {"url": server.url, "path": path, "count": count}
    done = subprocess.run([sys.executable, "-m", "tests.bench.asking"], input=json.dumps(orders), capture_output=True,
                          text=True, cwd=ROOT, check=True, timeout=60)  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("path", ["/length", "/chunked", "/closing", "/until-the-end"])
def test_every_request_is_asked_once_and_its_whole_reply_awaited(server: Server, path: str) -> None:
    found = ask(server, path)
    assert found["refused"] == 0 and found["client_cpu_ms"] > 0 and found["p50ms"] <= found["p99ms"]
    assert len(server.heard) == 20


@pytest.mark.parametrize(("path", "words"), [("/busy", "429"), ("/mute", "nothing")])
def test_a_refusal_is_counted_and_shown_not_timed_as_a_success(server: Server, path: str, words: str) -> None:
    found = ask(server, path)
    assert found["refused"] == 20 and words in found["first_refusal"]


def test_a_peer_that_refuses_gives_no_figure(server: Server) -> None:
    with pytest.raises(peer.PeerRefused, match="429"):
        peer.measure(server.url, [peer.Ask(name="search", path="/busy")], pids=[], quick=True)


def test_each_kind_is_asked_by_one_by_sixteen_and_by_sixty_four(server: Server) -> None:
    figures = peer.measure(server.url, [peer.Ask(name="a list", path="/length")], pids=[os.getpid()], quick=True)
    assert [one.what for one in figures] == [f"peer: a list, c={at_once}" for at_once in (1, 16, 64)]
    assert all(one.value > 0 and one.more["cpu_ms"] >= 0 for one in figures)


def test_places_are_filled_in_as_each_spot_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEER_TOKEN", "s3cret")
    orders = {
        "url": "http://127.0.0.1:1", "method": "POST", "path": "/find?q={text}&page={n}", "count": 2, "start": 7,
        "headers": {"Authorization": "Bearer {env:PEER_TOKEN}", "Content-Type": "application/json"},
        "body": '{"text": "{text}", "number": {n}, "kept": "{other}"}',
    }  # fmt: skip
    head, _, body = requests(orders)[1].decode().partition("\r\n\r\n")
    assert "page=8 HTTP/1.1" in head and " n8" not in head and "authorization: Bearer s3cret" in head
    told = json.loads(body)
    assert told["number"] == 8 and told["text"].endswith(" n8") and told["kept"] == "{other}"
    assert f"content-length: {len(body.encode())}" in head


@pytest.mark.parametrize(
    ("written", "told"),
    [('[[request]]\nname = "a"\npath = "/x"\nheaders = {A = "{env:PEER_B} {env:PEER_A}"}', "PEER_A, PEER_B"),
     ('[[request]]\nname = "a"\npath = "/x"\nverb = "GET"', "'verb'"),
     ("", "nothing to ask"), ("[[", "cannot be read")],
)  # fmt: skip
def test_what_is_missing_is_said_in_a_sentence(tmp_path: Path, server: Server, written: str, told: str) -> None:
    file = tmp_path / "asks.toml"
    file.write_text(written)
    command = [sys.executable, "-m", "tests.bench", "--peer", server.url, "--peer-requests", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 1 and told in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
    assert not server.heard


def test_a_peer_that_is_not_there_is_said_so(tmp_path: Path, server: Server) -> None:
    server.socket.close()
    with pytest.raises(peer.PeerRefused, match=r"(?i)“a” could not be asked: .*refused"):
        peer.measure(server.url, [peer.Ask(name="a", path="/length")], pids=[], quick=True)


def test_the_same_list_may_be_written_in_toml_or_json(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[[request]]\nname = "list"\npath = "/x"\nheaders = {Accept = "text/html"}\n')
    (tmp_path / "a.json").write_text(
        '{"request": [{"name": "list", "path": "/x", "headers": {"Accept": "text/html"}}]}'
    )
    assert peer.asks(tmp_path / "a.toml") == peer.asks(tmp_path / "a.json") != []


@pytest.mark.parametrize(
    "text", ["nonsense", "127.0.0.1:3000", "https://peer.example", "http://[::1", "http://peer:many"]
)
def test_what_is_no_address_of_a_peer_is_told_before_anything_is_asked(text: str) -> None:
    command = [sys.executable, "-m", "tests.bench", "--peer", text, "--peer-requests", "/nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    told = f"“{text}” is no address of a peer, such as http://127.0.0.1:3000.\n"
    assert (done.returncode, done.stderr) == (1, told)
