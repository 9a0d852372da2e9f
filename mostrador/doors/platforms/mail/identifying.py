"""When two mails are the same mail: by what their writer put on them, not by where a server keeps them.

A mail's identity is its Message-ID together with From, To, Date and Subject. So the same mail fetched again, found
under other numbers after a mailbox was rebuilt, or delivered twice through an alias is known; and two different
mails that bear one Message-ID (forms and small programs use the same for all) are both kept.
"""

import hashlib
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

import msgspec

from mostrador.doors.platforms.mail import headers

REMEMBERED = 1_000
_HEAD = 256 * 1024  # bytes in which a header ends


class Identity(msgspec.Struct, frozen=True):
    key: str  # of the parcel, without its folder
    message_id: str  # empty where the mail bears none
    head: str


def identity(raw: bytes) -> Identity:
    """Tell who a mail is. A mail without a Message-ID is known by all its bytes."""
    top: Message[str, str] = BytesHeaderParser(policy=compat32).parsebytes(raw[:_HEAD])
    told = {name.lower(): headers.plain(str(value)) for name, value in reversed(list(top.raw_items()))}
    message_id = next(iter(headers.ids(told.get("message-id", ""))), "")
    if not message_id:
        return Identity(hashlib.sha256(raw).hexdigest(), "", "")
    parts = [message_id, *(" ".join(told.get(name, "").split()) for name in ("from", "to", "date", "subject"))]
    head = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
    return Identity(head, message_id, head[:12])


def again(who: Identity, remembered: dict[str, str]) -> str:
    """Return a mark for a different mail under a known Message-ID, empty for all others; remember this one.

    `remembered` belongs to one mailbox, is kept with its bookmark, and forgets the oldest beyond a thousand.
    """
    if not who.message_id:
        return ""
    short = hashlib.sha256(who.message_id.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    # The first stays first: found again after a rebuilt mailbox, it must not take the mark of the second.
    first = remembered.pop(short, who.head)
    remembered[short] = first
    while len(remembered) > REMEMBERED:
        remembered.pop(next(iter(remembered)))
    return "" if first == who.head else who.head
