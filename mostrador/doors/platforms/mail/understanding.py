"""What a mail means to the counter: a message, an answer of ours, a report about one, or our own come back."""

from msgspec.structs import replace

from mostrador.doors.contract import Attached, Author, CannotRead, Item
from mostrador.doors.platforms.mail import automatic, bounces, headers, parsing, references, trusting
from mostrador.doors.platforms.mail.headers import Mailbox
from mostrador.doors.platforms.mail.parsing import Mail
from mostrador.doors.platforms.mail.wrapping import Found
from mostrador.kit.storable import storable
from mostrador.kit.words import N_

MOST_READERS = 100

CUT_SHORT = N_("This mail is too big: only its beginning was brought. Look at it in the mailbox itself.")
NAMELESS_REPORT = N_("A mail could not be delivered, but the notice does not say which.")


def understood(found: Found, raw: bytes) -> Item:
    """Say what one mail means. Raises `CannotRead` where there is nothing to show or nobody wrote it."""
    if found.trouble:
        raise CannotRead(found.trouble)
    try:
        mail = parsing.parsed(raw)
    except parsing.NotMail as error:
        raise CannotRead(str(error)) from error
    item = _item(mail, found, raw)
    return replace(item, text=storable(item.text), html=storable(item.html), subject=storable(item.subject))


def _item(mail: Mail, found: Found, raw: bytes) -> Item:
    sender = _sender(mail)
    external_id = references.id_of(mail.first("message-id"), raw, found.again)
    if automatic.loops(mail, found.mailbox, [reader.address for reader in _readers(mail)]):
        return Item(kind="ignored", external_id=external_id, door=found.mailbox, why=_why_ours(found))
    if found.folder == "sent":
        return _echo(mail, found, external_id)
    report = bounces.report_in(mail, sender.address)
    if report and report.of:
        return _receipt(report, mail, found, external_id)
    message = _message(mail, found, external_id)
    return replace(message, automatic=True, why=NAMELESS_REPORT) if report else message


def _why_ours(found: Found) -> str:
    if found.folder == "sent":
        return N_("Our own answer, in the Sent folder.")
    return N_("Our own mail came back to us.")


def _receipt(report: bounces.Report, mail: Mail, found: Found, external_id: str) -> Item:
    return Item(
        kind="receipt",
        external_id=external_id,
        door=found.mailbox,
        of=report.of,
        state=report.state,
        why=report.why,
        text=report.said,
        sent_at=headers.moment(mail.first("date")),
    )


def _message(mail: Mail, found: Found, external_id: str) -> Item:
    sender = _sender(mail)
    if not sender.address:
        raise CannotRead("The mail does not say who wrote it.")
    machine = automatic.why_automatic(mail, sender=sender.address, mailbox=found.mailbox)
    return replace(
        _words(mail, found, external_id),
        author=Author(id=sender.address, name=sender.name, email=_answers_to(mail) or sender.address),
        reply_token=references.token_in(_all_readers(mail), found.mailbox),
        automatic=bool(machine),
        why=_why(mail, found, machine),
    )


def _echo(mail: Mail, found: Found, external_id: str) -> Item:
    """Return an answer written elsewhere. Its `author` is the first person it went to: that is whose thread it is."""
    theirs = [one for one in _readers(mail) if not _is_ours(one.address, found.mailbox)]
    if not theirs:
        return Item(kind="ignored", external_id=external_id, door=found.mailbox, why=N_("A mail to ourselves."))
    sender = _sender(mail).address
    return replace(
        _words(mail, found, external_id),
        kind="echo",
        author=Author(id=theirs[0].address, name=theirs[0].name, email=theirs[0].address),
        cc=tuple(one.address for one in theirs[1:]),
        automatic=bool(automatic.why_automatic(mail, sender=sender, mailbox=found.mailbox)),
    )


def _words(mail: Mail, found: Found, external_id: str) -> Item:
    """Return what a mail says, whoever wrote it."""
    told = mail.first("in-reply-to"), mail.first("references")
    earlier = references.thread(*told)
    return Item(
        kind="message",
        external_id=external_id,
        door=found.mailbox,
        text=mail.text,
        html=mail.html,
        subject=headers.words(mail.first("subject"))[:500],
        sent_at=headers.moment(mail.first("date")),
        thread=references.root(*told) or external_id,
        reply_to=earlier[0] if earlier else "",
        references=earlier,
        attachments=tuple(_attached(part) for part in mail.attachments),
        cc=tuple(one.address for one in _readers(mail) if not _is_ours(one.address, found.mailbox)),
    )


def _why(mail: Mail, found: Found, machine: str) -> str:
    """Return the one thing a person should know first about this mail."""
    if found.size:
        return CUT_SHORT
    if doubt := trusting.doubt(mail, found.trusts):
        return doubt
    return machine or next(iter(mail.notes), "")


def _sender(mail: Mail) -> Mailbox:
    for name in ("from", "sender", "return-path"):
        if found := headers.mailboxes(mail.every(name)[:1]):
            return found[0]
    return Mailbox("")


def _answers_to(mail: Mail) -> str:
    """Return where they wish answers to go. It is noted beside them and never says who they are."""
    told = headers.mailboxes(mail.every("reply-to")[:1])
    return told[0].address if told else ""


def _readers(mail: Mail) -> list[Mailbox]:
    found = headers.mailboxes([*mail.every("to")[:5], *mail.every("cc")[:5]])
    return list({one.address: one for one in found}.values())[:MOST_READERS]


def _all_readers(mail: Mail) -> list[str]:
    names = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
    return [one.address for name in names for one in headers.mailboxes(mail.every(name)[:5])]


def _is_ours(address: str, mailbox: str) -> bool:
    local, _, domain = mailbox.rpartition("@")
    return bool(mailbox) and (
        address == mailbox or (address.startswith(f"{local}+") and address.endswith(f"@{domain}"))
    )


def _attached(part: parsing.Part) -> Attached:
    return Attached(
        type=part.type, name=storable(parsing.file_name(part)), ref=part.ref, size=len(part.octets),
        content_id=storable(part.content_id),
    )  # fmt: skip
