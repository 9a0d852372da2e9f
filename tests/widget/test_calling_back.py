"""They closed the page: a mail tells them once, and both its link and an answer to it lead into the same chat."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import time_machine
from django.test import Client

from mostrador.accounts.models import Member
from mostrador.doors import accepting, opening
from mostrador.doors.channels.email import Email
from mostrador.doors.contract import FoundDoor, Parcel, Piece, SendFailed
from mostrador.doors.models import Connection
from mostrador.doors.platforms.mail import wrapping
from mostrador.inbox import visiting
from mostrador.inbox.models import Conversation, Message
from mostrador.journeys import calling_back, restoring
from mostrador.kit import clock, jobs
from mostrador.kit.models import Job
from tests.doors.test_email_sending import Outside, form
from tests.widget.conftest import Chat, answer, house_opens

pytestmark = pytest.mark.django_db
START = "2026-05-14T10:00:00Z"
LUCIA = "lucia@clientes.example"


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as moment:
        yield moment


@pytest.fixture
def outside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    server = Outside(**getattr(request, "param", {}))
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", f"localhost:{server.port}")
    yield server
    server.close()


@pytest.fixture
def mailbox(db: None, outside: Outside) -> Connection:
    found = [FoundDoor(external_id="hola@vidriera.example", name="Vinos La Vidriera")]
    return opening.open_connection(Email.key, name="Correo", values=form(outside), doors=found)


def asks_and_leaves(chat: Chat, address: str = LUCIA) -> Conversation:
    chat.open()
    chat.says("¿Me apartáis dos?")
    chat.get("thread", looking="1")
    if address:
        assert chat.post("call-back", {"email": address}).status_code == 200
    return Conversation.objects.get()


def time_passes(now: time_machine.Traveller, minutes: float = 3) -> None:
    """Do what the fact of an answer asks for, then wait, then do what has become due."""
    run_jobs()
    now.shift(timedelta(minutes=minutes))
    run_jobs()


def run_jobs() -> None:
    while jobs.run_next():
        pass


def letters(outside: Outside) -> list[EmailMessage]:
    return [message_from_bytes(outside.mail, policy=policy.default)] if outside.mail else []  # type: ignore[list-item]  # the policy makes it an EmailMessage


def test_the_answer_is_told_once_after_they_left(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    conversation = asks_and_leaves(chat)
    answer("Apartadas hasta las 20:30.", by=Member.objects.get())
    run_jobs()
    assert not letters(outside)
    now.shift(timedelta(seconds=121))
    run_jobs()
    (letter,) = letters(outside)
    body = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # these letters have a plain part
    assert letter["To"] == LUCIA and "Apartadas hasta las 20:30." in body and "Marta" in str(letter["From"])
    assert letter["Auto-Submitted"] and "¿Me apartáis dos?" not in body
    outside.mail = b""
    now.shift(timedelta(minutes=10))
    run_jobs()
    assert not letters(outside)
    assert conversation.notices.count() == 1


def test_the_link_leads_back_into_the_same_chat(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    asks_and_leaves(chat)
    answer("Apartadas.", by=Member.objects.get())
    time_passes(now)
    body = letters(outside)[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]  # the policy makes it an EmailMessage
    link = re.search(r"http://[^/]+(/hablamos/\S+)", body)
    assert link
    page = Client().get(link[1], follow=True).content.decode()
    assert "¿Me apartáis dos?" in page and "Apartadas." in page


def replies(mailbox: Connection, letter: EmailMessage, *, sender: str) -> None:
    """Let a mail that answers the notice come in by the mailbox."""
    raw = (
        f"From: {sender}\r\nTo: hola@vidriera.example\r\nSubject: Re: x\r\nMessage-ID: <r-{sender}>\r\n"
        f"In-Reply-To: {letter['Message-ID']}\r\nDate: Thu, 14 May 2026 10:10:00 +0000\r\n\r\nPaso a las ocho.\r\n"
    ).encode()
    body = wrapping.wrapped(raw, wrapping.Found(mailbox="hola@vidriera.example"))
    accepting.accept(mailbox, [Piece(key=f"r-{sender}", body=body)], parcel=Parcel(method="LISTEN"))
    house_opens()


def test_an_answer_to_the_mail_enters_the_same_chat(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    asks_and_leaves(chat)
    answer("Apartadas.", by=Member.objects.get())
    time_passes(now)
    (letter,) = letters(outside)
    replies(mailbox, letter, sender=LUCIA)
    assert Message.objects.get(text__startswith="Paso a las ocho").conversation == Conversation.objects.get()
    assert [row["text"] for row in chat.thread()["messages"]][-1].startswith("Paso a las ocho")


def test_a_strangers_answer_to_it_does_not(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    asks_and_leaves(chat)
    answer("Apartadas.", by=Member.objects.get())
    time_passes(now)
    replies(mailbox, letters(outside)[0], sender="eve@evil.example")
    assert not any(row["text"].startswith("Paso a las ocho") for row in chat.thread()["messages"])


def test_who_is_still_there_is_not_written_to(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    asks_and_leaves(chat)
    answer("Apartadas.", by=Member.objects.get())
    for _ in range(5):
        now.shift(timedelta(seconds=50))
        chat.get("thread", looking="1")
        run_jobs()
    assert not letters(outside)
    time_passes(now, 5)
    assert letters(outside)


def test_who_read_it_is_not_written_to(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    asks_and_leaves(chat)
    ours = answer("Apartadas.", by=Member.objects.get())
    chat.post("seen", {"upto": ours.pk})
    house_opens()
    time_passes(now, 5)
    assert not letters(outside)


def test_a_machines_words_are_no_answer(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    asks_and_leaves(chat)
    answer("Esto es automático: una persona te contesta mañana.", by=None, automatic=True)
    time_passes(now, 5)
    assert not letters(outside)


def test_where_everybody_stands(chat: Chat, mailbox: Connection, now) -> None:
    conversation = asks_and_leaves(chat, address="")
    assert visiting.whereabouts(conversation) == "here"
    now.shift(timedelta(minutes=3))
    assert visiting.whereabouts(conversation) == "gone"
    chat.post("call-back", {"email": LUCIA})
    assert visiting.whereabouts(Conversation.objects.get()) == "away_mail"


def test_who_wrote_and_left_at_once_is_known_to_be_gone(chat: Chat, now) -> None:
    chat.open()
    chat.says("¿Me apartáis dos?")
    now.shift(timedelta(minutes=3))
    run_jobs()
    assert visiting.whereabouts(Conversation.objects.get()) == "gone"


@pytest.mark.parametrize("outside", [{"RCPT": "550 nobody here"}], indirect=True)
def test_an_address_where_nobody_reads_leaves_no_way_back(
    chat: Chat,
    mailbox: Connection,
    outside: Outside,
    now,
) -> None:
    conversation = asks_and_leaves(chat)
    answer("Apartadas.", by=Member.objects.get())
    time_passes(now)
    assert visiting.whereabouts(Conversation.objects.get(pk=conversation.pk)) == "gone"


@pytest.mark.parametrize("outside", [{"RCPT": "451 later"}], indirect=True)
def test_a_server_that_says_later_is_asked_again(chat: Chat, mailbox: Connection, outside: Outside, now) -> None:
    conversation = asks_and_leaves(chat)
    answer("Apartadas.", by=Member.objects.get())
    now.shift(timedelta(minutes=3))
    with pytest.raises(SendFailed):
        calling_back.call_back(conversation_id=conversation.pk)
    del outside.answers["RCPT"]
    time_passes(now)
    assert letters(outside)


def test_it_is_offered_only_after_they_wrote_and_only_with_a_mailbox(chat: Chat, now) -> None:
    chat.open()
    assert chat.thread()["call_back"] is None
    assert chat.post("call-back", {"email": LUCIA}).status_code == 409
    chat.says("Hola, ¿abrís?")
    assert chat.thread()["call_back"] is None
    assert Job.objects.count() >= 1


@pytest.mark.parametrize(
    "address", ["", "x", "a@b", "a@b.es\nBcc: c@d.es", "ñ@b.es", "a@b.es, c@d.es", "x" * 300 + "@b.es", 5, None]
)
def test_what_is_no_address_is_refused(chat: Chat, mailbox: Connection, address: object, now) -> None:
    chat.open()
    chat.says("Hola, ¿abrís?")
    answered = chat.post("call-back", {"email": address})
    assert answered.status_code == (200 if address == "" else 400)
    assert Conversation.objects.get().call_back_to == ""


def test_a_claimed_address_makes_nobody_of_them(chat: Chat, mailbox: Connection, now) -> None:
    conversation = asks_and_leaves(chat, address="ana@vidriera.example")
    assert list(conversation.person.addresses.values_list("value", flat=True)) == [conversation.address_value]
    assert isinstance(conversation.opened_at, datetime)


@pytest.mark.parametrize("looked", [False, True])
def test_after_an_old_copy_came_back_no_letter_leaves_by_itself(
    chat: Chat, mailbox: Connection, outside: Outside, now, looked: bool
) -> None:
    """The copy was made when they had just been answered, or while we waited for them to come and look."""
    asks_and_leaves(chat)
    answer("Apartadas.", by=Member.objects.get())
    if looked:
        run_jobs()
    held = restoring.come_back(copied_at=clock.now())
    time_passes(now, minutes=10)
    assert not letters(outside)
    assert held.letters == jobs.given_up() == 1
