"""A mail of ours, from an outgoing part to bytes: the same part always bears the same Message-ID."""

import hashlib
import html
import re
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from mostrador.doors.contract import File, Outgoing
from mostrador.doors.platforms.mail import automatic, headers, references
from mostrador.doors.platforms.mail.settings import Mailbox

_LINK = re.compile(r"https?://[^\s<>\"']{1,2000}[^\s<>\"'.,;:!?)\]]")
_MEDIA = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}")


class BadAddress(Exception):
    """That is no mail address."""


def message_id(box: Mailbox, outgoing: Outgoing) -> str:
    """Return the Message-ID of a part: derived from its key, so that it can be looked for afterwards."""
    digest = hashlib.sha256(f"mostrador\0{box.address}\0{outgoing.idempotency_key}".encode()).hexdigest()
    return f"<{digest[:40]}@{box.domain}>"


def recipients(outgoing: Outgoing) -> list[str]:
    """Return the addresses it goes to, the first being whom it answers. Raises `BadAddress`."""
    told = [outgoing.to, *outgoing.cc, *outgoing.bcc]
    found = [headers.normal(address) for address in told]
    if not all(found):
        raise BadAddress(told[found.index("")])
    return list(dict.fromkeys(found))


def built(box: Mailbox, outgoing: Outgoing, now: datetime) -> EmailMessage:
    """Build the whole mail. No value can add a header: each is made one line first."""
    mail = EmailMessage(policy=policy.SMTP.clone(utf8=needs_utf8(outgoing)))
    mail["From"] = _address(box.address, outgoing.from_name or box.name)
    mail["To"] = _address(headers.normal(outgoing.to), outgoing.to_name)
    if outgoing.cc:
        mail["Cc"] = [_address(headers.normal(one), "") for one in outgoing.cc]
    mail["Subject"] = subject(outgoing)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(box, outgoing)
    _thread(mail, outgoing)
    _marks(mail, box, outgoing)
    _body(mail, outgoing)
    return mail


def needs_utf8(outgoing: Outgoing) -> bool:
    """Say whether an address has letters that only servers with SMTPUTF8 carry."""
    return not all(address.isascii() for address in recipients(outgoing))


def subject(outgoing: Outgoing) -> str:
    said = headers.tidy(outgoing.subject)[:300]
    if not outgoing.reply_to or re.match(r"(re|rv|aw|res)\s*:", said, re.IGNORECASE):
        return said
    return f"Re: {said}".strip()


def _address(address: str, name: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(headers.tidy(name)[:100], username=local, domain=domain)


def _thread(mail: EmailMessage, outgoing: Outgoing) -> None:
    parent = references.for_header(outgoing.reply_to)
    earlier = [known for known in map(references.for_header, outgoing.references) if known]
    chain = list(dict.fromkeys([*earlier, *([parent] if parent else [])]))
    if parent or chain:
        mail["In-Reply-To"] = parent or chain[-1]
        # The first says which thread it is, the last ones where in it; long headers are refused by some servers.
        mail["References"] = " ".join(chain if len(chain) <= 12 else [chain[0], *chain[-11:]])


def _marks(mail: EmailMessage, box: Mailbox, outgoing: Outgoing) -> None:
    if box.plus and outgoing.reply_token:
        mail["Reply-To"] = _address(references.reply_address(box.address, outgoing.reply_token), box.name)
    mail[automatic.LOOP] = box.address
    if outgoing.automatic:
        mail["Auto-Submitted"] = "auto-replied" if outgoing.reply_to else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"


def _body(mail: EmailMessage, outgoing: Outgoing) -> None:
    mail.set_content(outgoing.text, cte="quoted-printable")
    mail.add_alternative(outgoing.html or simple_html(outgoing.text), subtype="html", cte="quoted-printable")
    for file in outgoing.files:
        _attach(mail, file)


def _attach(mail: EmailMessage, file: File) -> None:
    kind = file.type.lower() if _MEDIA.fullmatch(file.type.lower()) else "application/octet-stream"
    main, _, sub = kind.partition("/")
    if main in ("multipart", "message"):
        main, sub = "application", "octet-stream"
    name = headers.tidy(file.name).replace("/", "_").replace("\\", "_")[:150] or "file"
    mail.add_attachment(file.content, maintype=main, subtype=sub, filename=name)


def simple_html(text: str) -> str:
    """Return the same words as HTML: paragraphs, line breaks, links."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    shown = ["<p>" + _linked(one).replace("\n", "<br>\n") + "</p>" for one in paragraphs]
    return '<!doctype html>\n<html><body dir="auto">\n' + "\n".join(shown) + "\n</body></html>\n"


def _linked(text: str) -> str:
    pieces, at = [], 0
    for link in _LINK.finditer(text):
        address = html.escape(link[0])
        pieces += [html.escape(text[at : link.start()]), f'<a href="{address}">{address}</a>']
        at = link.end()
    return "".join([*pieces, html.escape(text[at:])])
