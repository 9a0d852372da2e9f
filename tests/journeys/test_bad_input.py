"""Whatever is thrown at an open house: a clear no, or a quarantine in sight. Never a 500, never a loss."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.counter import Colleague, Program, Row, until
from tests.house import House, a_house

SECRET = "una frase muy larga para firmar"
LARGEST = 8 << 20


@dataclass
class Open:
    house: House
    api: Program
    ana: Colleague
    hook: str

    def knock(self, body: bytes, **headers: str) -> httpx.Response:
        """Deliver a body with the right signature, unless another is given."""
        signed = {"X-Mostrador-Signature": signature(body), "Content-Type": "application/json"}
        told = {**signed, **{name.replace("_", "-"): value for name, value in headers.items()}}
        said = httpx.post(self.hook, content=body, headers=told, timeout=30, trust_env=False)
        assert said.status_code < 500, (said.status_code, said.text)
        return said

    def says(self, **told: Any) -> httpx.Response:
        return self.knock(json.dumps(message(**told)).encode())

    def raw(self, octets: bytes) -> bytes:
        """Send bytes as they are over a bare line and return the first line of the answer."""
        with socket.create_connection(("127.0.0.1", self.house.port), timeout=10) as line:
            line.sendall(octets)
            line.shutdown(socket.SHUT_WR)
            answer = line.makefile("rb").readline()
        return answer.strip()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with a_house(tmp_path_factory.mktemp("bad-input") / "house") as house:
        house.open()
        door = house.run("doors", "add", "webhook", "--name", "Programa", "--secret", SECRET)[0]
        made = Open(house, Program(house), Colleague(house), str(door["hook_url"]))
        until(lambda: httpx.post(made.hook, content=b"x", trust_env=False).status_code != 404)
        yield made
        # Nothing of all that broke anything inside: everything was opened, and no thread stumbled.
        until(lambda: made.api.waiting_to_be_opened() == 0)
        assert "Traceback" not in house.log and "stumbled" not in house.log, house.log[-4000:]


def signature(body: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def message(**told: Any) -> dict[str, Any]:
    return {"id": "a1", "from": {"id": "lucia", "name": "Lucía"}, "text": "hola", **told}


def stored(shop: Open) -> int:
    until(lambda: shop.api.waiting_to_be_opened() == 0)
    return len(shop.api.all("/messages")) + len(shop.api.set_apart())


# Refused at the door: nothing is stored, and the answer says why.

REFUSED: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "half an object": (b'{"id": "a', 400),
    "two objects": (b'{"id": "a"}{"id": "b"}', 400),
    "a bare word": (b"hola", 400),
    "a number": (b"7", 400),
    "NaN": (b'{"id": "a", "from": {"id": "x"}, "text": NaN}', 400),
    "a form": (b"id=a&text=hola", 400),
    "XML": (b"<message/>", 400),
    "invalid UTF-8": (b'{"id": "a\xff\xfe", "from": {"id": "x"}, "text": "x"}', 400),
    "UTF-16": ('{"id": "a"}'.encode("utf-16"), 400),
    "deeper than anybody writes": (b"[" * 200_000 + b"]" * 200_000, 400),
    "an object that deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
    "no id": (b'{"from": {"id": "x"}, "text": "x"}', 400),
    "an id that is a number": (b'{"id": 7, "from": {"id": "x"}, "text": "x"}', 400),
    "an id without an end": (json.dumps({"id": "a" * 100_000, "from": {"id": "x"}, "text": "x"}).encode(), 400),
    "an empty id": (b'{"id": "", "from": {"id": "x"}, "text": "x"}', 400),
    "one bad among good": (json.dumps([message(id="never"), {"text": "no id"}]).encode(), 400),
    "ten thousand at once": (json.dumps([message(id=f"n{n}") for n in range(10_000)]).encode(), 400),
    "a byte too many": (b" " * (LARGEST + 1), 413),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_can_never_become_valid_is_refused_and_not_kept(shop: Open, kind: str) -> None:
    body, status = REFUSED[kind]
    before = stored(shop)
    said = shop.knock(body)
    assert said.status_code == status, said.text
    assert said.text.strip()
    assert stored(shop) == before


def test_only_the_whole_body_under_the_right_secret_is_believed(shop: Open) -> None:
    body, before = json.dumps(message(id="unsigned")).encode(), stored(shop)
    for wrong in ("", "sha256=", "sha256=00", signature(body + b" "), signature(body).upper(), "ñ", "x" * 60_000):
        told = {"X-Mostrador-Signature": wrong.encode()} if wrong else {}
        said = httpx.post(shop.hook, content=body, headers=told, trust_env=False)  # type: ignore[arg-type]  # headers that no honest program sends
        assert 400 <= said.status_code < 500, (wrong[:20], said.status_code)
        assert said.status_code == 401 or len(wrong) > 1000
    assert stored(shop) == before


def test_nobody_lives_behind_another_door(shop: Open) -> None:
    key = shop.hook.rpartition("/")[2]
    for path in ("unknown", "", "../" + key, key + "/more", key.upper() + "x", "%00", "%ff", "a" * 5000):
        said = httpx.post(f"{shop.house.url}/hooks/{path}", content=b"{}", trust_env=False)
        assert said.status_code in (404, 400, 414), (path[:20], said.status_code)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "HOLA"])
def test_other_methods_are_told_so(shop: Open, method: str) -> None:
    for path in (
        shop.hook,
        f"{shop.house.url}/api/v1/messages",
        f"{shop.house.url}/hablamos",
        shop.house.url + "/live",
    ):
        said = httpx.request(method, path, trust_env=False, timeout=10)
        assert said.status_code < 500, (path, said.status_code)
    assert httpx.request(method, shop.hook, trust_env=False).status_code in (400, 401, 405)


def test_a_body_that_breaks_off_is_not_taken_for_whole(shop: Open) -> None:
    body, before = json.dumps(message(id="cut")).encode(), stored(shop)
    head = (
        f"POST {httpx.URL(shop.hook).path} HTTP/1.1\r\nHost: 127.0.0.1:{shop.house.port}\r\n"
        f"X-Mostrador-Signature: {signature(body)}\r\n"
    )
    shop.raw(f"{head}Content-Length: {len(body) + 40}\r\n\r\n".encode() + body)
    shop.raw(f"{head}Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n".encode() + body)
    shop.raw(f"{head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n".encode() + body)
    assert stored(shop) == before
    for smuggled in (
        f"{head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        f"{head}Content-Length: {len(body)}\r\nContent-Length: 5\r\n\r\n",
        f"{head}Content-Length: -1\r\n\r\n",
        f"{head}Content-Length: 99999999999999999999999\r\n\r\n",
        f"{head}Broken header\r\n\r\n",
        f"{head}X-Evil: a\0b\r\nContent-Length: 0\r\n\r\n",
    ):
        answer = shop.raw(smuggled.encode() + body)
        assert not answer or answer.split()[1].startswith(b"4"), (smuggled, answer)
    assert stored(shop) == before


TYPES = (
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "image/png",
    "application/json; charset=utf-16", "",
)  # fmt: skip


def test_a_type_that_lies_changes_nothing(shop: Open) -> None:
    for number, told in enumerate(TYPES):
        body = json.dumps(message(id=f"type-{number}", text=f"De tipo {number}.")).encode()
        assert shop.knock(body, Content_Type=told).json() == {"accepted": 1, "known": 0}
        assert shop.api.waits_for(f"De tipo {number}.")


# Taken, but not understood: in quarantine, where the team sees it.

NOT_UNDERSTOOD: dict[str, dict[str, Any]] = {
    "from": {"from": 5},
    "no-author": {"from": {}},
    "author-null": {"from": {"id": "a\0b"}},
    "author-endless": {"from": {"id": "x" * 5000}},
    "text-list": {"text": ["hola"]},
    "no-text": {"text": None},
    "date-word": {"sent_at": "ayer"},
    "date-number": {"sent_at": 1764000000},
    "date-none-such": {"sent_at": "2026-02-30T10:00:00Z"},
    "date-without-zone": {"sent_at": "2026-02-03T10:00:00"},
    "date-before-time": {"sent_at": "0001-01-01T00:00:00+23:59"},
    "thread-endless": {"thread": "x" * 5000},
    "public-word": {"public": "yes"},
    "files-word": {"attachments": "foto"},
    "file-script": {"attachments": [{"url": "javascript:alert(1)"}]},
    "id-null\0": {},
}


@pytest.mark.parametrize("kind", NOT_UNDERSTOOD)
def test_what_is_not_understood_stands_in_quarantine(shop: Open, kind: str) -> None:
    before = {row["id"] for row in shop.api.set_apart()}
    said = shop.says(**{"id": kind, **NOT_UNDERSTOOD[kind]})
    assert (said.status_code, said.json()) == (200, {"accepted": 1, "known": 0})
    [fresh] = until(lambda: [row for row in shop.api.set_apart() if row["id"] not in before])
    assert fresh["why"]
    assert not any(row["external_id"] == kind for row in shop.api.all("/messages"))


def test_a_spoilt_one_spoils_nobody_else(shop: Open) -> None:
    before = len(shop.api.set_apart())
    batch = [message(id=f"b{n}", text=f"Del lote {n}.", **({"from": 5} if n == 7 else {})) for n in range(20)]
    assert shop.knock(json.dumps(batch).encode()).json() == {"accepted": 20, "known": 0}
    until(lambda: len(shop.api.set_apart()) == before + 1)
    until(lambda: shop.api.waiting_to_be_opened() == 0)
    told = [row["text"] for row in shop.api.all("/messages") if row["text"].startswith("Del lote")]
    assert told == [f"Del lote {n}." for n in range(20) if n != 7]


# Odd, but somebody's words all the same.


def test_dates_that_nobody_believes_neither_hide_a_message_nor_move_its_clock(shop: Open) -> None:
    for kind, at in (("futuro", "2999-01-01T00:00:00Z"), ("antiguo", "1970-01-01T00:00:00Z"),
                     ("remoto", "0001-01-02T00:00:00Z"), ("final", "9999-12-31T23:59:59Z"),
                     ("intercalar", "2026-11-21T10:59:60.123456789+01:00")):  # fmt: skip
        assert (
            shop.says(id=kind, text=f"Del {kind}, ¿llega hoy?", sent_at=at, **{"from": {"id": kind}}).status_code == 200
        )
        heard = shop.api.waits_for(f"Del {kind}")
        case = shop.api.case(heard["conversation"])
        now = datetime.now(UTC)
        assert case["state"] == "waiting_us"
        assert now - timedelta(days=31) < datetime.fromisoformat(case["due_at"]) < now + timedelta(days=8), (kind, case)


def test_the_same_id_with_other_words_is_known(shop: Open) -> None:
    assert shop.says(id="once", text="La primera vale.").json() == {"accepted": 1, "known": 0}
    assert shop.says(id="once", text="La segunda no.").json() == {"accepted": 0, "known": 1}
    both = [message(id="twin", text="Gemela primera."), message(id="twin", text="Gemela segunda.")]
    assert shop.knock(json.dumps(both).encode()).json() == {"accepted": 1, "known": 1}
    assert shop.api.waits_for("Gemela primera.") and shop.api.waits_for("La primera vale.")
    assert not shop.api.heard("La segunda no.") and not shop.api.heard("Gemela segunda.")


ODD: dict[str, str] = {
    "null bytes": "antes\0después",
    "half a pair": "media \ud83d pareja",
    "right to left": "\u202eal revés\u202c",
    "a header": "Re: x\r\nBcc: espia@x.example\r\n\r\n",
    "markup": "<script>alert('hola')</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7*7 }} {% include 'x' %} %(name)s %s {0}",
    "a query": "'); DROP TABLE inbox_message; --",
    "search signs": '"* NEAR( -NOT " AND',
    "blank": " \n\t ",
    "a novel": "vino " * 100_000,
    "many marks": "a" + "\u0301" * 20_000,
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_words_are_kept_and_shown(shop: Open, kind: str) -> None:
    said = shop.says(id=f"odd {kind}", text=ODD[kind], **{"from": {"id": f"odd {kind}", "name": ODD[kind][:3000]}})
    assert said.json() == {"accepted": 1, "known": 0}
    row: Row = until(
        lambda: next((row for row in shop.api.all("/messages") if row["external_id"] == f"odd {kind}"), None),
        told=lambda: shop.api.set_apart()[-1:],
    )
    page = shop.ana.reads(f"/cases/{row['case']}/") + shop.ana.reads("/inbox/") + shop.ana.reads("/people/")
    assert "<script>alert" not in page and "<img src=x" not in page
    assert row["text"].replace("\ufffd", "") == ODD[kind].replace("\0", "").replace("\ud83d", "")
    assert shop.ana.line.get("/search/", params={"q": row["text"][:200]}).status_code == 200
