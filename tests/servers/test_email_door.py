"""The e-mail door against a real Dovecot and a real Postfix."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage

import pytest

from mostrador.doors.contract import (
    File,
    FoundDoor,
    NeedsSignIn,
    Outgoing,
    SendFailed,
    Unreachable,
)
from mostrador.doors.platforms.mail import references, wrapping
from mostrador.kit import sealing
from tests.servers import mail
from tests.servers.ear import OURS, THEIRS, Ear, channel, once, parsed, written
from tests.servers.mail import MailServers


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail.running() as running:
        yield running


@pytest.fixture(autouse=True)
def _fresh(servers: MailServers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", servers.allowed)
    for address in (OURS, THEIRS):
        with servers.mailbox(address) as line:
            for folder in ("INBOX", "Sent"):
                line.select_folder(folder)
                if uids := line.search():
                    line.delete_messages(uids)
                    line.expunge()


class TestListening:
    def test_hears_a_new_mail_at_once_and_leaves_it_unread(self, servers: MailServers):
        with Ear(servers.secrets(OURS)) as ear:
            ear.hears(lambda ear: ear.rounds > 0, within=20)
            time.sleep(0.5)
            servers.deliver(written("¿Llega hoy?"), to=OURS)
            took = ear.hears(lambda ear: "¿Llega hoy?" in ear.texts, within=5)
        assert took < 2
        with servers.mailbox(OURS) as line:
            line.select_folder("INBOX", readonly=True)
            assert line.search("UNSEEN") == line.search("ALL")

    def test_brings_what_another_program_has_read_already(self, servers: MailServers):
        servers.deliver(written("leído en otro sitio"), to=OURS)
        servers.wait_for(OURS)
        with servers.mailbox(OURS) as line:
            line.select_folder("INBOX")
            line.add_flags(line.search(), [b"\\Seen"])
        assert once(Ear(servers.secrets(OURS))).texts == ["leído en otro sitio"]

    def test_goes_on_where_it_stopped(self, servers: MailServers):
        servers.deliver(written("uno"), to=OURS)
        servers.wait_for(OURS)
        first = once(Ear(servers.secrets(OURS)))
        servers.deliver(written("dos"), to=OURS)
        servers.wait_for(OURS, count=2)
        assert first.texts == ["uno"]
        assert once(Ear(servers.secrets(OURS), first.bookmark)).texts == ["dos"]

    def test_survives_a_broken_line(self, servers: MailServers):
        with Ear(servers.secrets(OURS)) as ear:
            ear.hears(lambda ear: ear.rounds > 0, within=20)
            time.sleep(0.3)
            kick = ["doveadm", "-c", str(servers.folder / "dovecot.conf"), "kick", OURS]
            subprocess.run(kick, check=True, capture_output=True)
            servers.deliver(written("tras el corte"), to=OURS)
            ear.hears(lambda ear: "tras el corte" in ear.texts, within=10)
        assert ear.trouble is None

    def test_reads_a_gap_again(self, servers: MailServers):
        for text in ("uno", "dos", "tres"):
            servers.deliver(written(text), to=OURS)
        servers.wait_for(OURS, count=3)
        first = once(Ear(servers.secrets(OURS)))
        lost = first.bookmark["inbox"]["seen"].pop(1)
        again = once(Ear(servers.secrets(OURS), first.bookmark))
        assert sorted(first.texts) == ["dos", "tres", "uno"]
        assert again.texts == [first.texts[1]]
        assert lost in again.bookmark["inbox"]["seen"]

    def test_a_mailbox_numbered_anew_loses_and_repeats_nothing(self, servers: MailServers):
        servers.deliver(written("antes", message_id="<antes@clientes.example>"), to=OURS)
        servers.wait_for(OURS)
        first = once(Ear(servers.secrets(OURS)))
        for forgotten in (servers.folder / "mail" / "vidriera.example" / "hola").glob("dovecot*"):
            forgotten.unlink()
        time.sleep(1.1)  # the new number is the time in seconds
        servers.deliver(written("después", message_id="<despues@clientes.example>"), to=OURS)
        servers.wait_for(OURS, count=2)
        validity = first.bookmark["inbox"]["validity"]
        again = once(Ear(servers.secrets(OURS), first.bookmark))
        assert again.bookmark["inbox"]["validity"] != validity
        assert "después" in again.texts
        keys = [piece.key for piece in [*first.pieces, *again.pieces]]
        assert len(set(keys)) == 2  # the first came twice, under the key by which it is known

    def test_keeps_two_mails_that_share_an_id(self, servers: MailServers):
        for text in ("primero", "segundo"):
            servers.deliver(written(text, subject=text, message_id="<formulario@web>"), to=OURS)
            servers.wait_for(OURS)
        servers.wait_for(OURS, count=2)
        items = once(Ear(servers.secrets(OURS))).items
        assert {item.text for item in items} == {"primero", "segundo"}
        assert len({item.external_id for item in items}) == 2

    def test_answers_written_elsewhere_are_echoes(self, servers: MailServers):
        answer = written("Sí, esta tarde.", message_id="<a1@vidriera.example>", In_Reply_To="<q1@clientes.example>")
        answer = answer.replace(f"From: Lucía <{THEIRS}>", f"From: {OURS}").replace(f"To: {OURS}", f"To: {THEIRS}")
        with Ear(servers.secrets(OURS)) as ear:
            ear.hears(lambda ear: ear.rounds > 0, within=20)
            with servers.mailbox(OURS) as line:
                line.append("Sent", answer.encode(), flags=[b"\\Seen"])
            servers.deliver(written("algo más"), to=OURS)  # ends the wait; else the next round sees it
            ear.hears(lambda ear: len(ear.items) > 1, within=25)
        echo = next(item for item in ear.items if item.kind == "echo")
        assert (echo.kind, echo.text, echo.reply_to) == ("echo", "Sí, esta tarde.", "<q1@clientes.example>")
        assert echo.author is not None
        assert echo.author.id == THEIRS

    def test_a_poisoned_mail_stops_nothing(self, servers: MailServers):
        poison = b"From: x\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\x00\xff\r\n" + b"\xff" * 500
        for raw in (written("antes").encode(), poison, written("después").encode()):
            servers.deliver(raw, to=OURS)
        servers.wait_for(OURS, count=3)
        ear = once(Ear(servers.secrets(OURS)))
        assert len(ear.pieces) == 3
        assert {"antes", "después"} <= set(ear.texts)

    @pytest.mark.slow
    def test_of_a_huge_mail_the_beginning_comes(self, servers: MailServers):
        huge = EmailMessage(policy=policy.SMTP)
        huge["From"], huge["To"], huge["Subject"] = THEIRS, OURS, "Fotos"
        huge.set_content("Te mando las fotos.")
        huge.add_attachment(b"\0" * 32 * 2**20, maintype="image", subtype="tiff", filename="a.tiff")
        servers.deliver(huge.as_bytes(), to=OURS)
        servers.deliver(written("y esto"), to=OURS)
        servers.wait_for(OURS, count=2, seconds=60)
        ear = Ear(servers.secrets(OURS))
        with ear:
            ear.hears(lambda ear: len(ear.pieces) == 2, within=60)
        fotos = next(item for item in ear.items if item.subject == "Fotos")
        assert fotos.text == "Te mando las fotos."
        assert "too big" in fotos.why
        assert max(len(piece.body) for piece in ear.pieces) < 2**20


class TestSending:
    def test_arrives_in_the_thread_and_is_kept_once(self, servers: MailServers):
        outgoing = Outgoing(
            idempotency_key="k1",
            message_id="7",
            to=THEIRS,
            to_name="Lucía Pérez\r\nBcc: espia@vidriera.example",
            text="Sí, Lucía: llega hoy.\n.\nUn saludo",
            subject="Pregunta\r\nX-Evil: 1",
            reply_to="<q2@clientes.example>",
            references=("<q0@clientes.example>", "<a1@vidriera.example>"),
            files=(File(name="factura ñ.pdf", type="application/pdf", content=b"%PDF-1.4"),),
        )
        receipt = channel.send(servers.secrets(OURS), outgoing)
        [arrived] = map(parsed, servers.wait_for(THEIRS))
        assert receipt.external_id == arrived["message-id"]
        assert arrived["subject"] == "Re: Pregunta X-Evil: 1"
        assert (arrived["x-evil"], arrived["bcc"]) == (None, None)
        assert arrived["in-reply-to"] == "<q2@clientes.example>"
        assert str(arrived["references"]).split()[-1] == "<q2@clientes.example>"
        assert "\n.\n" in arrived.get_body(("plain",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]  # a mail with a body
        assert [part.get_filename() for part in arrived.iter_attachments()] == ["factura ñ.pdf"]
        assert len(servers.mails(OURS, "Sent")) == 1
        assert channel.find(servers.secrets(OURS), outgoing) is not None
        [again] = once(Ear(servers.secrets(OURS))).items
        assert again.kind == "ignored"

    def test_what_is_not_there_is_not_known_to_be_lost(self, servers: MailServers):
        outgoing = Outgoing(idempotency_key="never", message_id="8", to=THEIRS, text="x")
        with pytest.raises(NotImplementedError):
            channel.find(servers.secrets(OURS), outgoing)
        assert channel.find(servers.secrets(OURS, sent_copy="server"), outgoing) is None

    def test_an_answer_to_the_answer_brings_our_reference_back(self, servers: MailServers):
        token = sealing.sign("mail-reply", "41")
        secrets = servers.secrets(OURS, plus="true")
        channel.send(secrets, Outgoing(idempotency_key="k2", message_id="9", to=THEIRS, text="x", reply_token=token))
        [arrived] = map(parsed, servers.wait_for(THEIRS))
        address = arrived["reply-to"].addresses[0].addr_spec
        assert address == references.reply_address(OURS, token)
        servers.deliver(written("¡Gracias!", To=address), to=address)
        servers.wait_for(OURS)
        item = next(item for item in once(Ear(secrets)).items if item.kind == "message")
        assert item.reply_token == token
        assert sealing.signed("mail-reply", item.reply_token) == "41"

    def test_a_bounce_names_the_mail_that_did_not_arrive(self, servers: MailServers):
        secrets = servers.secrets(OURS)
        outgoing = Outgoing(idempotency_key="k3", message_id="10", to="nadie@fuera.example", text="¿Hola?")
        receipt = channel.send(secrets, outgoing)
        servers.wait_for(OURS)
        bounce = next(item for item in once(Ear(secrets)).items if item.kind != "ignored")
        assert (bounce.kind, bounce.state, bounce.of) == ("receipt", "failed", receipt.external_id)
        assert bounce.why == "That address does not exist."

    def test_automatic_mail_says_so_and_has_no_sender(self, servers: MailServers):
        outgoing = Outgoing(
            idempotency_key="k4", message_id="11", to=THEIRS, text="x", automatic=True, reply_to="<q@clientes.example>"
        )
        channel.send(servers.secrets(OURS), outgoing)
        [arrived] = map(parsed, servers.wait_for(THEIRS))
        assert arrived["return-path"] == "<>"
        assert arrived["auto-submitted"] == "auto-replied"

    def test_everybody_or_nobody(self, servers: MailServers):
        outgoing = Outgoing(idempotency_key="k5", message_id="12", to=THEIRS, text="x", cc=("nadie@vidriera.example",))
        with pytest.raises(SendFailed) as refused:
            channel.send(servers.secrets(OURS), outgoing)
        assert not refused.value.try_again
        assert "nadie@vidriera.example" in refused.value.why
        time.sleep(0.5)
        assert servers.mails(THEIRS) == []


class TestConnecting:
    @pytest.mark.parametrize(("imap", "smtp", "security"), [("imaps", "smtps", "tls"), ("imap", "smtp", "starttls")])
    def test_speaks_tls_both_ways(
        self, servers: MailServers, imap: str, smtp: str, security: str, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("SSL_CERT_FILE", servers.authority)
        secrets = servers.secrets(
            OURS,
            imap_port=str(getattr(servers, imap)),
            smtp_port=str(getattr(servers, smtp)),
            imap_security=security,
            smtp_security=security,
        )
        assert channel.connect(secrets, "") == [FoundDoor(external_id=OURS, name="Vinos La Vidriera")]
        channel.send(secrets, Outgoing(idempotency_key=security, message_id="1", to=THEIRS, text="x"))
        servers.wait_for(THEIRS)

    def test_an_unknown_authority_is_not_believed(self, servers: MailServers):
        secrets = servers.secrets(OURS, imap_port=str(servers.imaps), imap_security="tls")
        with pytest.raises(NeedsSignIn, match="not safe"):
            channel.connect(secrets, "")

    def test_no_password_in_the_clear_to_a_stranger(self, servers: MailServers, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", f"127.0.0.1:{servers.imap}")
        with pytest.raises(NeedsSignIn, match="not safe"):
            channel.connect(servers.secrets(OURS), "")

    @pytest.mark.parametrize("which", ["imap_password", "smtp_password"])
    def test_a_wrong_password_needs_sign_in(self, servers: MailServers, which: str):
        with pytest.raises(NeedsSignIn):
            channel.connect(servers.secrets(OURS, **{which: "otra"}), "")

    def test_a_wrong_folder_is_said(self, servers: MailServers):
        with pytest.raises(Unreachable, match="no folder"):
            channel.connect(servers.secrets(OURS, sent_folder="Salida"), "")

    def test_a_closed_address_is_refused(self, servers: MailServers, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv("MOSTRADOR_ALLOW_HOSTS")
        for host in ("127.0.0.1", "localhost", "169.254.169.254", "0x7f.1"):
            with pytest.raises(Unreachable):
                channel.connect(servers.secrets(OURS, imap_host=host, imap_security="tls"), "")


def test_the_piece_says_where_it_was_found(servers: MailServers):
    servers.deliver(written("hola"), to=OURS)
    servers.wait_for(OURS)
    [piece] = once(Ear(servers.secrets(OURS, trusts="mx.vidriera.example"))).pieces
    found, raw = wrapping.opened(piece.body)
    assert (found.folder, found.mailbox, found.trusts) == ("inbox", OURS, "mx.vidriera.example")
    assert raw == servers.mails(OURS)[0]
