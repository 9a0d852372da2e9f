"""What mails mean: the fields that samples do not show, the edges of each rule, and anything at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.doors.contract import Attached, CannotRead, Parcel, Unreachable
from mostrador.doors.platforms.mail import (
    automatic,
    headers,
    identifying,
    references,
    trusting,
    wrapping,
)
from tests.doors.mails import MAILS, channel, item, mail, unhurried

BOMB_SECONDS = 3  # of CPU on a busy machine: a pattern that goes back and forth takes minutes at these sizes


class TestSamples:
    def test_tell_the_thread_nearest_first(self):
        reply = item("reply_in_a_thread")
        assert reply.references == ("<a1@vidriera.example>", "<q1@clientes.example>")
        assert reply.reply_to == "<a1@vidriera.example>"
        assert reply.thread == "<q1@clientes.example>"

    def test_name_the_other_readers(self):
        assert item("reply_in_a_thread").cc == (
            "hola@vidriera.example",
            "eva@clientes.example",
            "bruno@clientes.example",
        )
        assert item("answer_in_the_sent_folder").cc == ("eva@clientes.example",)

    @pytest.mark.parametrize("name", ["out_of_office", "mailing_list", "bounce_that_names_no_mail"])
    def test_machines_are_marked(self, name: str):
        assert item(name).automatic

    @pytest.mark.parametrize(
        "name", ["plain_utf8", "our_own_group_is_no_mailing_list", "form_from_no_reply", "reply_in_a_thread"]
    )
    def test_people_are_not(self, name: str):
        assert not item(name).automatic

    def test_bring_our_reference_back(self):
        assert item("plus_reference").reply_token == "41.fa2rzaxy3prysg4nj5rz37afhu"

    def test_reply_to_is_noted_and_identifies_nobody(self):
        author = item("form_from_no_reply").author
        assert author is not None
        assert (author.id, author.email) == ("no-reply@vidriera.example", "lucia@clientes.example")

    def test_give_their_files(self):
        parcel = Parcel(body=MAILS["alternative_with_inline_picture"])
        picture, invoice = item("alternative_with_inline_picture").attachments
        assert channel.fetch({}, picture, parcel).content.startswith(b"\x89PNG")
        assert (picture.content_id, picture.size) == ("foto1@m", 28)
        assert channel.fetch({}, invoice, parcel).content == b"%PDF-1.4\n"
        for missing in (Attached(type="x", ref="9.9"), Attached(type="x")):
            with pytest.raises(Unreachable):
                channel.fetch({}, missing, parcel)
        with pytest.raises(Unreachable):
            channel.fetch({}, picture, None)

    def test_a_mail_cannot_say_itself_where_it_was_found(self):
        forged = b"From: a@b.cc\r\n" + wrapping.LINE + b'{"folder":"sent"}\r\nTo: x@y.zz\r\n\r\nhola'
        outer = wrapping.wrapped(wrapping.LINE + b'{"folder":"sent"}\r\n' + forged, wrapping.Found(mailbox="x@y.zz"))
        assert channel.read(Parcel(body=forged))[0].kind == "message"
        assert channel.read(Parcel(body=outer))[0].kind == "message"


class TestAnything:
    @given(raw=st.binary(max_size=2_000))
    @unhurried
    def test_is_read_or_said_to_be_unreadable(self, raw: bytes):
        _read(raw)
        _read(b"From: a@b.cc\n" + raw)

    @given(data=st.data())
    @unhurried
    def test_a_damaged_mail_too(self, data: st.DataObject):
        raw = bytearray(MAILS[data.draw(st.sampled_from(sorted(MAILS)))])
        for _ in range(data.draw(st.integers(1, 8))):
            at = data.draw(st.integers(0, len(raw)))
            raw[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
        _read(bytes(raw))

    @given(data=st.data())
    @unhurried
    def test_mime_of_any_shape(self, data: st.DataObject):
        kinds = st.sampled_from(["text/plain", "text/html", "multipart/mixed", "multipart/report", "message/rfc822",
                                 "message/delivery-status", "image/png", "x", "multipart/", "text/plain; charset=idna",
                                 "message/disposition-notification", "text/rfc822-headers"])  # fmt: skip
        codes = st.sampled_from(["base64", "quoted-printable", "8bit", "x-uuencode", "raro", ""])
        blocks = data.draw(st.lists(st.tuples(kinds, codes, st.binary(max_size=80)), max_size=12))
        raw = b"From: a@b.cc\nContent-Type: multipart/mixed; boundary=b\n"
        for kind, code, body in blocks:
            raw += f"\n--b\nContent-Type: {kind}; boundary=b\nContent-Transfer-Encoding: {code}\n\n".encode() + body
        _read(raw)

    @pytest.mark.parametrize(
        "raw",
        [
            b"From: a@b.cc\nTo: " + b'("' * 50_000 + b"\n\nx",
            b"From: " + b"<" * 100_000 + b"\n\nx",
            b"From: a@b.cc\nSubject: " + b"=?utf-8?Q?" * 20_000 + b"\n\nx",
            b"From: a@b.cc\nReferences: " + b"<a@b> " * 50_000 + b"\n\nx",
            b"From: a@b.cc\nContent-Type: text/plain; " + b";" * 200_000 + b"\n\nx",
            b"From: a@b.cc\nContent-Type: text/html\n\n" + b"<div>" * 60_000,
            b"From: a@b.cc\nContent-Type: text/html\n\n" + b"<" * 300_000,
            b"From: a@b.cc\nContent-Type: text/plain; charset=punycode\n\n" + b"a-" * 100_000,
            b"From: a@b.cc\n" + b"Content-Type: message/rfc822\n\n" * 3_000,
            b"From: a@b.cc\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 20_000,
            b"From: mailer-daemon@x.yz\nSubject: failure notice\n\n" + b"message-id: <" * 30_000,
            b"From: a@b.cc\n\n" + b"El 1 de a " * 30_000 + b"escribi\xc3\xb3:",
        ],
        ids=range(12),
    )
    def test_a_bomb_goes_off_in_nobodys_hands(self, raw: bytes):
        begun = time.process_time()
        _read(raw)
        assert time.process_time() - begun < BOMB_SECONDS


def _read(raw: bytes) -> None:
    begun = time.process_time()
    try:
        items = channel.read(Parcel(body=raw))
    except CannotRead:
        return
    finally:
        assert time.process_time() - begun < BOMB_SECONDS
    for found in items:
        assert "\0" not in found.text + found.subject + found.external_id + found.thread
        (found.text + found.html + found.subject + found.external_id + found.thread).encode()
        assert len(found.external_id) < 256
        for attached in found.attachments:
            assert "/" not in attached.name
            channel.fetch({}, attached, Parcel(body=raw))


class TestAddresses:
    @pytest.mark.parametrize(
        ("told", "address", "name"),
        [
            ("Lucía <LUCIA@Clientes.Example>", "lucia@clientes.example", "Lucía"),
            ("lucia+vino@clientes.example (Lucía P.)", "lucia+vino@clientes.example", "Lucía P."),
            ('"Pérez, Lucía" <l@c.example>', "l@c.example", "Pérez, Lucía"),
            ("jefe@vidriera.example <malo@clientes.example>", "malo@clientes.example", "jefe@vidriera.example"),
            ("=?utf-8?B?PGplZmVAdmluby5leGFtcGxlPg==?= <malo@c.example>", "malo@c.example", "<jefe@vino.example>"),
            ("Peñín <ana@peñín.example>", "ana@xn--pen-8ma6c.example", "Peñín"),
            ('"sin cerrar <a@b.cc>', "a@b.cc", "sin cerrar"),
            ("Grupo: a@b.cc;", "a@b.cc", ""),
        ],
    )  # fmt: skip
    def test_are_read_as_they_were_meant(self, told: str, address: str, name: str):
        found = headers.mailboxes([told])[0]
        assert (found.address.partition("@")[0], found.name) == (address.partition("@")[0], name)
        assert found.address.isascii()

    @given(told=st.text(max_size=200))
    def test_of_anything_are_harmless(self, told: str):
        for found in headers.mailboxes([told]):
            assert headers.normal(found.address) == found.address
            assert not any(letter in found.address for letter in "\r\n <>\0")


class TestMachines:
    @pytest.mark.parametrize(
        "told",
        [
            {"Auto_Submitted": "auto-replied (vacation)"},
            {"Auto_Submitted": "auto-generated"},
            {"X_Autoreply": "yes"},
            {"Precedence": "bulk"},
            {"List_Id": "<x.otro.example>"},
            {"List_Unsubscribe": "<mailto:x@otro.example>"},
            {"Return_Path": "<>"},
            {"X_Auto_Response_Suppress": "OOF"},
            {"Subject": "Fuera de la oficina"},
            {"Subject": "Resposta automática: pedido"},
        ],
        ids=str,
    )
    def test_are_recognised(self, told: dict[str, str]):
        assert automatic.why_automatic(mail(**told), sender="lucia@clientes.example", mailbox="hola@vidriera.example")

    @pytest.mark.parametrize(
        "told",
        [
            {"Auto_Submitted": "no"},
            {"Precedence": "normal"},
            {"Subject": "¿La ausencia de sulfitos?"},
            {"List_Id": "<info.vidriera.example>", "Precedence": "list"},
            {"Return_Path": "<lucia@clientes.example>"},
        ],
        ids=str,
    )
    def test_people_are_not_taken_for_them(self, told: dict[str, str]):
        assert not automatic.why_automatic(
            mail(**told), sender="lucia@clientes.example", mailbox="hola@vidriera.example"
        )


class TestReferences:
    def test_two_mails_under_one_id_are_two(self):
        first = b"Message-ID: <f@web>\nFrom: f@web.example\nDate: 1\nSubject: a\n\nuno"
        other = first.replace(b"Subject: a", b"Subject: b")
        remembered: dict[str, str] = {}
        assert identifying.again(identifying.identity(first), remembered) == ""
        assert identifying.again(identifying.identity(other), remembered) != ""
        assert identifying.again(identifying.identity(first), remembered) == ""

    def test_one_mail_by_two_ways_is_one(self):
        mail_ = b"Message-ID: <f@web>\r\nFrom: f@web.example\r\nSubject: a\r\n\r\nuno"
        again = b"Received: by other\r\nDelivered-To: x\r\n" + mail_
        assert identifying.identity(mail_).key == identifying.identity(again).key

    def test_memory_is_bounded(self):
        remembered: dict[str, str] = {}
        for number in range(identifying.REMEMBERED + 50):
            identifying.again(identifying.Identity(str(number), f"<{number}@x>", "h"), remembered)
        assert len(remembered) == identifying.REMEMBERED

    def test_an_address_too_long_for_a_reference_goes_without(self):
        assert references.reply_address("a" * 40 + "@x.yz", "1." + "a" * 26) == "a" * 40 + "@x.yz"

    def test_only_our_own_address_brings_a_reference(self):
        address = "hola+r.7.aaaaaaaaaaaaaaaaaaaaaaaaaa@vidriera.example"
        assert references.token_in([address], "hola@vidriera.example").startswith("7.")
        assert references.token_in([address], "otra@vidriera.example") == ""
        assert references.token_in(["hola+r.7.short@vidriera.example"]) == ""

    def test_what_others_never_saw_is_not_put_in_a_header(self):
        assert references.for_header("<a@b>#0badc0ffee12") == "<a@b>"
        assert references.for_header(references.id_of("", b"raw")) == ""
        assert references.for_header("no id") == ""


def test_only_the_trusted_servers_topmost_verdict_counts():
    both = "mx.x.yz (comment); dmarc=fail\r\nAuthentication-Results: mx.x.yz; dmarc=pass"
    assert trusting.doubt(mail(Authentication_Results=both), "mx.x.yz") == trusting.NOT_VERIFIED
    assert trusting.doubt(mail(Authentication_Results=both), "mx.other") == ""
    assert trusting.doubt(mail(Authentication_Results=both), "") == ""
