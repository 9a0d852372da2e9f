"""Mail as a shop lives it: a real Dovecot, a real Postfix, a served house, and customers with their own programs."""

from __future__ import annotations

import hashlib
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from mostrador.kit import clock
from tests.counter import Colleague, Program, Row, until
from tests.house import ROOT, House, a_house
from tests.servers import mail
from tests.servers.mail import MailServers

OURS, ORDERS = "hola@vidriera.example", "pedidos@vidriera.example"
LUCIA, EVA, MARCO, BRUNO, ANA = (f"{name}@clientes.example" for name in ("lucia", "eva", "marco", "bruno", "ana"))
PICTURE = b"\x89PNG\r\n\x1a\n" + hashlib.sha256(b"a crate of godello").digest() * 40


@dataclass
class Shop:
    house: House
    servers: MailServers
    api: Program
    ana: Colleague

    def hears(self, raw: bytes | EmailMessage, *, of: str = LUCIA, at: str = OURS) -> None:
        """Let a customer's mail program hand in a mail."""
        self.servers.deliver(bytes(raw), to=at, sender=of)

    def begins(self, text: str, *, of: str = LUCIA, at: str = OURS) -> Row:
        """Let a customer write for the first time; return the message as the house has it."""
        self.hears(letter(text, of=of, at=at), of=of, at=at)
        return self.api.waits_for(text)

    def answers(self, heard: Row, text: str, *, of: str = LUCIA) -> EmailMessage:
        """Answer through the API; return the mail that the customer gets."""
        said = self.api.answers(heard["conversation"], text)
        arrived: EmailMessage = until(lambda: self.mail_with(text, of), told=self.servers.log)
        until(lambda: self.api.state_of(said) == "sent")
        return arrived

    def mail_with(self, text: str, of: str) -> EmailMessage | None:
        mails = [parsed(raw) for raw in self.servers.mails(of)]
        return next((one for one in mails if text in words(one)), None)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("mail-story")
    with mail.running() as servers, a_house(folder / "house", MOSTRADOR_ALLOW_HOSTS=servers.allowed) as house:
        house.open()
        for address, more in ((OURS, {}), (ORDERS, {"plus": "true"})):
            filled = [f"--set={key}={value}" for key, value in servers.secrets(address, **more).items()]
            assert house.run("doors", "add", "email", "--name", address, *filled)[0]["door"]
        yield Shop(house, servers, Program(house), Colleague(house))


def letter(text: str, *, of: str = LUCIA, at: str = OURS, subject: str = "Pregunta", **more: str) -> EmailMessage:
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"], made["Subject"] = f"{of.partition('@')[0].title()} <{of}>", at, subject
    made["Message-ID"] = f"<{hashlib.sha256(text.encode()).hexdigest()[:20]}@clientes.example>"
    made["Date"] = format_datetime(clock.now())
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def reply(to: EmailMessage, text: str, *, of: str = LUCIA, at: str = OURS, **more: str) -> EmailMessage:
    """Answer a mail as mail programs do: quoted below, its id in In-Reply-To and References."""
    told = str(to["message-id"])
    chain = " ".join(filter(None, (str(to["references"] or ""), told)))
    quoted = "\n".join(f"> {line}" for line in words(to).splitlines())
    headers = {"In_Reply_To": told, "References": chain, **more}
    return letter(
        f"{text}\n\nEl sáb, 21 nov 2026, {OURS} escribió:\n{quoted}", of=of, at=at, subject="Re: x", **headers
    )


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]  # the policy makes it an EmailMessage


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def test_a_question_is_answered_and_the_thank_you_lands_beside_it(shop: Shop) -> None:
    heard = shop.begins("¿Tenéis godello para el sábado?")
    case = shop.api.case(heard["conversation"])
    assert (case["state"], heard["direction"]) == ("waiting_us", "in") and case["due_at"] and case["owner"]
    answer = shop.answers(heard, "Sí: quedan tres cajas.")
    assert answer["in-reply-to"] == heard["external_id"]
    assert str(answer["references"]).split()[-1] == heard["external_id"]
    assert answer["subject"] == "Re: Pregunta" and "Ana" in str(answer["from"])
    assert shop.api.case(heard["conversation"])["state"] == "waiting_them"
    shop.hears(reply(answer, "Guárdame una, por favor."))
    back = shop.api.waits_for("Guárdame una")
    assert (back["conversation"], back["case"]) == (heard["conversation"], heard["case"])
    assert [row["direction"] for row in shop.api.thread(heard["conversation"])] == ["in", "out", "in"]
    assert shop.api.case(heard["conversation"])["state"] == "waiting_us"


def test_an_answer_from_the_desk_carries_a_file_and_brings_one_back(shop: Shop) -> None:
    heard = shop.begins("¿Me mandas la carta de vinos?", of=EVA)
    sent = shop.ana.answers(heard["case"], "Aquí la tienes.", files={"files": ("carta ñ.png", PICTURE, "image/png")})
    assert "Aquí la tienes." in sent.text
    arrived = until(lambda: shop.mail_with("Aquí la tienes.", EVA), told=shop.servers.log)
    [file] = arrived.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == ("carta ñ.png", "image/png", PICTURE)
    answer = reply(arrived, "Y aquí la mía, con la caja rota.", of=EVA)
    answer.add_attachment(PICTURE[::-1], maintype="image", subtype="png", filename="caja rota.png")
    shop.hears(answer, of=EVA)
    back = shop.api.waits_for("con la caja rota")
    assert back["conversation"] == heard["conversation"]
    assert until(lambda: PICTURE[::-1] in files_on(shop, heard["case"]))
    assert "caja rota.png" in shop.ana.reads(f"/cases/{heard['case']}/")


def files_on(shop: Shop, case: int) -> list[bytes]:
    links = re.findall(r'(?:href|src)="(/files/[^"]+)"', shop.ana.reads(f"/cases/{case}/"))
    return [shop.ana.line.get(link.replace("&amp;", "&")).content for link in links]


def test_who_only_knows_the_ids_enters_nobodys_thread(shop: Shop) -> None:
    heard = shop.begins("Mi dirección es calle Real 3.", of=MARCO)
    answer = shop.answers(heard, "Anotada, Marco.", of=MARCO)
    stranger = "forastero@otra.example"
    shop.hears(reply(answer, "Cámbiala por la mía.", of=stranger), of=stranger)
    forged = shop.api.waits_for("Cámbiala por la mía.")
    assert forged["conversation"] != heard["conversation"] and forged["person"] != heard["person"]
    assert len(shop.api.thread(heard["conversation"])) == 2


def test_our_own_reference_leads_back_only_whom_it_was_given_to(shop: Shop) -> None:
    heard = shop.begins("¿Y mi pedido 123?", of=BRUNO, at=ORDERS)
    where = str(shop.answers(heard, "Sale mañana.", of=BRUNO)["reply-to"].addresses[0].addr_spec)
    assert where.startswith("pedidos+r.")
    shop.hears(letter("Sin ninguna referencia más.", of=BRUNO, at=where), of=BRUNO, at=where)
    assert shop.api.waits_for("Sin ninguna referencia")["conversation"] == heard["conversation"]
    shop.hears(letter("La encontré por ahí.", of=ANA, at=where), of=ANA, at=where)
    assert shop.api.waits_for("La encontré por ahí.")["conversation"] != heard["conversation"]
    guessed = where.replace("+r.", "+r.1")
    shop.hears(letter("Esta me la inventé.", of=BRUNO, at=guessed), of=BRUNO, at=guessed)
    assert shop.api.waits_for("Esta me la inventé.")["conversation"] != heard["conversation"]


def test_an_answer_written_in_another_program_stops_the_clock(shop: Shop) -> None:
    heard = shop.begins("¿Abrís el domingo?", of=ANA)
    assert shop.api.case(heard["conversation"])["due_at"]
    ours = letter("De once a dos.", of=OURS, at=ANA, In_Reply_To=heard["external_id"], References=heard["external_id"])
    with shop.servers.mailbox(OURS) as line:
        line.append("Sent", bytes(ours), flags=[b"\\Seen"])
    shop.begins("Esto acaba la espera.", of="otra@clientes.example")  # else it is seen a round later
    echo = shop.api.waits_for("De once a dos.")
    assert (echo["conversation"], echo["direction"]) == (heard["conversation"], "out")
    case = shop.api.case(heard["conversation"])
    assert (case["state"], case["due_at"], case["waiting_since"]) == ("waiting_them", None, None)
    assert not shop.mail_with("De once a dos.", ANA)  # seen, never sent a second time


def test_what_bounces_waits_for_us_again(shop: Shop) -> None:
    gone = "nadie@fuera.example"
    heard = shop.begins("¿Me contestáis a esta dirección?", of=gone)
    owed = shop.api.case(heard["conversation"])["due_at"]
    said = shop.api.answers(heard["conversation"], "Claro que sí.")
    until(lambda: shop.api.state_of(said) == "failed", told=shop.servers.log)
    case = shop.api.case(heard["conversation"])
    assert (case["state"], case["due_at"]) == ("waiting_us", owed)
    assert len(shop.api.thread(heard["conversation"])) == 2  # the notice itself is no message of anybody's
    page = shop.ana.reads(f"/cases/{heard['case']}/")
    assert "Claro que sí." in page and f"/messages/{said['id']}/delivery/" in page


def test_two_robots_come_to_rest(shop: Shop) -> None:
    heard = shop.begins("Una pregunta antes de irme de viaje.", of=BRUNO)
    robot = automatic_answer(shop, heard["case"], "Es automático: una persona te contesta en cuanto abramos.")
    arrived = until(lambda: shop.mail_with(robot, BRUNO), told=shop.servers.log)
    assert (arrived["auto-submitted"], arrived["return-path"]) == ("auto-replied", "<>")
    before = shop.api.case(heard["conversation"])
    assert before["state"] == "waiting_us"  # a machine's words stop no clock
    away = reply(arrived, "Estoy fuera hasta el lunes.", of=BRUNO, Auto_Submitted="auto-replied")
    shop.hears(away, of=BRUNO)
    kept = shop.api.waits_for("Estoy fuera hasta el lunes.")
    assert kept["automatic"] and kept["conversation"] == heard["conversation"]
    assert shop.api.case(heard["conversation"]) == before
    shop.hears(bytes(arrived), of="")  # ours, redirected to us by somebody's rule
    shop.begins("Después del eco.", of=ANA)
    assert [row["direction"] for row in shop.api.thread(heard["conversation"])] == ["in", "out", "in"]
    assert len([one for one in shop.servers.mails(BRUNO) if robot in words(parsed(one))]) == 1


def automatic_answer(shop: Shop, case: int, text: str) -> str:
    """Let the house answer by itself, with the verb that every automatic act uses."""
    code = f"""
import django; django.setup()
from mostrador.inbox.models import Case
from mostrador.journeys import outbound
outbound.answer(Case.objects.get(pk={case}), by=None, text={text!r}, key="robot:{case}", automatic=True)
"""
    told = {**shop.house.environment, "DJANGO_SETTINGS_MODULE": "mostrador.site.settings"}
    subprocess.run([sys.executable, "-c", code], env=told, cwd=ROOT, check=True, timeout=60)
    return text


def test_a_first_mail_from_a_robot_owes_nobody_an_answer(shop: Shop) -> None:
    shop.hears(letter("Boletín: ¡todo rebajado! ¿Lo quieres?", of=MARCO, Precedence="bulk"), of=MARCO)
    kept = shop.api.waits_for("todo rebajado")
    case = shop.api.case(kept["conversation"])
    assert kept["automatic"] and (case["state"], case["due_at"]) == ("done", None)


RAW = {
    "raw UTF-8 in every header": (
        "From: Lucía Peña <lucia@clientes.example>\r\nTo: hola@vidriera.example\r\nSubject: ¿Añada 2021?\r\n\r\n"
        "Señas: peñón, corazón, 酒, 🍷.\r\n".encode(),
        "Señas: peñón, corazón, 酒, 🍷.",
    ),
    "Windows letters that nobody announced": (
        b"From: lucia@clientes.example\r\nTo: hola@vidriera.example\r\nSubject: x\r\n\r\n"
        + "Camión mañana, 20 €".encode("cp1252"),
        "Camión mañana, 20 €",
    ),
    "a charset that does not exist": (
        b"From: lucia@clientes.example\r\nTo: hola@vidriera.example\r\nSubject: x\r\n"
        b"Content-Type: text/plain; charset=x-marciano\r\n\r\n" + "Llegó roto el Albariño".encode(),
        "Llegó roto el Albariño",
    ),
    "Japanese of the old kind": (
        b"From: lucia@clientes.example\r\nTo: hola@vidriera.example\r\nSubject: x\r\n"
        b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + "ワインはありますか".encode("iso-2022-jp"),
        "ワインはありますか",
    ),
    "base64 with dirt in it": (
        b"From: lucia@clientes.example\r\nTo: hola@vidriera.example\r\nSubject: x\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"Qm90ZWxs\r\n!!\r\nYSB2YWPDrWE=\r\n",
        "Botella vacía",
    ),
    "a part that never ends": (
        b"From: lucia@clientes.example\r\nTo: hola@vidriera.example\r\nSubject: x\r\n"
        b'Content-Type: multipart/mixed; boundary="nunca"\r\n\r\n--nunca\r\nContent-Type: text/plain\r\n\r\n'
        b"Sin cerrar y sin prisa",
        "Sin cerrar y sin prisa",
    ),
}


@pytest.mark.parametrize("kind", RAW)
def test_odd_mail_is_read(shop: Shop, kind: str) -> None:
    raw, text = RAW[kind]
    shop.hears(raw)
    assert text in shop.api.waits_for(text)["text"]


def test_what_cannot_be_read_stands_in_sight(shop: Shop) -> None:
    before = len(shop.api.set_apart())
    with shop.servers.mailbox(OURS) as line:
        line.append("INBOX", b"\x00\xff\xfe no mail at all")
        line.append("INBOX", b"Subject: de nadie\r\n\r\nhola\r\n")
    shop.begins("Y la vida sigue.", of=ANA)
    assert until(lambda: len(shop.api.set_apart()) == before + 2, told=shop.api.set_apart)
    assert all(row["why"] for row in shop.api.set_apart())
    page = shop.ana.reads("/doors/quarantine/")
    assert all(str(row["why"])[:20] in page for row in shop.api.set_apart())


def test_a_power_cut_loses_nothing_and_repeats_nothing(shop: Shop) -> None:
    shop.house.close(signal.SIGKILL)
    shop.hears(letter("Mientras estabais a oscuras.", of=EVA), of=EVA)
    shop.servers.wait_for(OURS)
    before = len(shop.servers.mails(EVA))
    shop.house.open()
    heard = shop.api.waits_for("Mientras estabais a oscuras.", 15)
    texts = [row["text"] for row in shop.api.all("/messages")]
    assert len(texts) == len(set(texts)) and heard["direction"] == "in"
    shop.answers(heard, "Ya hay luz.", of=EVA)
    assert len(shop.servers.mails(EVA)) == before + 1
