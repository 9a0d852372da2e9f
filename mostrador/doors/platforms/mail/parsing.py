"""From raw bytes to a mail: its headers, its words, its attachments and the reports it carries.

Whatever is broken is read as far as it goes. What is built to cost more than it is worth is cut: the limits below
bound time and memory, and what they hide is said in `notes`. Order of magnitude: 25 MB take half a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from functools import cached_property
from typing import Any

from mostrador.doors.platforms.mail import charsets, flowing, headers, wording
from mostrador.kit.words import N_

MOST_PARTS = 300
DEEPEST = 25
LONGEST_TEXT = 300_000  # characters of one mail's words; the rest stays in the raw mail
LONGEST_HTML = 2_000_000
MOST_LINES = 700_000  # 50 MB of attachments
_COST = 10_000_000  # lines times boundaries: each line is compared with every open boundary
_LONG_FIELD = 3_000  # bytes of one MIME header that are looked at: the parser's time grows with their square
_MIME_FIELD = re.compile(rb"(?im)^content-(?:type|disposition)[^\n]*(?:\n[ \t][^\n]*)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_INNER = frozenset({"text/x-amp-html", "text/watch-html"})  # a third way to say the same

CUT = N_("This mail was too long or too tangled to show whole. The original is kept.")


class NotMail(Exception):
    """The bytes hold no mail."""


class Part:
    """One leaf of the MIME tree; `ref` finds it again in the same mail."""

    def __init__(self, message: Any, ref: str) -> None:
        self._message, self.ref = message, ref
        self.type: str = message.get_content_type()
        self.content_id = headers.plain(_raw(message, "content-id")).strip("<> ")[:200]
        self.disposition = headers.plain(_raw(message, "content-disposition")).partition(";")[0].strip().lower()

    @cached_property
    def name(self) -> str:
        """The file name, decoded (RFC 2231 and 2047), without any folder."""
        told = _tolerant(self._message.get_filename, "") or ""
        return headers.words(str(told)).replace("\\", "/").rpartition("/")[2].strip(". ")[:200]

    @cached_property
    def octets(self) -> bytes:
        if self._message.get_content_maintype() == "message":
            return b"".join(_tolerant(lambda one=one: bytes(one), b"") for one in self.inner)
        payload = _tolerant(lambda: self._message.get_payload(decode=True), None)
        return payload if isinstance(payload, bytes) else b""

    @cached_property
    def text(self) -> str:
        text = charsets.text(self.octets, self.parameter("charset"))
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if self.type == "text/plain" and self.parameter("format").lower() == "flowed":
            return flowing.joined(text, delsp=self.parameter("delsp").lower() == "yes")
        return text

    def parameter(self, name: str) -> str:
        value = _tolerant(lambda: self._message.get_param(name, ""), "")
        return str(value[2] if isinstance(value, tuple) else value)

    @property
    def inner(self) -> list[Message[str, str]]:
        """The messages inside: of a forwarded mail, or the blocks of fields of a report."""
        return [one for one in _below(self._message) if isinstance(one, Message)]

    @property
    def is_words(self) -> bool:
        return self.type in ("text/plain", "text/html") and self.disposition != "attachment" and not self.name


class Mail:
    """A mail that was read. Header names are lower case; nothing in it raises."""

    def __init__(self, root: Any, *, whole: bool) -> None:
        self._root = root
        self.notes: list[str] = [] if whole else [CUT]
        self.type: str = root.get_content_type()
        self.parts: list[Part] = list(self._leaves())

    def first(self, name: str) -> str:
        return headers.plain(_raw(self._root, name))

    def every(self, name: str) -> list[str]:
        return [headers.plain(str(value)) for key, value in self._root.raw_items() if key.lower() == name][:50]

    def parameter(self, name: str) -> str:
        return Part(self._root, "").parameter(name)

    @cached_property
    def html(self) -> str:
        return _within(self._words("text/html"), LONGEST_HTML, self.notes)

    @cached_property
    def text(self) -> str:
        plain = self._words("text/plain")
        if not plain.strip() and self.html:
            plain = wording.words_of(self.html)
        return _within(plain, LONGEST_TEXT, self.notes).strip("\n").rstrip()

    @property
    def attachments(self) -> list[Part]:
        return [part for part in self.parts if not part.is_words and part.type not in _INNER]

    def _words(self, kind: str) -> str:
        return "\n".join(part.text for part in self.parts if part.is_words and part.type == kind)

    def _leaves(self) -> Iterator[Part]:
        waiting, count = [(self._root, "", 0)], 0
        while waiting:
            message, ref, depth = waiting.pop()
            if message.get_content_maintype() == "message" or not message.is_multipart():
                yield Part(message, ref or "1")
                count += 1
            elif depth < DEEPEST:
                below = [(one, f"{ref}.{i}".strip("."), depth + 1) for i, one in enumerate(_below(message), 1)]
                waiting.extend(reversed(below[:MOST_PARTS]))
            if count >= MOST_PARTS or depth >= DEEPEST:
                self.notes.append(CUT)
                return


def parsed(raw: bytes) -> Mail:
    """Read a mail. Raises `NotMail` where there is not even a header."""
    within = _within_reach(raw)
    octets, whole = _MIME_FIELD.sub(lambda found: found[0][:_LONG_FIELD], within), len(within) == len(raw)
    try:
        root = BytesParser(policy=compat32).parsebytes(octets)
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError, AttributeError):
        # The parser of the standard library trips over a few malformed mails; their headers can still be read.
        root, whole = BytesHeaderParser(policy=compat32).parsebytes(octets), False
        del root["Content-Type"]
        root["Content-Type"] = "application/octet-stream"
    if not root.keys():
        raise NotMail("There is no mail header in it.")
    return Mail(root, whole=whole)


def _within_reach(raw: bytes) -> bytes:
    """Cut a mail whose boundaries and lines multiply to more work than any honest mail needs."""
    most = min(MOST_LINES, _COST // (len(re.findall(rb"(?i)boundary", raw)) + 1))
    return raw if raw.count(b"\n") <= most else b"\n".join(raw.split(b"\n", most)[:-1])


def _within(text: str, longest: int, notes: list[str]) -> str:
    if len(text) <= longest:
        return text
    notes.append(CUT)
    return text[:longest]


def _raw(message: Any, name: str) -> str:
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _below(message: Any) -> list[Any]:
    # A single part is not asked for its payload: the library would decode it by whatever charset it claims.
    return list(message.get_payload()) if message.is_multipart() else []


def _tolerant(ask: Any, otherwise: Any) -> Any:
    """Ask the standard library, which raises a dozen different things over a broken part."""
    try:
        return ask()
    except Exception:  # one broken part must not hide the rest of the mail
        return otherwise


def fields(block: Message[str, str]) -> dict[str, str]:
    """Return the fields of a report's block, names in lower case, the first of each."""
    found: dict[str, str] = {}
    for name, value in block.raw_items():
        found.setdefault(name.lower(), headers.plain(str(value)))
    return found


def inner_of(parts: Sequence[Part], *types: str) -> list[Message[str, str]]:
    return [one for part in parts if part.type in types for one in part.inner]


def file_name(part: Part) -> str:
    """Return an attachment's name; a forwarded mail is called by its subject."""
    if part.name or part.type != "message/rfc822" or not part.inner:
        return part.name
    subject = headers.words(fields(part.inner[0]).get("subject", "")).replace("/", "-").replace("\\", "-")[:100]
    return f"{subject or 'mail'}.eml"
