"""Programs see what their member may see, do what they may do, and are told plainly when not."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from mostrador.accounts.models import Member, Role, Token
from mostrador.inbox import noting
from mostrador.inbox.models import Conversation, Message
from mostrador.shop import known, listing, lists
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db


class Program:
    """Calls the API with a token, as programs do."""

    def __init__(self, member: Member, scopes: str = "read,write") -> None:
        token = Token.make(member=member, scopes=scopes)
        self.client = Client(headers={"authorization": f"Bearer {token}"})

    def get(self, path: str, **params: object) -> Any:
        return self.client.get(f"/api/v1{path}", params)

    def say(self, conversation: int, text: str, key: str | None = "k1", **more: object) -> Any:
        headers = {"idempotency-key": key} if key else {}
        told = json.dumps({"text": text, **more})
        return self.client.post(f"/api/v1/conversations/{conversation}/messages", told,
                                content_type="application/json", headers=headers)  # fmt: skip


@pytest.fixture
def ana() -> Member:
    return a_member("Ana", Role.OWNER)


def test_without_a_token_nothing_is_shown(client: Client) -> None:
    for path in ("/messages", "/conversations", "/cases", "/people", "/doors", "/products", "/parcels?state=new"):
        assert client.get(f"/api/v1{path}").status_code == 401
    assert client.get("/api/v1/messages", headers={"authorization": "Bearer mo_nobody"}).status_code == 401


def test_a_token_of_somebody_who_left_opens_nothing(ana: Member) -> None:
    program = Program(ana)
    ana.is_active = False
    ana.save()
    assert program.get("/messages").status_code == 401


def test_messages_come_in_order_of_arrival_and_pages_never_repeat(ana: Member) -> None:
    door = a_door()
    for number in range(7):
        hears(door, f"m{number}", external_id=str(number))
    program, seen, after = Program(ana), [], 0
    while after is not None:
        page = program.get("/messages", door=door.pk, after=after, limit=3).json()
        seen += [row["external_id"] for row in page["items"]]
        after = page["next"]
    assert seen == [str(number) for number in range(7)]


def test_a_conversation_comes_in_the_order_shown(ana: Member) -> None:
    from datetime import timedelta

    from mostrador.kit import clock

    door, now = a_door(), clock.now()
    hears(door, "segundo", sent_at=now)
    hears(door, "primero", sent_at=now - timedelta(minutes=9))
    conversation = Conversation.objects.get().pk
    rows = Program(ana).get(f"/conversations/{conversation}/messages").json()["items"]
    assert [row["text"] for row in rows] == ["primero", "segundo"]


def test_an_answer_needs_a_key_and_the_same_key_answers_once(ana: Member) -> None:
    hears(a_door(), "hola")
    program, conversation = Program(ana), Conversation.objects.get().pk
    assert program.say(conversation, "Hola.", key=None).status_code == 422
    first = program.say(conversation, "Hola.")
    assert (first.status_code, first.json()["state"]) == (201, "queued")
    assert program.say(conversation, "Hola.").json()["id"] == first.json()["id"]
    assert program.say(conversation, "Adiós.").status_code == 409
    assert Message.objects.filter(direction="out").count() == 1


def test_an_answer_has_a_budget(ana: Member, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    door, program = a_door(), Program(ana)
    hears(door, "hola")
    conversation = Conversation.objects.get().pk
    program.say(conversation, "Buenas", key="k0")
    hears(door, "¿Tenéis hora?")
    locks = 2 if connection.vendor == "postgresql" else 0  # of the door and the conversation; SQLite has one writer
    with django_assert_max_num_queries(28 + locks):
        assert program.say(conversation, "Claro", key="k1").status_code == 201


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_conversation_can_have_is_not_found(ana: Member, number: int) -> None:
    assert Program(ana).say(number, "Buenas").status_code == 404


def test_a_foreign_conversation_is_as_unknown_as_none(ana: Member) -> None:
    leo, marta, door = a_member("Leo"), a_member("Marta"), a_door()
    door.members.set([marta])
    hears(door, "secreto")
    theirs, program = Conversation.objects.get().pk, Program(leo)
    unknown = program.get("/conversations/999999/messages")
    foreign = program.get(f"/conversations/{theirs}/messages")
    assert (
        (foreign.status_code, foreign.json()) == (unknown.status_code, unknown.json()) == (404, {"detail": "Not Found"})
    )
    assert program.say(theirs, "x").status_code == 404
    for path in ("/messages", "/conversations", "/cases", "/people", "/doors"):
        assert program.get(path).json()["items"] == [], path
    assert program.get("/messages", words="secreto").json()["items"] == []


def test_scopes_and_roles_hold(ana: Member) -> None:
    hears(a_door(), "hola")
    conversation = Conversation.objects.get().pk
    assert Program(ana, "read").say(conversation, "x").status_code == 403
    assert Program(ana, "write").get("/messages").status_code == 403
    looking = Program(a_member("Vera", Role.VIEWER))
    refused = looking.say(conversation, "x")
    assert refused.status_code == 403
    assert refused.json()["detail"]


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 10**9}, {"after": -1}, {"after": "x"}, {"door": "'"}])
def test_nonsense_is_a_clear_422(ana: Member, params: dict[str, object]) -> None:
    answer = Program(ana).get("/messages", **params)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_the_description_is_public_and_whole(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/conversations/{conversation_id}/messages" in described["paths"]


def test_what_only_the_team_reads_is_not_found_by_programs(ana: Member) -> None:
    hears(a_door(), "¿Tenéis godello?")
    noting.write(the_case(), text="El godello de Lucía, a precio de amiga", by=ana)
    rows = Program(ana).get("/messages", words="godello").json()["items"]
    assert [row["direction"] for row in rows] == ["in"]


def test_a_body_beyond_the_limit_is_told_so(ana: Member) -> None:
    told = Client().post("/api/v1/conversations/1/messages", b" " * 2_600_000, content_type="application/json")
    assert told.status_code == 413
    assert "2500000" in told.json()["detail"]


@pytest.mark.parametrize("odd", ["\0", "\ud83d"])
def test_words_that_no_database_keeps_are_mended_as_in_a_delivery(ana: Member, odd: str) -> None:
    message = hears(a_door(), "hola")
    assert message is not None
    said = Program(ana).say(message.conversation_id, f"Son{odd}doce euros.")
    assert (said.status_code, said.json()["text"]) == (201, "Son\ufffddoce euros.")


def test_a_nul_in_a_question_finds_nothing(ana: Member) -> None:
    hears(a_door(), "vino tinto")
    program = Program(ana)
    assert program.get("/messages", words="\0").json()["items"] == []
    assert program.get("/cases", state="a\0b").json()["items"] == []


@pytest.mark.parametrize("body", [b"[" * 900 + b"]" * 900, b"[" * 100_000, b"", b'{"text": "a\xff"}', b"[]"])
def test_a_body_that_is_no_call_is_refused(ana: Member, body: bytes) -> None:
    message = hears(a_door(), "hola")
    assert message is not None
    where = f"/api/v1/conversations/{message.conversation_id}/messages"
    said = Program(ana).client.post(where, body, content_type="application/json", headers={"idempotency-key": "k"})
    assert said.status_code in (400, 422)


def test_what_the_words_promise_is_told_and_is_our_word_only_where_it_says_so(ana: Member) -> None:
    from datetime import datetime

    from mostrador.inbox.models import Promise

    hears(a_door(), "¿cuándo?")
    program, conversation = Program(ana), Conversation.objects.get().pk
    read = program.say(conversation, "El lunes te digo.", key="one").json()["told"]
    assert (read["words"], read["kept"]) == ("El lunes te digo", False) and not Promise.objects.filter(origin="told")
    kept = program.say(conversation, "El lunes te digo, seguro.", key="two", told_at=read["at"]).json()["told"]
    assert kept["kept"] and Promise.objects.get(origin="told").due_at == datetime.fromisoformat(read["at"])
    assert program.say(conversation, "Sí.", key="three").json()["told"] is None
    assert program.say(conversation, "Ya.", key="four", told_at="2020-01-01T00:00:00Z").status_code == 422


def test_what_is_sold_is_listed_and_named_in_messages(ana: Member) -> None:
    taken = listing.take_in(lists.read("name,also,reference\nGodello Louro,louro,GL\nPan,,"), by=ana)
    known.forget()
    hears(a_door(), "¿queda el godelo louro?")
    program, conversation = Program(ana), Conversation.objects.get().pk
    program.say(conversation, "Sí, queda Godello Louro.")
    rows = program.get("/products").json()["items"]
    assert taken.new == 2 and {(row["name"], row["reference"]) for row in rows} == {
        ("Godello Louro", "GL"),
        ("Pan", ""),
    }
    louro = next(row for row in rows if row["reference"])
    assert louro["also"] == ["louro"]
    theirs, ours = program.get(f"/conversations/{conversation}/messages").json()["items"]
    assert theirs["products"] == [{"words": "godelo louro", "may_be": [louro["id"]]}] and ours["products"] == []
