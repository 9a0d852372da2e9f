"""Reports about our own mails: not delivered, delayed, delivered, read, complained about.

RFC 3464 (delivery), RFC 8098 (reading), RFC 5965 (complaints), and the notices of servers that follow none.
"""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import Parser

import msgspec

from mostrador.doors.contract import State
from mostrador.doors.platforms.mail import headers, parsing, references
from mostrador.doors.platforms.mail.parsing import Mail
from mostrador.kit.words import N_


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to which mail. `of` is empty where the notice does not say."""

    state: State
    of: str
    why: str = ""
    said: str = ""  # the server's own words


_WHYS = (
    (r"5\.1\.[0-36]|unknown|no such|not exist|not found|inexist|no existe", N_("That address does not exist.")),
    (r"[45]\.2\.2|over ?quota|mailbox (is )?full|buz[óo]n lleno|caixa cheia", N_("Their mailbox is full.")),
    (r"5\.2\.1|disabled|inactive", N_("Their mailbox is switched off.")),
    (r"5\.(3\.4|2\.3)|too (large|big)|size limit", N_("The mail was too big for them.")),
    (r"[45]\.7\.|spam|blocked|blacklist|policy|dmarc|rejected", N_("Their server refused our mail.")),
    (r"[45]\.4\.|timed? ?out|host .{0,60}not found|unreachable|no route", N_("Their server cannot be reached.")),
)  # fmt: skip
FAILED = N_("The mail could not be delivered.")
DELAYED = N_("The mail is delayed: their server keeps trying.")
COMPLAINED = N_("They marked our mail as unwanted. Do not write to them again without asking.")

_SUBJECT = re.compile(
    r"(undeliver|delivery (status notification|failure|failed|has failed|incomplete)|mail delivery (failed|system)"
    r"|returned mail|failure notice|non ?remis|no se (puede|pudo|ha podido) entregar|no entregado|devuelto"
    r"|n[ãa]o (foi )?entregue|falha (na|de) entrega|unzustellbar|delayed mail|warning: (message|could not))",
    re.IGNORECASE,
)
_PATIENT = re.compile(
    r"(delayed|still (trying|being retried)|will (be retried|retry|keep trying)|no need to (resend|take)|retras|atrasad"
    r"|warning: message|action: delayed)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_CODE = re.compile(r"\b([45])\d\d[ -]")
_QUOTED_ID = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)


def report_in(mail: Mail, sender: str) -> Report | None:
    """Return the report that a mail is, None where it is an ordinary mail."""
    kind = mail.parameter("report-type").lower() if mail.type == "multipart/report" else ""
    if kind == "feedback-report" or _holds(mail, "message/feedback-report"):
        return Report(state="failed", of=_original(mail), why=COMPLAINED)
    if kind == "disposition-notification" or _holds(mail, "message/disposition-notification"):
        return _reading(mail)
    if _holds(mail, "message/delivery-status"):
        return _delivery(mail)
    return _notice(mail) if _looks_returned(mail, sender) else None


def _holds(mail: Mail, kind: str) -> bool:
    return any(part.type == kind for part in mail.parts)


def _delivery(mail: Mail) -> Report:
    blocks = _blocks(mail, "message/delivery-status")
    outcomes = [_outcome(block) for block in blocks if block.get("action") or block.get("status")]
    said = next((block["diagnostic-code"] for block in blocks if block.get("diagnostic-code")), "")
    status = next((block["status"] for block in blocks if block.get("status")), "")
    # One person who did not get it is reason enough to say so.
    state: State = next((state for state in _WORST if state in outcomes), "failed")
    return Report(state=state, of=_original(mail), why=_reason(state, f"{status} {said}"), said=said[:500])


_WORST: tuple[State, ...] = ("failed", "delayed", "delivered")


def _outcome(block: dict[str, str]) -> State:
    action, status = block.get("action", "").lower(), block.get("status", "")
    if action in ("delivered", "relayed", "expanded") or (not action and status.startswith("2")):
        return "delivered"
    return "delayed" if action == "delayed" or (not action and status.startswith("4")) else "failed"


def _reading(mail: Mail) -> Report:
    block = next(iter(_blocks(mail, "message/disposition-notification")), {})
    read = "displayed" in block.get("disposition", "").lower()
    told = next(iter(headers.ids(block.get("original-message-id", ""))), "")
    return Report(state="read" if read else "delivered", of=references.id_of(told, b"") if told else _original(mail))


def _notice(mail: Mail) -> Report:
    words = f"{mail.first('subject')}\n{mail.text[:20_000]}"
    state: State = "delayed" if _PATIENT.search(words) else "failed"
    line = next((line for line in words.split("\n") if _STATUS.search(line) or _CODE.search(line)), "")
    return Report(state=state, of=_original(mail), why=_reason(state, line), said=line.strip()[:500])


def _looks_returned(mail: Mail, sender: str) -> bool:
    machine = sender.startswith(("mailer-daemon@", "postmaster@", "mail-daemon@")) or mail.first("return-path") == "<>"
    return bool(mail.first("x-failed-recipients")) or (
        machine and bool(_SUBJECT.search(headers.words(mail.first("subject"))))
    )


def _reason(state: State, said: str) -> str:
    if state == "delivered":
        return ""
    if state == "delayed":
        return DELAYED
    return next((why for pattern, why in _WHYS if re.search(pattern, said[:2000], re.IGNORECASE)), FAILED)


def _original(mail: Mail) -> str:
    """Return the id of the mail it is about: from the copy that came back, else from what the text quotes."""
    for message in _returned(mail):
        if known := headers.ids(parsing.fields(message).get("message-id", "")):
            return references.id_of(known[0], b"")
    if quoted := _QUOTED_ID.search(mail.text[:200_000]):
        return references.id_of(quoted[1], b"")
    return next(iter(references.thread(mail.first("in-reply-to"), mail.first("references"))), "")


def _returned(mail: Mail) -> Iterator["Message[str, str]"]:
    for part in mail.parts:
        if part.type in ("message/rfc822", "message/global"):
            yield from part.inner
        if part.type in ("text/rfc822-headers", "message/global-headers"):
            yield Parser().parsestr(part.text, headersonly=True)


def _blocks(mail: Mail, kind: str) -> list[dict[str, str]]:
    blocks = [parsing.fields(block) for part in mail.parts if part.type == kind for block in part.inner]
    if any(blocks):
        return blocks
    # Reading reports reach us as one block of text.
    texts = [part.text or part.octets.decode("latin-1") for part in mail.parts if part.type == kind]
    return [parsing.fields(Parser().parsestr(text.lstrip(), headersonly=True)) for text in texts]
