"""Header values as people meant them: encoded words, raw UTF-8, addresses, ids, dates. Nothing here raises."""

import base64
import binascii
import quopri
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import idna
import msgspec

from mostrador.doors.platforms.mail import charsets

LONGEST = 20_000  # characters of one header that are looked at
_ENCODED = re.compile(r"=\?([\w.:+*-]{1,60})\?([bBqQ])\?([^?]{0,2000})\?=")
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?[\w.:+*-]{1,60}\?[bBqQ]\?)")
_TOKEN = re.compile(
    r'"((?:[^"\\]|\\.){0,300})"|\(((?:[^()\\]|\\.){0,300})\)|<([^<>]{0,400})>|([,;])|([^"(<,;]+|.)', re.S
)  # a quoted name, a comment, an address in brackets, the end of an entry, anything else
_ID = re.compile(r"<[^<>\s]{1,900}>")
# What could reorder or hide text on the screen: bidirectional overrides and zero-width marks.
_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0xFEFF])


class Mailbox(msgspec.Struct, frozen=True):
    """An address as it identifies (lower case, domain in ASCII) and the name it was given."""

    address: str
    name: str = ""


def plain(value: str) -> str:
    """Return a raw header value on one line, its stray bytes taken as UTF-8 or else Windows-1252."""
    value = re.sub(r"[\r\n\0]+", " ", value[:LONGEST])
    if value.isascii():
        return value.strip()
    return charsets.text(value.encode("utf-8", "surrogateescape"), "").strip()


def words(value: str) -> str:
    """Return a header as people read it (RFC 2047), without what hides or reorders text."""
    value = _BETWEEN.sub("", plain(value))
    return tidy("".join(_spelled(value)))


def tidy(text: str) -> str:
    text = text.translate(_UNSEEN)
    kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text)
    return " ".join(kept.split())


def _spelled(value: str) -> Iterable[str]:
    at = 0
    run: tuple[str, bytes] = ("", b"")  # neighbours of one charset are joined first: some split letters in two
    for word in _ENCODED.finditer(value):
        charset, octets = word[1].partition("*")[0].lower(), _octets(word[2], word[3])
        if word.start() > at or (run[0] and run[0] != charset):
            yield charsets.text(run[1], run[0])
            yield value[at : word.start()]
            run = (charset, b"")
        run = (charset, run[1] + octets)
        at = word.end()
    yield charsets.text(run[1], run[0])
    yield value[at:]


def _octets(how: str, coded: str) -> bytes:
    letters = coded.encode("utf-8", "replace")
    if how in "qQ":
        return quopri.decodestring(letters.replace(b"_", b" "))
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return letters


def mailboxes(values: Iterable[str]) -> list[Mailbox]:
    """Return the addresses of some headers, read before decoding: an encoded name cannot smuggle one in."""
    found = [_mailbox(*entry) for value in values for entry in _entries(plain(value))]
    return [mailbox for mailbox in found if mailbox.address]


def _entries(value: str) -> Iterable[tuple[str, str, str]]:
    """Cut at commas and semicolons outside quotes: (what stands free, what stands in <>, the comment)."""
    free, inside, comment = "", "", ""
    for quoted, remark, angled, cut, rest in _TOKEN.findall(value):
        if cut:
            yield free, inside, comment
            free, inside, comment = "", "", ""
        free += re.sub(r"\\(.)", r"\1", quoted) + rest
        inside, comment = angled or inside, remark or comment
    yield free, inside, comment


def _mailbox(free: str, inside: str, comment: str) -> Mailbox:
    # "Undisclosed recipients:" and other group names stand before a colon.
    address = normal(inside or free.rpartition(":")[2])
    return Mailbox(address, words(free if inside else comment).strip("'\" ")[:200])


def normal(address: str) -> str:
    """Return an address in lower case with its domain in ASCII, keeping plus tags; empty if it is none."""
    local, _, domain = address.strip().strip("<>").rpartition("@")
    domain = domain.strip().rstrip(".")
    if not local or len(address) > 320 or re.search(r"[\s<>\x00-\x1f\x7f]", local + domain):
        return ""
    known = ascii_domain(domain)
    return f"{local.lower()}@{known}" if known else ""


def ascii_domain(domain: str) -> str:
    try:
        return idna.encode(domain.lower(), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        # Addresses in brackets and names with underscores exist; they stay as they are if harmless.
        return domain.lower() if re.fullmatch(r"[\w.:\[\]-]{1,255}", domain, re.ASCII) else ""


def ids(value: str) -> tuple[str, ...]:
    """Return the message ids of a header in its order, each once."""
    return tuple(dict.fromkeys(_ID.findall(plain(value))))


def moment(value: str) -> datetime | None:
    """Return a Date header in UTC, or None where it is missing or absurd."""
    try:
        told = parsedate_to_datetime(plain(value))
        told = told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return told if 1970 < told.year < 9000 else None
