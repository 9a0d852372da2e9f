"""Files that visitors send: kept under a random key, bound to nobody until a message carries them."""

import re

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from mostrador.doors.channels.website import Website
from mostrador.inbox import attaching, clearing
from mostrador.inbox.models import Attachment
from mostrador.widget.knocking import Refused

MOST_BYTES = Website.file_limit_bytes or 0
ENVELOPE_BYTES = 8 * 1024
MOST_UNSENT_BYTES = 2 * 2**30  # of everybody together
NAMED = re.compile(r"[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,80}")
BEGINNINGS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"%PDF-"), "application/pdf"),
)
HARMLESS = ("audio/", "video/", "text/plain", "text/csv", "application/zip", "application/vnd.", "application/msword")


def take(given: object) -> Attachment:
    """Keep one uploaded file. Raises `Refused`."""
    if not isinstance(given, UploadedFile):
        raise Refused(400, "no_file", "There is no file in the field “file”.")
    if (given.size or 0) > MOST_BYTES:
        raise Refused(413, "too_big", too_big())
    if clearing.unsent_bytes() > MOST_UNSENT_BYTES:
        raise Refused(503, "full", _("That is a lot at once. Wait a moment and try again."))
    content = given.read()
    if not content:
        raise Refused(400, "empty", _("That file is empty."))
    clearing.clear_later()
    return attaching.upload(
        None, name=_name(given.name or ""), type=_type(content, given.content_type), content=content
    )


def too_big() -> str:
    return _("That file is too big. The limit is %(limit)s MB.") % {"limit": MOST_BYTES // 2**20}


def _type(content: bytes, claimed: str | None) -> str:
    """Return what the bytes are. A claim counts only where nothing could run in a browser."""
    for beginning, known in BEGINNINGS:
        if beginning.match(content):
            return known
    word = (claimed or "").partition(";")[0].strip().lower()
    return word if NAMED.fullmatch(word) and word.startswith(HARMLESS) else "application/octet-stream"


def _name(told: str) -> str:
    last = re.split(r"[\\/]", told)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:120] or "file"
