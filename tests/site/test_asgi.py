"""The edge on a real server: deliveries, health, names, files, and a stop that keeps its word."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mostrador.desk.streams import Grant
from mostrador.doors.parcel_reading import Stored
from mostrador.doors.parcels import ParcelStore
from mostrador.kit import wake
from mostrador.kit.gateway import Scope
from mostrador.site import asgi
from mostrador.site.asgi import Edge
from tests.site import house
from tests.site.house import said, signed
from tests.site.loopback import Line, ask, get, post, served, until


def hello(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"a page"]


async def everybody(scope: Scope) -> Grant | None:
    return Grant(member=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("house")
    before = os.environ["MOSTRADOR_DATA"]
    os.environ["MOSTRADOR_DATA"] = str(folder)
    house.build(folder)
    yield folder
    os.environ["MOSTRADOR_DATA"] = before


@pytest.fixture(scope="module")
def edge(folder: Path) -> Edge:
    return asgi.create(hello, everybody)


@pytest.fixture(scope="module")
def port(edge: Edge) -> Iterator[int]:
    with served(edge, lifespan="on") as port:
        yield port


@pytest.fixture
def store(folder: Path, edge: Edge) -> ParcelStore:
    with sqlite3.connect(folder / "parcels.sqlite3") as db:
        for table in ("parcels", "seen", "lanes"):
            db.execute(f"DELETE FROM {table}")
    return edge.writer.store


def knock(port: int, content: object, *, path: str = "/hooks/plain", secret: str = house.SECRET) -> tuple[int, bytes]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    response, heard = post(port, path, body, headers=signed(body, secret))
    return response.status, heard


def kept(store: ParcelStore) -> list[Stored]:
    return [stored for lane in store.lanes_with_news({}) for stored in store.after(lane, 0)]


def test_a_signed_delivery_is_kept_and_thanked(port: int, store: ParcelStore) -> None:
    status, heard = knock(port, said(1), path="/hooks/plain?shop=a%20b")
    assert (status, json.loads(heard)) == (200, {"accepted": 1, "known": 0})
    (stored,) = kept(store)
    assert json.loads(stored.parcel.body) == said(1)
    assert stored.parcel.url == "http://127.0.0.1:8000/hooks/plain?shop=a%20b"
    assert set(stored.parcel.headers) == {"content-type", "host", "x-mostrador-signature"}
    assert stored.parcel.received_at is not None


def test_the_same_again_is_known(port: int, store: ParcelStore) -> None:
    knock(port, said(1))
    assert json.loads(knock(port, said(1, text="other"))[1]) == {"accepted": 0, "known": 1}
    assert json.loads(knock(port, [said(1), said(2), said(2)])[1]) == {"accepted": 1, "known": 2}
    assert len(kept(store)) == 2


def test_a_thousand_in_one_delivery_are_one_commit(port: int, store: ParcelStore) -> None:
    status, heard = knock(port, [said(number) for number in range(1000)])
    assert (status, json.loads(heard)) == (200, {"accepted": 1000, "known": 0})


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"id": 5}', b"\xff\xfe", b'{"id": "\\ud800"', b"[" * 100_000])
def test_what_can_never_become_valid_is_refused(port: int, store: ParcelStore, body: bytes) -> None:
    assert knock(port, body)[0] == 400
    assert kept(store) == []


@pytest.mark.parametrize(
    "headers",
    [
        "",
        "X-Mostrador-Signature: sha256=00\r\n",
        "X-Mostrador-Signature: sha256=\xff\xf1\r\n",
        "X-Mostrador-Signature:\r\n",
        signed(b"another body"),
        signed(b"{}", "another secret"),
        signed(b"{}") + signed(b"{}"),
    ],
)
def test_unsigned_and_wrongly_signed_are_not_trusted(port: int, store: ParcelStore, headers: str) -> None:
    assert post(port, "/hooks/plain", b"{}", headers=headers)[0].status == 401
    assert kept(store) == []


def test_a_door_without_its_secret_trusts_nobody(port: int, folder: Path) -> None:
    house.add_door(folder / "mostrador.sqlite3", "bare", secret="")
    wake.up("connections")
    assert knock(port, said(1), path="/hooks/bare", secret="")[0] == 401


@pytest.mark.parametrize("way", ["declared", "chunked"])
def test_more_than_eight_megabytes_are_refused_while_reading(port: int, store: ParcelStore, way: str) -> None:
    body = b"x" * ((8 << 20) + 1)
    if way == "declared":
        assert knock(port, body)[0] == 413
    else:
        start = b"POST /hooks/plain HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert ask(port, start + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))[0].status == 413


def test_eight_megabytes_are_taken(port: int, store: ParcelStore) -> None:
    content = said(1, text="x" * ((8 << 20) - 400))
    assert knock(port, content)[0] == 200


def test_a_delivery_cut_off_is_not_kept(port: int, store: ParcelStore) -> None:
    body = json.dumps(said(1)).encode()
    line = Line(port)
    line.say(f"POST /hooks/plain HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body) + 5}\r\n".encode())
    line.more(signed(body).encode() + b"\r\n" + body)
    line.close()
    assert knock(port, said(2))[0] == 200
    assert [stored.key for stored in kept(store)] == ["2"]


@pytest.mark.parametrize("path", ["/hooks/nobody", "/hooks/", "/hooks/plain/", "/hooks/%FF", "/hooks/shut"])
def test_unknown_and_closed_hooks_are_the_same(port: int, folder: Path, path: str) -> None:
    if path.endswith("shut"):
        house.add_door(folder / "mostrador.sqlite3", "shut", state="closed")
        wake.up("connections")
    status, heard = knock(port, said(1), path=path)
    assert (status, heard) == (404, b"There is no such hook.\n")


def test_other_methods_are_refused(port: int) -> None:
    response, _ = get(port, "/hooks/plain", method="DELETE")
    assert (response.status, response.getheader("allow")) == (405, "GET, POST")


def test_a_get_is_judged_as_any_delivery(port: int) -> None:
    assert get(port, "/hooks/plain")[0].status == 401


def test_a_door_added_by_another_process_works_within_a_second(port: int, folder: Path) -> None:
    assert knock(port, said(1), path="/hooks/fresh")[0] == 404
    house.add_door(folder / "mostrador.sqlite3", "fresh")
    until(lambda: knock(port, said(1), path="/hooks/fresh")[0] == 200, seconds=1)


def test_headers_that_are_secrets_or_say_where_from_are_not_kept(port: int, store: ParcelStore) -> None:
    body = json.dumps(said(1)).encode()
    more = "Authorization: Bearer a\r\nX-Api-Token: b\r\nX-Forwarded-For: 9.9.9.9\r\nX-Event: c\r\nCookie: d=e\r\n"
    assert post(port, "/hooks/plain", body, headers=signed(body) + more)[0].status == 200
    (stored,) = kept(store)
    assert set(stored.parcel.headers) == {"content-type", "host", "x-event", "x-mostrador-signature"}


def test_health_and_readiness(port: int) -> None:
    assert get(port, "/healthz")[1] == b"ok\n"
    response, body = get(port, "/readyz")
    assert (response.status, json.loads(body)) == (200, {"ready": True, "parcels": "ok", "database": "ok", "ails": []})


def test_readiness_says_what_is_wrong(port: int, edge: Edge, folder: Path) -> None:
    (folder / "mostrador.sqlite3").rename(folder / "away")
    edge.hooks._hang_up()
    response, body = get(port, "/readyz")
    (folder / "away").rename(folder / "mostrador.sqlite3")
    assert response.status == 503
    assert json.loads(body)["database"] == "The connections cannot be read."


def test_the_rest_are_pages(port: int) -> None:
    assert get(port, "/anything")[1] == b"a page"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1:8000", "[::1]:99"])
def test_at_home_we_answer_to_the_names_of_home(port: int, name: str) -> None:
    assert ask(port, f"GET / HTTP/1.1\r\nHost: {name}\r\n\r\n".encode())[0].status == 200


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost@evil.example", "localhost:a", "localhost/x", "", "a\r\nHost: b"]
)
def test_we_answer_to_no_other_name(port: int, name: str) -> None:
    for path in ("/", "/live", "/hooks/plain"):
        assert ask(port, f"GET {path} HTTP/1.1\r\nHost: {name}\r\n\r\n".encode())[0].status == 400


@pytest.mark.parametrize(
    ("name", "ours"),
    [("Vino.Example", True), ("vino.example:443", True), ("vino.example:8443", False), ("localhost", False)],
)
def test_a_house_with_a_name_answers_to_it_alone(name: str, ours: bool) -> None:
    assert asgi.OwnHost("https://vino.example")._is_ours(name) is ours


def test_our_own_answers_are_careful(port: int) -> None:
    for path in ("/healthz", "/hooks/nobody", "/static/none"):
        response, _ = get(port, path)
        assert response.getheader("x-content-type-options") == "nosniff"
        assert "frame-ancestors 'none'" in (response.getheader("content-security-policy") or "")


def test_a_stop_ends_streams_and_keeps_its_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    house.build(tmp_path)
    edge = asgi.create(None, everybody)
    with served(edge, lifespan="on") as port:
        stream = Line(port).say(b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in stream.socket.recv(1000)
        assert get(port, "/")[0].status == 404
        assert knock(port, said(1))[0] == 200
        edge.leaving()
        until(lambda: edge.hub.streams == 0)
        assert get(port, "/live")[0].status == 503
        assert knock(port, said(2))[0] == 200
    edge.writer.stop()
    assert edge.writer.store.count_after({}) == 2


def test_the_edge_knows_no_django() -> None:
    words = "import sys, mostrador.site.asgi; print(sorted(m for m in sys.modules if m.split('.')[0] == 'django'))"
    heard = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert heard.stdout.strip() == "[]"
