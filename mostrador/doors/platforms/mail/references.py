"""Which thread a mail belongs to: message ids, and our own signed reference in the address answers go to.

Never the subject, never a number that could be guessed. Whether its writer may enter that thread is for the
journey to decide: a reference proves that somebody had our mail, not who they are.
"""

import hashlib
import re
from collections.abc import Iterable

from mostrador.doors.platforms.mail import headers

MOST = 30  # ids of one thread that are looked at
WITHOUT_ID = "@without-id.invalid>"
_TOKEN = re.compile(r"^(?P<user>.+)\+r\.(?P<token>\d{1,18}\.[a-z2-7]{26})@(?P<domain>[^@]+)$")


def reply_address(mailbox: str, token: str) -> str:
    """Return the mailbox's address with the reference in it; the address alone where it does not fit."""
    local, _, domain = mailbox.rpartition("@")
    carrying = f"{local}+r.{token}"
    return f"{carrying}@{domain}" if token and len(carrying) <= 64 else mailbox


def token_in(addresses: Iterable[str], mailbox: str = "") -> str:
    """Return the reference that came back in one of these addresses of ours; the inbox checks its signature."""
    for address in addresses:
        found = _TOKEN.match(address)
        if found and mailbox in ("", f"{found['user']}@{found['domain']}"):
            return found["token"]
    return ""


def id_of(message_id: str, raw: bytes, again: str = "") -> str:
    """Return the id by which a mail is known: its Message-ID, else a digest of all of it.

    `again` tells apart a different mail that bears an id we have seen: careless programs use one for all.
    """
    known = next(iter(headers.ids(message_id)), "")
    if not known:
        known = f"<{hashlib.sha256(raw).hexdigest()[:40]}{WITHOUT_ID}"
    if len(known) > 200:
        known = f"<{hashlib.sha256(known.encode('utf-8', 'replace')).hexdigest()}@long-id.invalid>"
    return f"{known}#{again}" if again else known


def thread(in_reply_to: str, references: str) -> tuple[str, ...]:
    """Return the ids of earlier mails, the nearest first."""
    nearest = [*headers.ids(in_reply_to)[:1], *reversed(headers.ids(references))]
    return tuple(dict.fromkeys(id_of(one, b"") for one in nearest))[:MOST]


def root(in_reply_to: str, references: str) -> str:
    """Return the id of the first mail of the thread as the mail tells it; empty if it begins one."""
    told = [*headers.ids(references)[:1], *headers.ids(in_reply_to)[:1]]
    return id_of(told[0], b"") if told else ""


def for_header(external_id: str) -> str:
    """Return the Message-ID behind one of our external ids, empty where the mail had none that others know."""
    known = external_id.partition("#")[0]
    # Only what is an id and nothing around it: a header takes no line of its own.
    return "" if known.endswith((WITHOUT_ID, "@long-id.invalid>")) else next(iter(headers.ids(known)), "")
