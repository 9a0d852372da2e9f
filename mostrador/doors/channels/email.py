"""A mailbox: what comes in by IMAP, what leaves by SMTP.

Set up: write the mailbox's address, its user and its password, the same as in your mail program. Servers left
empty are guessed from the address. Gmail, iCloud and Yahoo ask for an "app password", made in the account's
security settings. Microsoft 365 and Google Workspace accounts whose owner has switched passwords off need sign-in
by OAuth (XOAUTH2), which this door does not do yet.

Nothing is marked as read, moved or deleted. Answers that you write in your own mail program are seen in the Sent
folder and enter the conversation.

What it knows: RFC 5322, 2045-2047, 2231, 3676 (words), 3464, 8098, 5965 (reports), 3834 (automatic mail), 3501,
2177, 6154 (IMAP), 5321, 6531 (SMTP), read November 2026.
"""

from collections.abc import Callable, Iterator
from typing import Any

from mostrador.doors.contract import (
    Accept,
    Attached,
    Field,
    File,
    FoundDoor,
    Item,
    Listening,
    NeedsSignIn,
    Outgoing,
    Parcel,
    Receipt,
    Secrets,
    SendFailed,
    Unreachable,
)
from mostrador.doors.platforms.mail import (
    building,
    following,
    keeping,
    parsing,
    posting,
    quoting,
    settings,
    understanding,
    wrapping,
)
from mostrador.doors.platforms.mail.settings import Mailbox
from mostrador.kit import clock, egress, mail
from mostrador.kit.words import N_

SECURITY = (
    ("", N_("By the port")),
    ("tls", "TLS"),
    ("starttls", "STARTTLS"),
    ("none", N_("None (only on this machine)")),
)
COPIES = (("", N_("As the provider does")), ("ours", N_("Mostrador")), ("server", N_("The mail server")))


SERVERS = {"imap": N_("imap.yourshop.com"), "smtp": N_("smtp.yourshop.com")}


def _server_fields(kind: str, host: str, port: str, user: str, password: str) -> tuple[Field, ...]:
    return (
        Field(key=f"{kind}_host", label=host, required=False, placeholder=SERVERS[kind]),
        Field(key=f"{kind}_port", label=port, kind="number", required=False),
        Field(key=f"{kind}_security", label=N_("Safety of the line"), kind="choice", required=False, choices=SECURITY),
        Field(key=f"{kind}_user", label=user, required=False),
        Field(key=f"{kind}_password", label=password, kind="secret", required=kind == "imap"),
    )


class Email(Listening):
    key = "email"
    name = N_("E-mail")
    glyph = "mail"
    help = (
        N_("Write the address and the password of the mailbox, the same as in your mail program."),
        N_("Leave the servers empty: they are guessed from the address."),
        N_("Gmail, iCloud and Yahoo want an app password: make one in the security settings of that account."),
        N_("Nothing in the mailbox is marked as read, moved or deleted."),
    )
    everywhere = True
    file_limit_bytes = 18 * 2**20  # a third more once encoded: within the 25 MB that most servers take
    fields = (
        Field(key="address", label=N_("Mailbox address"), kind="email", placeholder=N_("hello@yourshop.com")),
        Field(key="name", label=N_("Name your customers see"), required=False),
        *_server_fields(
            "imap", N_("Incoming server (IMAP)"), N_("Its port"), N_("User, if not the address"), N_("Password")
        ),
        *_server_fields(
            "smtp",
            N_("Outgoing server (SMTP)"),
            N_("Its port"),
            N_("User, if another"),
            N_("Password, if another"),
        ),
        Field(
            key="sent_folder",
            label=N_("Sent folder"),
            required=False,
            help=N_("Empty: the one the server calls so."),
        ),
        Field(
            key="sent_copy",
            label=N_("Who keeps a copy there"),
            kind="choice",
            required=False,
            choices=COPIES,
        ),
        Field(
            key="plus",
            label=N_("Answers carry a reference in the address"),
            kind="check",
            required=False,
            help=N_("Only if hello+anything@ reaches hello@ at your provider. Answers then always find their thread."),
        ),
        Field(
            key="trusts",
            label=N_("Server whose checks you trust"),
            required=False,
            placeholder=N_("mx.yourshop.com"),
            help=N_("As it stands at the beginning of Authentication-Results in a mail you received."),
        ),
        Field(
            key="first_days",
            label=N_("Days of earlier mail to bring"),
            kind="number",
            default="2",
            required=False,
        ),
    )

    def fresh(self, text: str) -> str:
        return quoting.split(text)[0]

    def read(self, parcel: Parcel) -> list[Item]:
        found, raw = wrapping.opened(parcel.body)
        return [understanding.understood(found, raw)]

    def fetch(self, secrets: Secrets, attached: Attached, parcel: Parcel | None) -> File:
        if parcel is None:
            raise Unreachable(N_("The original mail is no longer kept here. Look at it in the mailbox itself."))
        _found, raw = wrapping.opened(parcel.body)
        for part in parsing.parsed(raw).attachments:
            if part.ref == attached.ref:
                name = parsing.file_name(part) or "file"
                return File(name=name, type=part.type, content=part.octets, inline=bool(part.content_id))
        raise Unreachable(N_("That file is not in the mail."))

    def listen(
        self, secrets: Secrets, bookmark: dict[str, Any], accept: Accept, stopping: Callable[[], bool]
    ) -> Iterator[dict[str, Any]]:
        try:
            yield from following.follow(_mailbox(secrets), bookmark, accept, stopping)
        except _TROUBLES as trouble:
            raise _in_words(trouble) from trouble

    def send(self, secrets: Secrets, outgoing: Outgoing) -> Receipt:
        """Hand a mail to the server, then keep a copy in the Sent folder where the server does not.

        A copy that cannot be kept is no failure: the mail has left.
        """
        if outgoing.what != "message":
            raise SendFailed("A mail that has left cannot be changed.", try_again=False, code="cannot")
        box, now = _mailbox(secrets), clock.now()
        try:
            raw = building.built(box, outgoing, now).as_bytes()
            _post(box, outgoing, raw)
        except building.BadAddress as bad:
            raise SendFailed(f"{bad} is not a mail address.", try_again=False, code="address") from bad
        except (mail.SignInRefused, mail.Unsafe) as closed:
            raise NeedsSignIn(closed.for_people) from closed
        except (mail.Silent, egress.NoWay) as silent:
            raise SendFailed(
                silent.for_people, try_again=not isinstance(silent, egress.Refused), code=type(silent).__name__
            ) from silent
        _keep(box, raw, building.message_id(box, outgoing))
        return Receipt(external_id=building.message_id(box, outgoing), sent_at=now)

    def find(self, secrets: Secrets, outgoing: Outgoing) -> Receipt | None:
        """Look for the mail in the Sent folder.

        Absence proves something only where the server itself puts each mail there.
        """
        box = _mailbox(secrets)
        message_id = building.message_id(box, outgoing)
        try:
            with mail.imap(box.incoming) as line:
                sent = keeping.sent_folder(line, box)
                if any(keeping.holds(line, folder, message_id) for folder in (sent, "INBOX") if folder):
                    return Receipt(external_id=message_id)
        except _TROUBLES as trouble:
            raise _in_words(trouble) from trouble
        if box.sent_copy == "server" and sent:
            return None
        raise NotImplementedError

    def connect(self, secrets: Secrets, hook_url: str) -> list[FoundDoor]:
        box = _mailbox(secrets)
        try:
            with mail.imap(box.incoming) as line:
                line.select_folder("INBOX", readonly=True)
                if box.sent_folder and not keeping.sent_folder(line, box):
                    raise Unreachable(N_("The mailbox has no folder of that name for sent mail."))
            with mail.smtp(box.outgoing, greeting=box.domain) as line:
                line.noop()
        except _TROUBLES as trouble:
            raise _in_words(trouble) from trouble
        return [FoundDoor(external_id=box.address, name=box.name or box.address)]


_TROUBLES = (mail.SignInRefused, mail.Silent, mail.Unsafe, egress.NoWay)


def _in_words(trouble: Exception) -> Exception:
    words: str = getattr(trouble, "for_people", str(trouble))
    refused = isinstance(trouble, (mail.SignInRefused, mail.Unsafe))
    return NeedsSignIn(words) if refused else Unreachable(words)


def _mailbox(secrets: Secrets) -> Mailbox:
    try:
        return settings.mailbox(secrets)
    except settings.Incomplete as incomplete:
        raise NeedsSignIn(incomplete.for_people) from incomplete


def _post(box: Mailbox, outgoing: Outgoing, raw: bytes) -> None:
    """Give the mail to the server; automatic mail without a sender, so that no robot answers it (RFC 3834 §3.3)."""
    to, utf8 = building.recipients(outgoing), building.needs_utf8(outgoing)
    with mail.smtp(box.outgoing, greeting=box.domain) as line:
        try:
            posting.post(line, raw, sender="" if outgoing.automatic else box.address, to=to, utf8=utf8)
        except posting.NoNullSender:
            line.rset()
            posting.post(line, raw, sender=box.address, to=to, utf8=utf8)


def _keep(box: Mailbox, raw: bytes, message_id: str) -> None:
    if box.sent_copy == "server":
        return
    try:
        with mail.imap(box.incoming) as line:
            if folder := keeping.sent_folder(line, box):
                keeping.keep(line, folder, raw, message_id)
    except _TROUBLES:
        return
