"""Reaches somebody of the team outside the desk: by mail, or by a plain POST to an address of theirs.

Mail leaves by MOSTRADOR_ALERT_SMTP where it is set, else by an open mailbox of the house.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from mostrador.accounts.models import Member
from mostrador.doors.contract import NeedsSignIn, Outgoing, SendFailed, SendUnsure
from mostrador.doors.models import Connection, Door
from mostrador.doors.platforms.mail import posting
from mostrador.kit import clock, egress, house, http, mail, sealing
from mostrador.kit.words import N_
from mostrador.plan import keeping

log = logging.getLogger(__name__)

SECONDS = 15.0


class CannotReach(Exception):
    """None of their ways took it. Its words say why, for who runs the house."""


class Way:
    """How one member is reached, read while the database answers and good for when it does not."""

    def __init__(self, member: Member) -> None:
        self.member_id, self.email, self.language = member.pk, member.email, member.language
        self.by_mail, self.post_to = member.called_by_mail, member.called_at
        self.mailboxes = mailboxes() if self.by_mail else []

    @property
    def is_open(self) -> bool:
        """Whether there is any way at all."""
        return bool(self.post_to or (self.by_mail and (self.mailboxes or _smtp_url())))

    def tell(self, subject: str, text: str, *, link: str) -> None:
        """Tell them by every way they chose; one that takes it is enough. Raises `CannotReach`."""
        reached, troubles = False, []
        for send in self._ways():
            try:
                send(subject, text, link)
                reached = True
            except CannotReach as trouble:
                # Where no way is open, the house says so on its page; the log need not at each call.
                level = logging.WARNING if self.is_open else logging.INFO
                log.log(level, "Member %s could not be reached: %s", self.member_id, trouble)
                troubles.append(str(trouble))
        if not reached:
            raise CannotReach("; ".join(troubles) or N_("No way to call them is open."))

    def _ways(self) -> Iterator[Callable[[str, str, str], None]]:
        if self.post_to:
            yield self._post
        if self.by_mail:
            yield self._mail

    def _post(self, subject: str, text: str, link: str) -> None:
        # Header values are ASCII: RFC 2047 carries the accents, and programs such as ntfy read it.
        headers = {"Title": Header(subject, "utf-8", maxlinelen=10_000).encode(), "Click": link}
        headers["Content-Type"] = "text/plain; charset=utf-8"
        try:
            answer = http.post(self.post_to, content=text.encode(), headers=headers, seconds=SECONDS)
        except egress.NoWay as error:
            raise CannotReach(str(error)) from error
        except http.NoAnswer:
            return  # it may have arrived: twice would be a storm
        if answer.status_code >= 300:
            raise CannotReach(f"The address answered {answer.status_code}.")

    def _mail(self, subject: str, text: str, link: str) -> None:
        if url := _smtp_url():
            _by_smtp(url, self.email, subject, text)
        else:
            _by_mailbox(self.mailboxes, self.email, subject, text)


def mailboxes() -> list[Door]:
    """Return the doors whose letters reach an address that never wrote to them."""
    open_ones = Connection.objects.filter(state=Connection.State.OPEN).order_by("pk")
    reaching = [one.pk for one in open_ones if one.speaks.everywhere]
    doors = Door.objects.filter(connection__in=reaching, closed_at=None).select_related("connection")
    return list(doors.order_by("pk"))


def can_mail() -> bool:
    """Whether the house can send a mail of its own."""
    return bool(_smtp_url() or mailboxes())


def smtp_trouble() -> str:
    """Return what is wrong with MOSTRADOR_ALERT_SMTP; empty where it is unset or names a mail server."""
    try:
        if url := _smtp_url():
            smtp_server(url)
    except CannotReach as trouble:
        return str(trouble)
    return ""


def _smtp_url() -> str:
    return house.told("MOSTRADOR_ALERT_SMTP")


def _by_mailbox(doors: list[Door], to: str, subject: str, text: str) -> None:
    troubles = []
    for door in doors:
        key = f"call.{uuid.uuid4().hex}"
        letter = Outgoing(
            idempotency_key=key, message_id=key, door=door.external_id, to=to, subject=subject, text=text,
            from_name=keeping.house_name(), automatic=True,
        )  # fmt: skip
        try:
            door.connection.speaks.send(door.connection.secrets, letter)
        except SendUnsure:
            return
        except (SendFailed, NeedsSignIn, sealing.Unsealable) as error:
            troubles.append(f"{door.name}: {error}")
        else:
            return
    raise CannotReach("; ".join(troubles) or N_("No mailbox is open."))


def _by_smtp(url: str, to: str, subject: str, text: str) -> None:
    server, sender = smtp_server(url)
    letter = _letter(sender, to, subject, text)
    try:
        with mail.smtp(server, greeting=sender.rpartition("@")[2]) as line:
            posting.post(line, letter.as_bytes(), sender=sender, to=[to])
    except SendUnsure:
        return
    except (SendFailed, posting.NoNullSender, mail.SignInRefused, mail.Silent, mail.Unsafe, egress.NoWay) as error:
        raise CannotReach(str(error)) from error


def smtp_server(url: str) -> tuple[mail.Server, str]:
    """Read smtps://user:password@host:port?from=address, or smtp:// for STARTTLS. Raises `CannotReach`.

    `?plain=1` leaves TLS out, which a password is allowed only where MOSTRADOR_ALLOW_HOSTS names the server.
    """
    try:
        parts = urlsplit(url)
        port, asked = parts.port, parse_qs(parts.query)
    except ValueError as error:
        raise CannotReach(f"MOSTRADOR_ALERT_SMTP is no address: {error}") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise CannotReach("MOSTRADOR_ALERT_SMTP must look like smtps://user:password@host:465.")
    user = unquote(parts.username or "")
    sender = asked.get("from", [user])[0]
    if "@" not in sender:
        raise CannotReach("MOSTRADOR_ALERT_SMTP says no sender: add ?from=name@shop.example.")
    safe: mail.Security = "tls" if parts.scheme == "smtps" else "none" if "plain" in asked else "starttls"
    password = unquote(parts.password or "")
    standard = 465 if safe == "tls" else 587
    return mail.Server(host=parts.hostname, port=port or standard, security=safe, user=user, password=password), sender


def _letter(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = formataddr((keeping.house_name(), sender)), to, subject
    letter["Date"], letter["Message-ID"] = format_datetime(clock.now()), make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no robot answers it
    letter.set_content(text)
    return letter
