"""Whether a machine wrote a mail (RFC 3834 and what programs do beside it), and whether it is our own come back.

What a machine wrote is kept and shown, owes nobody an answer, and is never answered by a machine of ours.
"""

import re

from mostrador.doors.platforms.mail.parsing import Mail
from mostrador.kit.words import N_

LOOP = "X-Mostrador-Loop"  # carries the address of the mailbox that sent it

_ABSENT = re.compile(
    r"^\W*(automatic reply|auto(matic)?[ -]?(reply|response)|out of (the )?office|respuesta autom[áa]tica|ausencia"
    r"|fuera de (la )?oficina|resposta autom[áa]tica|aus[êe]ncia|fora do escrit[óo]rio|réponse automatique"
    r"|abwesenheitsnotiz|automatische antwort|risposta automatica)\b",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|no-?responda?|noresponder|nao-?responda)\b"
)


def why_automatic(mail: Mail, *, sender: str, mailbox: str) -> str:
    """Return the reason in words, empty where a person seems to have written."""
    if _submitted(mail) or _absent(mail):
        return N_("An automatic reply.")
    if _from_a_list(mail, mailbox):
        return N_("Sent to a mailing list or in bulk.")
    if mail.first("return-path") == "<>" or _machine(mail, sender):
        return N_("Sent by a machine.")
    return ""


def loops(mail: Mail, mailbox: str, recipients: list[str]) -> bool:
    """Say whether this is a mail of this very mailbox that came back to it."""
    told = mail.first(LOOP.lower()).lower()
    return bool(told) and (told == mailbox if mailbox else told in recipients)


def _submitted(mail: Mail) -> bool:
    submitted = mail.first("auto-submitted").partition(";")[0].strip().lower()
    return submitted not in ("", "no") or any(
        mail.first(name) for name in ("x-autoreply", "x-autorespond", "x-autoresponder")
    )


def _absent(mail: Mail) -> bool:
    if _ABSENT.match(mail.first("subject")):
        return True
    # Exchange puts it on out-of-office notes, but also some programs on a mail that a person's form sent.
    return bool(mail.first("x-auto-response-suppress")) and not mail.first("reply-to")


def _from_a_list(mail: Mail, mailbox: str) -> bool:
    list_id = mail.first("list-id").lower()
    domain = mailbox.rpartition("@")[2]
    if list_id and domain and list_id.rstrip("> ").endswith(domain):
        return False  # our own group address (info@ shared by several) is a counter, not a mailing list
    precedence = mail.first("precedence").lower()
    return bool(list_id) or precedence in ("bulk", "junk", "list", "auto_reply") or bool(mail.first("list-unsubscribe"))


def _machine(mail: Mail, sender: str) -> bool:
    # A form on a website often writes from no-reply and names its customer in Reply-To.
    return bool(_MACHINES.match(sender)) and not mail.first("reply-to")
