"""The chat's calls: what a visitor may do, and what nobody else may."""

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.doors import opening
from mostrador.doors.models import Connection, Quarantined
from mostrador.inbox import noting, viewing
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.widget import visiting
from tests.widget.conftest import SHOP, Chat, a_chat, answer, house_opens

pytestmark = pytest.mark.django_db


def test_a_stranger_writes_with_nothing_asked_and_reads_the_answer(chat: Chat) -> None:
    opened = chat.open()
    assert opened["messages"] == [] and not opened["vouched"] and "live" in opened
    number = chat.says("Hola, busco un blanco para un arroz")
    said = chat.thread()["messages"]
    assert [(row["text"], row["mine"], row["key"]) for row in said] == [
        ("Hola, busco un blanco para un arroz", True, number)
    ]
    answer("Este godello.", by=Member.objects.get())
    row = chat.thread()["messages"][-1]
    assert (row["text"], row["mine"], row["who"]) == ("Este godello.", False, "Marta")
    assert chat.thread()["unread"] == 1


def test_saying_the_same_id_again_is_heard_once(chat: Chat) -> None:
    chat.open()
    number = chat.says("Una vez")
    chat.says("Una vez", id=number)
    assert Message.objects.count() == 1


def test_two_visitors_with_the_same_message_id_are_both_heard(chat: Chat, connection: Connection) -> None:
    other = Chat(connection)
    chat.open()
    other.open()
    chat.says("uno", id="misma-identidad")
    other.says("dos", id="misma-identidad")
    assert Conversation.objects.count() == 2 and not Quarantined.objects.exists()


def test_reading_is_told_like_any_platform_tells_it(chat: Chat) -> None:
    chat.open()
    chat.says("¿Tenéis godello?")
    ours = answer("Sí.", by=Member.objects.get())
    assert ours.state == "sent"
    assert chat.post("seen", {"upto": ours.pk}).status_code == 202
    house_opens()
    ours.refresh_from_db()
    assert ours.state == "read" and chat.thread()["unread"] == 0
    later = answer("Nos quedan siete.", by=Member.objects.get())
    chat.post("seen", {"upto": ours.pk})
    house_opens()
    later.refresh_from_db()
    assert later.state == "sent"


def test_read_is_said_of_their_words_only_once_somebody_saw_them(chat: Chat) -> None:
    chat.open()
    chat.says("¿Tenéis godello?")
    assert [row["read"] for row in chat.thread()["messages"]] == [False]
    viewing.look(Case.objects.get(), by=Member.objects.get())
    assert [row["read"] for row in chat.thread()["messages"]] == [True]
    chat.says("¿Y albariño?")
    assert [row["read"] for row in chat.thread()["messages"]][-1] is False


def test_notes_and_unsent_words_are_never_shown(chat: Chat) -> None:
    chat.open()
    chat.says("Hola, ¿tenéis godello?")
    noting.write(Case.objects.get(), text="Es un pesado", by=Member.objects.get())
    Message.objects.filter(direction="in").get()
    ours = answer("Sí", by=Member.objects.get())
    Message.objects.filter(pk=ours.pk).update(state="queued")
    assert [row["text"] for row in chat.thread()["messages"]] == ["Hola, ¿tenéis godello?"]


def test_the_thread_says_by_when_we_answer(chat: Chat) -> None:
    chat.open()
    chat.says("¿Tenéis godello?")
    assert chat.thread()["wait"]
    answer("Sí", by=Member.objects.get())
    assert chat.thread()["wait"] == ""


def test_nothing_changed_is_said_in_a_word(chat: Chat) -> None:
    chat.open()
    chat.says("¿Tenéis godello?")
    mark = chat.thread()["mark"]
    again = chat.thread(after=mark)
    assert again["same"] is True and "messages" not in again and again["live"]


def test_older_messages_come_when_asked(chat: Chat) -> None:
    chat.open()
    chat.says("primera pregunta")
    one = Message.objects.get()
    for number in range(70):
        one.pk, one.external_id, one.text = None, f"x{number}", f"m{number}"
        one.save(force_insert=True)
    told = chat.thread()
    assert told["more"] and len(told["messages"]) == 60
    before = chat.thread(before=told["messages"][0]["id"])
    assert not before["more"] and len(before["messages"]) == 11


@pytest.mark.parametrize("path", ["thread", "files/abc"])
def test_without_a_token_nothing_is_shown(chat: Chat, path: str) -> None:
    assert chat.get(path).status_code == 401


@pytest.mark.parametrize("path", ["messages", "seen", "call-back", "files"])
def test_without_a_token_nothing_is_done(chat: Chat, path: str) -> None:
    assert chat.post(path, {"id": "a" * 16, "text": "hola", "upto": 1, "email": "a@b.es"}).status_code == 401
    assert not Message.objects.exists()


def test_a_forged_a_foreign_and_an_old_token_open_nothing(chat: Chat, connection: Connection) -> None:
    other = a_chat()
    visitor = visiting.stranger()
    with time_machine.travel("2026-01-01T10:00:00Z"):
        old = visiting.token(connection, visitor)
    tokens = [visiting.token(other, visitor), old, "x", "", f"{connection.key}:1:{visitor}.aaaa", "ñ" * 10]
    for token in tokens:
        assert visiting.visitor_of(connection, token) is None
    chat.token = tokens[0]
    assert chat.get("thread").status_code == 401


def test_a_token_of_another_purpose_opens_nothing(chat: Chat, connection: Connection) -> None:
    chat.open()
    chat.says("¿Tenéis godello?")
    conversation = Conversation.objects.get()
    assert visiting.visitor_of(connection, visiting.ticket(conversation)) is None
    assert visiting.grant(chat.token) is None


def test_a_ticket_opens_one_conversation_for_one_minute(chat: Chat) -> None:
    chat.open()
    chat.says("¿Tenéis godello?")
    conversation = Conversation.objects.get()
    with time_machine.travel("2026-05-14T10:00:00Z", tick=False) as now:
        ticket = visiting.ticket(conversation)
        assert visiting.grant(ticket) == {conversation.pk}
        now.shift(61)
        assert visiting.grant(ticket) is None
    assert visiting.grant(ticket[:-1] + "a") is None
    assert visiting.grant("") is None


def test_an_old_token_gives_the_same_visitor_again(chat: Chat) -> None:
    first = chat.open()["token"]
    chat.says("¿Tenéis godello?")
    opened = chat.open(token=first)
    assert len(opened["messages"]) == 1


# Sites


def test_only_the_sites_the_shop_named_may_call(connection: Connection) -> None:
    for site in (
        "https://evil.example",
        "null",
        "https://vinoslavidriera.example.evil.example",
        "http://vinoslavidriera.example",
    ):
        refused = Chat(connection, site=site).post("open", {})
        assert refused.status_code == 403 and "Access-Control-Allow-Origin" not in refused.headers
    allowed = Chat(connection).post("open", {})
    assert allowed.headers["Access-Control-Allow-Origin"] == SHOP and "Origin" in allowed.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in allowed.headers and not allowed.cookies


def test_a_preflight_is_answered_for_named_sites_alone(chat: Chat, connection: Connection) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    yes = chat.client.options(f"/chat/{connection.key}/messages", headers=asked)
    assert yes.status_code == 204 and "Authorization" in yes.headers["Access-Control-Allow-Headers"]
    no = Chat(connection, site="https://evil.example").client.options(f"/chat/{connection.key}/messages", headers=asked)
    assert no.status_code == 403 and "Access-Control-Allow-Origin" not in no.headers


def test_our_own_page_may_always_call(connection: Connection) -> None:
    assert Chat(connection, site="http://testserver").post("open", {}).status_code == 200


def test_a_closed_door_and_another_channels_key_answer_nothing(chat: Chat, connection: Connection) -> None:
    from tests.cast import a_connection

    assert chat.client.get(f"/chat/{a_connection().key}/face").status_code == 404
    opening.close(connection, why="", by=None)
    assert chat.get("face").status_code == 404


# What is not as it should be


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"hola"', b"\xff\xfe", b'{"id": 5, "text": "hola"}', b'{"text": "hola"}',
     b'{"id": "corto", "text": "hola"}', b'{"id": "../../../../etc/passwd", "text": "hola"}',
     b'{"id": "aaaaaaaaaaaaaaaa", "text": 5}', b'{"id": "aaaaaaaaaaaaaaaa", "text": "   "}',
     b'{"id": "aaaaaaaaaaaaaaaa"}', b'{"id": "aaaaaaaaaaaaaaaa", "text": "x", "files": "no"}',
     b'{"id": "aaaaaaaaaaaaaaaa", "text": "x", "files": [5]}',
     b'{"id": "aaaaaaaaaaaaaaaa", "text": "x", "files": ["a.b"]}',
     b"[" * 50_000],
)  # fmt: skip
def test_a_wrong_message_is_refused_in_words(chat: Chat, body: bytes) -> None:
    chat.open()
    refused = chat.post("messages", body)
    assert refused.status_code == 400 and refused.json()["words"]
    house_opens()
    assert not Message.objects.exists() and not Quarantined.objects.exists()


def test_too_long_is_refused(chat: Chat) -> None:
    chat.open()
    assert chat.post("messages", {"id": "a" * 16, "text": "x" * 4_001}).status_code == 413
    assert chat.post("messages", {"id": "a" * 16, "text": "x" * 70_000}).status_code == 413


@pytest.mark.parametrize(
    "told", ["1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "ayer", "", None, 5, "2026-05-14T10:00:00"]
)
def test_an_unbelievable_clock_is_not_believed(chat: Chat, told: object) -> None:
    chat.open()
    chat.says("¿Tenéis godello?", sent_at=told)
    message = Message.objects.get()
    assert abs((message.sent_at - message.received_at).total_seconds()) < 60


def test_markup_stays_text_in_every_field(chat: Chat, connection: Connection) -> None:
    hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>\x00\ud800'
    chat.open()
    chat.says(hostile, page=hostile, name=hostile, sent_at=None)
    row = chat.thread()["messages"][0]
    assert row["text"].startswith('<img src=x onerror="alert(1)"><script>') and "\x00" not in row["text"]
    assert chat.get("thread").headers["Content-Type"] == "application/json"


def test_somebody_who_writes_without_end_is_slowed_down(chat: Chat) -> None:
    chat.open()
    answers = [chat.post("messages", {"id": f"mensaje-{number}", "text": "x"}).status_code for number in range(25)]
    assert answers.count(202) == 20 and answers[-1] == 429


def test_asking_for_a_person_reaches_the_manager(chat: Chat) -> None:
    chat.open()
    words = chat.get("face").json()["words"]["human_words"]
    chat.says(words, asks_for="person")
    assert Case.objects.get().asks_for_manager


def test_seen_takes_only_a_number(chat: Chat) -> None:
    chat.open()
    chat.says("¿Tenéis godello?")
    for told in ({}, {"upto": "1"}, {"upto": True}, {"upto": -1}, {"upto": 2**70}):
        assert chat.post("seen", told).status_code == 400


def test_each_call_takes_its_own_method(chat: Chat) -> None:
    chat.open()
    assert chat.get("messages").status_code == 405
    assert chat.post("thread", {}).status_code == 405
