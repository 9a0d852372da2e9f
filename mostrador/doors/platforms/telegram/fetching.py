"""Bringing the files that customers send to a bot: Telegram keeps each ready for an hour, 20 MB at most."""

from __future__ import annotations

import mimetypes
import re
from typing import Any

from mostrador.doors.contract import Attached, CannotRead, File, Secrets
from mostrador.doors.platforms.telegram import calling
from mostrador.kit import http
from mostrador.kit.words import N_

LARGEST_BYTES = 20 * 1024 * 1024
PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*", re.ASCII)

TOO_LARGE = N_("Telegram gives bots no files above 20 MB. Open it in Telegram.")
GONE = N_("Telegram no longer has this file.")


def fetch(secrets: Secrets, attached: Attached) -> File:
    """Return the file. Raises `CannotRead` where asking again is of no use, else what `calling` raises."""
    if attached.size and attached.size > LARGEST_BYTES:
        raise CannotRead(TOO_LARGE)
    if not attached.ref:
        raise CannotRead(GONE)
    try:
        path = _path(calling.call(secrets, "getFile", file_id=attached.ref))
        content = calling.download(secrets, path, limit_bytes=LARGEST_BYTES)
    except calling.Declined as declined:
        if declined.code in (400, 404):
            raise CannotRead(TOO_LARGE if "too big" in declined.description else GONE) from None
        raise
    except http.TooBig:
        raise CannotRead(TOO_LARGE) from None
    return File(name=attached.name or path.rpartition("/")[2], type=_type(attached, path), content=content)


def _path(prepared: Any) -> str:
    path = prepared.get("file_path") if isinstance(prepared, dict) else None
    if not isinstance(path, str) or not PATH.fullmatch(path):
        raise calling.Garbled("getFile named no file")
    return path


def _type(attached: Attached, path: str) -> str:
    if "/" in attached.type:
        return attached.type
    return mimetypes.guess_type(attached.name or path)[0] or "application/octet-stream"
