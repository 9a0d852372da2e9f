"""Nonsense asked of every other way in: the API, the pages, the chat, the stream. Each says no; none breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import pytest

from tests.counter import Colleague, Program, until
from tests.house import House, a_house

HUGE = "9" * 40
NONSENSE = [
    "%00",
    "a%00b",
    "%ff%fe",
    "%ed%a0%bd",
    "..%2f..%2fkey",
    "%E2%80%AE",
    quote("'\";--<script>"),
    HUGE,
    "-1",
    "1e9",
    "NaN",
    "%0d%0aX-Evil:1",
    "%25s%25n",
    "x" * 3000,
]


@dataclass
class Open:
    house: House
    api: Program
    ana: Colleague
    chat: str
    conversation: int
    case: int


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with a_house(tmp_path_factory.mktemp("bad-calls") / "house") as house:
        house.run("doors", "add", "website", "--name", "Vinos La Vidriera")
        house.open()
        page = httpx.get(f"{house.url}/hablamos", follow_redirects=True, trust_env=False)
        made = Open(house, Program(house), Colleague(house), f"/chat/{page.url.path.rpartition('/')[2]}", 0, 0)
        visitor(made, "Estoy aquí, ¿me oís?")
        heard = made.api.waits_for("Estoy aquí")
        made.conversation, made.case = heard["conversation"], heard["case"]
        yield made
        assert "Traceback" not in house.log and "stumbled" not in house.log, house.log[-6000:]


def visitor(shop: Open, text: str) -> httpx.Response:
    opened = httpx.post(f"{shop.house.url}{shop.chat}/open", json={}, trust_env=False)
    return say(shop, opened.json()["token"], {"id": "x" * 20, "text": text})


def say(shop: Open, token: str, told: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.post(f"{shop.house.url}{shop.chat}/messages", json=told, headers=headers, trust_env=False)


def fine(said: httpx.Response, what: object = "") -> None:
    assert said.status_code < 500, (str(said.request.url)[:200], what, said.status_code, said.text[:500])


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_no_address_breaks_the_house(shop: Open, nonsense: str) -> None:
    for path in (
        "/",
        "/cases/",
        "/people/",
        "/conversations/",
        "/messages/",
        "/files/",
        "/doors/",
        "/doors/new/",
        "/r/",
        "/static/",
        "/hablamos/",
        "/chat/",
        "/api/v1/",
        "/api/v1/conversations/",
        "/settings/",
        "/live/",
    ):
        fine(shop.ana.line.get(path + nonsense))
        fine(shop.ana.line.get(path + nonsense + "/"))


LISTS = (
    "/search/?q=",
    "/search/?q=vino&before=",
    "/inbox/?tab=",
    "/inbox/?after=",
    "/inbox/?door=",
    "/inbox/?owner=",
    "/people/?q=",
    "/people/?after=",
    "/plan/why/?line=",
    "/settings/texts/?q=",
    "/settings/sold/?q=",
    "/doors/?new=",
    "/help/?q=",
    "/fragments/inbox/?tab=",
    "/sign-in/?next=",
    "/hablamos?after=",
)


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_no_question_breaks_a_list(shop: Open, nonsense: str) -> None:
    for path in LISTS:
        fine(shop.ana.line.get(path + nonsense))
    for path in (
        "messages?words=",
        "messages?after=",
        "messages?limit=",
        "messages?door=",
        "cases?state=",
        "people?after=",
        "parcels?state=",
        "parcels?state=new&after=",
        f"conversations/{shop.conversation}/messages?after=",
    ):
        fine(shop.api.line.get("/" + path + nonsense))
    fine(shop.ana.line.get(f"/fragments/cases/{shop.case}/older/?before={nonsense}", headers={"HX-Request": "true"}))


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "half": b'{"text": "a',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "no text": b"{}",
    "another type": b'{"text": {"a": 1}}',
    "a NUL": b'{"text": "a\\u0000b"}',
    "half a pair": b'{"text": "a\\ud83db"}',
    "not UTF-8": b'{"text": "a\xff"}',
    "deep": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "as deep as Python reads": b'{"text": ' + b"[" * 900 + b"]" * 900 + b"}",
    "long": json.dumps({"text": "x" * 1_000_000}).encode(),
    "too long by far": json.dumps({"text": "x" * 9_000_000}).encode(),
}


@pytest.mark.parametrize("kind", BODIES)
def test_an_answer_that_makes_no_sense_is_refused(shop: Open, kind: str) -> None:
    before = len(shop.api.thread(shop.conversation))
    headers = {"Content-Type": "application/json", "Idempotency-Key": kind}
    where = f"/conversations/{shop.conversation}/messages"
    said = shop.api.line.post(where, content=BODIES[kind], headers=headers)
    assert 400 <= said.status_code < 500 or (kind in ("a NUL", "half a pair") and said.status_code == 201), said.text
    assert len(shop.api.thread(shop.conversation)) == before + (said.status_code == 201)
    for path in ("messages", "seen", "open", "call-back", "files"):
        call = httpx.post(f"{shop.house.url}{shop.chat}/{path}", content=BODIES[kind], headers=headers, trust_env=False)
        fine(call, (path, kind))


@pytest.mark.parametrize("key", ["", "\x01", "x" * 151, "x" * 60_000, "clave ñ".encode()])
def test_a_key_that_is_none_is_refused(shop: Open, key: str | bytes) -> None:
    where = f"{shop.house.url}/api/v1/conversations/{shop.conversation}/messages"
    headers = {"Authorization": shop.api.line.headers["Authorization"], "Idempotency-Key": key}
    fine(httpx.post(where, json={"text": "Con clave rara."}, headers=headers, trust_env=False))  # type: ignore[arg-type]  # headers that no honest program sends


def test_a_form_full_of_nonsense_is_given_back(shop: Open) -> None:
    page = f"/cases/{shop.case}/"
    for told in (
        {"text": "a\0b", "surface": "private"},
        {"text": "x", "surface": "neon"},
        {"text": "x" * 300_000, "surface": "private"},
        {"text": "x", "surface": "private", "key": "no uuid"},
        {"text": "x", "surface": "private", "case": HUGE},
        {"text": "x", "surface": "private", "file": "../../key"},
        {"text": "x", "surface": "private", "cc": "a\r\nBcc: b@c"},
        {"text": "x", "surface": "private", "told_what": "y", "told_at": "9999-99-99"},
        {},
    ):
        fine(shop.ana.posts(f"/cases/{shop.case}/answers/", told, page=page), told)
    for act in ("end", "no-answer", "reopening", "snooze", "owner", "tags", "title", "need", "promises", "joining"):
        for told in (
            {},
            {
                "until": "ayer",
                "at": "\0",
                "to": HUGE,
                "name": "\0",
                "title": "\0" * 500,
                "kind": "\0",
                "into": HUGE,
                "why": "\0",
                "what": "\0",
                "when": "9" * 50,
                "note": "\0",
            },
        ):
            fine(shop.ana.posts(f"/cases/{shop.case}/{act}/", told, page=page), (act, told))
    for act in ("case", "withdrawal", "delivery", "words", "removal"):
        for number in ("1", HUGE):
            fine(shop.ana.posts(f"/messages/{number}/{act}/", {"text": "\0", "how": "\0", "to": HUGE}, page=page), act)
    person = shop.api.case(shop.conversation)["person"]
    for act in ("name", "note", "facts", "links", "unlinks"):
        told = {
            "name": "\0",
            "text": "\0",
            "quote": "\0",
            "said_on": "nunca",
            "to": HUGE,
            "person": HUGE,
            "message": HUGE,
        }
        fine(shop.ana.posts(f"/people/{person}/{act}/", told, page=page), act)


def test_a_visitor_writes_nonsense(shop: Open) -> None:
    token = httpx.post(f"{shop.house.url}{shop.chat}/open", json={}, trust_env=False).json()["token"]
    for told in (
        {"id": "a\0b", "text": "x"},
        {"id": 7, "text": 7},
        {"text": None},
        {"id": "y" * 70_000, "text": "x"},
        [],
        "hola",
        {"id": "n1" * 10, "text": "con nulo \0 dentro"},
        {"id": "n2" * 10, "text": "x", "files": [1, {"a": 2}, "../key"]},
        {"id": "n3" * 10, "text": "x", "user": {"id": "\0"}, "hash": "\0"},
        {"id": "n4" * 10, "text": " "},
    ):
        fine(say(shop, token, told), told)
    for wrong in ("x", "a.b.c", token[:-2], token + "x", "ñ", "x" * 50_000):
        headers = {"Authorization": f"Bearer {wrong}".encode()}
        said = httpx.get(f"{shop.house.url}{shop.chat}/thread", headers=headers, trust_env=False)  # type: ignore[arg-type]  # headers that no honest program sends
        assert 400 <= said.status_code < 500, wrong[:20]
    assert until(lambda: shop.api.heard("con nulo"))


def test_the_stream_turns_nonsense_away(shop: Open) -> None:
    for path in ("/live", "/live?after=x", f"/live?after={HUGE}", "/live?after=-1", "/live?after=%00", "/live/x"):
        with httpx.stream("GET", shop.house.url + path, trust_env=False) as said:
            assert 400 <= said.status_code < 500, (path, said.status_code)
        with shop.ana.line.stream("GET", path) as known:
            assert known.status_code < 500, (path, known.status_code)


def test_a_name_that_is_not_ours_is_not_ours(shop: Open) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "localhost\\@evil.example", "x" * 5000):
        said = httpx.get(f"{shop.house.url}/sign-in/", headers={"Host": host}, trust_env=False)
        assert said.status_code in (400, 431), (host[:20], said.status_code)
