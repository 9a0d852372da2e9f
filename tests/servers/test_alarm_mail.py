"""An alarm really leaves by mail: through a mailbox of the house, and through a mail server told by a setting."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from pytest_django import DjangoAssertNumQueries

from mostrador.accounts.models import Member, Role
from mostrador.doors import opening
from mostrador.journeys.alarming import LASTS, Alarm, owners
from mostrador.kit import clock, troubles
from mostrador.kit.models import Trouble
from mostrador.kit.troubles import Found
from tests.servers import mail
from tests.servers.ear import OURS, THEIRS
from tests.servers.mail import PASSWORD, MailServers

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail.running() as running:
        yield running


@pytest.fixture(autouse=True)
def _owner(servers: MailServers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", servers.allowed)
    with servers.mailbox(THEIRS) as line:
        line.select_folder("INBOX")
        line.delete_messages(line.search())
        line.expunge()
    Member.objects.create_user(THEIRS, None, name="Ana", role=Role.OWNER, language="es")


def told(servers: MailServers) -> EmailMessage:
    """Let a trouble last, and return the mail that tells of it."""
    began = clock.now() - LASTS - timedelta(seconds=10)
    troubles.note([Found("parts", figure=75)], at=began)
    troubles.note([Found("parts", figure=75)], at=clock.now())
    Alarm(threading.Event()).step(at=clock.now())
    assert Trouble.objects.get().told_at, Trouble.objects.get().untold
    return arrived(servers)


def arrived(servers: MailServers) -> EmailMessage:
    servers.wait_for(THEIRS)
    with servers.mailbox(THEIRS) as line:
        line.select_folder("INBOX", readonly=True)
        (found,) = line.fetch(line.search(), ["RFC822"]).values()
    letter = message_from_bytes(found[b"RFC822"], policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def reads(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_through_a_mailbox_of_the_house(servers: MailServers):
    opened = opening.open_connection("email", name="Correo", values=servers.secrets(OURS))
    opening.test(opened)
    letter = told(servers)
    assert letter["Auto-Submitted"] and "te necesita" in letter["Subject"]
    assert "Las respuestas no salen: la más antigua pudo salir hace 1 minuto." in reads(letter)


def test_a_mailbox_known_from_before_needs_no_database(
    servers: MailServers, django_assert_num_queries: DjangoAssertNumQueries
):
    opened = opening.open_connection("email", name="Correo", values=servers.secrets(OURS))
    opening.test(opened)
    [way] = owners()
    with django_assert_num_queries(0):
        way.tell("La casa te necesita", "La base de datos no responde.", link="")
    assert "no responde" in reads(arrived(servers))


def test_through_a_mail_server_that_a_setting_names(servers: MailServers, monkeypatch: pytest.MonkeyPatch):
    user = f"{quote(OURS, safe='')}:{quote(PASSWORD, safe='')}"
    monkeypatch.setenv("MOSTRADOR_ALERT_SMTP", f"smtp://{user}@localhost:{servers.smtp}?plain=1&from={OURS}")
    letter = told(servers)
    assert letter["From"].endswith(f"<{OURS}>") and letter["Auto-Submitted"] == "auto-generated"
    assert "/status" in reads(letter)
