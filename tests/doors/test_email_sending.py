"""Handing a mail to a server that behaves in every way one may: what we then know, and what we may do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import IO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mostrador.doors.channels.email import Email
from mostrador.doors.contract import NeedsSignIn, Outgoing, SendFailed, SendUnsure
from mostrador.doors.platforms.mail import building, posting, settings
from mostrador.kit import clock

channel = Email()


class Outside:
    """A mail server at the network's edge that keeps what it gets, and answers or hangs up as it was told."""

    def __init__(self, **answers: str) -> None:
        self.answers, self.heard, self.mail = answers, [""], b""
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as talk:
                try:
                    self._talk(talk)
                except OSError:
                    continue

    def _talk(self, talk: IO[bytes]) -> None:
        def say(words: str) -> None:
            talk.write(words.encode() + b"\r\n")
            talk.flush()

        say(self.answers.get("hello", "220 fuera"))
        for raw in talk:
            words = raw.decode().strip()
            self.heard.append(words)
            verb = words.upper().partition(":")[0].partition(" ")[0] if ":" not in words else words.upper()[:4]
            answer = self.answers.get(f"{verb} {words.partition('<')[2].partition('>')[0]}") or self.answers.get(verb)
            if answer == "hang up":
                return
            if verb == "EHLO":
                say("250-fuera\r\n250-SIZE 500000\r\n250 AUTH PLAIN")
            elif verb == "DATA" and not answer:
                say("354 go on")
                if not self._data(talk):
                    return
                say(self.answers.get("END", "250 taken"))
            else:
                say(answer or {"AUTH": "235 welcome", "QUIT": "221 bye"}.get(verb, "250 ok"))

    def _data(self, talk: object) -> bool:
        mail = b""
        for raw in talk:
            if raw == b".\r\n":
                self.mail = mail
                return self.answers.get("END") != "hang up"
            mail += raw
            if self.answers.get("BODY") == "hang up":
                return False
        return False


@pytest.fixture
def outside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    server = Outside(**getattr(request, "param", {}))
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", f"localhost:{server.port}")
    yield server
    server.close()


def form(server: Outside) -> dict[str, str]:
    return {
        "address": "hola@vidriera.example",
        "imap_password": "x",
        "smtp_host": "localhost",
        "smtp_port": str(server.port),
        "smtp_security": "none",
        "sent_copy": "server",
    }


def outgoing(**changed: object) -> Outgoing:
    told: dict[str, object] = {
        "idempotency_key": "k",
        "message_id": "1",
        "to": "lucia@clientes.example",
        "text": "hola",
    }
    return Outgoing(**(told | changed))  # type: ignore[arg-type]  # keywords passed through


def means(**answers: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("outside", [answers], indirect=True)


def test_taken_means_sent(outside: Outside):
    receipt = channel.send(form(outside), outgoing())
    assert message_from_bytes(outside.mail)["Message-ID"] == receipt.external_id
    assert "MAIL FROM:<hola@vidriera.example>" in outside.heard[3]


@means(END="hang up")
def test_a_line_broken_after_the_last_byte_leaves_us_unsure(outside: Outside):
    with pytest.raises(SendUnsure):
        channel.send(form(outside), outgoing())


@pytest.mark.parametrize(
    "outside",
    [{"hello": "421 busy"}, {"EHLO": "hang up"}, {"MAIL": "hang up"}, {"RCPT": "hang up"}, {"DATA": "hang up"}],
    indirect=True,
    ids=lambda answers: next(iter(answers)),
)
def test_a_line_broken_before_may_be_tried_again(outside: Outside):
    with pytest.raises(SendFailed) as failed:
        channel.send(form(outside), outgoing())
    assert failed.value.try_again


@pytest.mark.parametrize(
    ("outside", "again"),
    [
        ({"MAIL": "451 later"}, True),
        ({"RCPT": "450 greylisted"}, True),
        ({"RCPT": "550 5.1.1 no such user"}, False),
        ({"DATA": "554 no"}, False),
        ({"END": "451 later"}, True),
        ({"END": "554 5.7.1 spam"}, False),
    ],
    indirect=["outside"],
    ids=str,
)
def test_4_is_for_now_and_5_for_ever(outside: Outside, again: bool):
    with pytest.raises(SendFailed) as failed:
        channel.send(form(outside), outgoing())
    assert failed.value.try_again is again


@means(AUTH="535 no")
def test_a_refused_password_needs_sign_in(outside: Outside):
    with pytest.raises(NeedsSignIn):
        channel.send(form(outside), outgoing())


@means(AUTH="454 later")
def test_a_server_that_cannot_look_the_password_up_is_asked_again(outside: Outside):
    with pytest.raises(SendFailed) as failed:
        channel.send(form(outside), outgoing())
    assert failed.value.try_again


@means(**{"MAIL ": "550 sender needed"})
def test_automatic_mail_falls_back_to_our_address(outside: Outside):
    channel.send(form(outside), outgoing(automatic=True))
    assert [words for words in outside.heard if words.startswith("MAIL")][-1].startswith("MAIL FROM:<hola@")


@means(**{"RCPT nadie@clientes.example": "550 5.1.1 unknown"})
def test_one_refused_reader_means_nobody_gets_it(outside: Outside):
    with pytest.raises(SendFailed):
        channel.send(form(outside), outgoing(bcc=("nadie@clientes.example",)))
    assert outside.mail == b""


def test_hidden_readers_stay_hidden(outside: Outside):
    channel.send(form(outside), outgoing(bcc=("eva@clientes.example",), cc=("ana@clientes.example",)))
    assert any("eva@" in words for words in outside.heard)
    assert b"eva@" not in outside.mail
    assert b"ana@" in outside.mail


def test_too_big_for_the_server_is_said_before(outside: Outside):
    with pytest.raises(SendFailed) as failed:
        channel.send(form(outside), outgoing(text="x" * 600_000))
    assert not failed.value.try_again


@pytest.mark.parametrize("to", ["", "lucia", "lucia@", "a@b c", "a@b>\r\nRCPT TO:<x@y.zz", "reply <a@b.cc"])
def test_what_is_no_address_is_refused(outside: Outside, to: str):
    with pytest.raises(SendFailed) as failed:
        channel.send(form(outside), outgoing(to=to))
    assert not failed.value.try_again


def test_letters_beyond_ascii_need_a_server_that_carries_them(outside: Outside):
    with pytest.raises(SendFailed) as failed:
        channel.send(form(outside), outgoing(to="lucía@clientes.example"))
    assert failed.value.code == "smtputf8"


def test_an_international_domain_travels_in_ascii(outside: Outside):
    channel.send(form(outside), outgoing(to="ana@bodegas-peñín.example"))
    assert any("RCPT TO:<ana@xn--" in words for words in outside.heard)
    assert all(words.isascii() for words in outside.heard)


box = settings.mailbox({"address": "hola@vidriera.example", "name": "La Vidriera", "imap_password": "x"})
anything = st.text(st.characters(codec="utf-8"), max_size=60)


@given(subject=anything, text=anything, name=anything, reply_to=anything, file=anything)
@example(subject="", text="", name="", reply_to="\r<0", file="")
def test_no_words_can_add_a_header(subject: str, text: str, name: str, reply_to: str, file: str):
    told = outgoing(subject=subject, text=text, to_name=name, from_name=name, reply_to=f"<{reply_to}>")
    raw = building.built(box, told, clock.now()).as_bytes()
    back = message_from_bytes(raw, policy=policy.default)
    known = {"from", "to", "subject", "date", "message-id", "in-reply-to", "references", "x-mostrador-loop",
             "mime-version", "content-type"}  # fmt: skip
    assert {header.lower() for header in back} <= known
    assert back["message-id"] == building.message_id(box, told)


@given(octets=st.binary(max_size=200))
def test_a_mail_ends_once(octets: bytes):
    """No lone CR or LF survives, and the dot that ends it stands once, at the end (SMTP smuggling)."""
    crossing = posting.dotted(octets)
    assert crossing.endswith(b"\r\n.\r\n") or crossing == b"\r\n.\r\n"
    assert b"\r\n.\r\n" not in crossing[:-5]
    assert crossing[:3] != b".\r\n" or len(crossing) <= 5
    assert crossing.replace(b"\r\n", b"").count(b"\r") == crossing.replace(b"\r\n", b"").count(b"\n") == 0
