"""One line in front of a mail's raw bytes: which folder of which mailbox it was found in."""

import msgspec

LINE = b"X-Mostrador-Folder: "


class Found(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a mail was found, and what the finder noticed."""

    folder: str = "inbox"  # inbox or sent
    mailbox: str = ""  # our own address, lower case
    trusts: str = ""  # the mail server whose Authentication-Results we believe
    size: int = 0  # of the whole mail in bytes, when only its beginning was brought
    again: str = ""  # marks another mail that bears the Message-ID of an earlier one
    trouble: str = ""  # why the mail could not be brought at all


def wrapped(raw: bytes, found: Found) -> bytes:
    return LINE + msgspec.json.encode(found) + b"\r\n" + raw


def opened(body: bytes) -> tuple[Found, bytes]:
    """Return where it was found and the mail itself; a recorded mail without our line was in the inbox.

    Only the first line counts, and we always write it: a mail cannot bring its own.
    """
    if not body.startswith(LINE):
        return Found(), body
    line, _, raw = body.partition(b"\n")
    try:
        return msgspec.json.decode(line[len(LINE) :].strip(), type=Found), raw
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Found(), body
