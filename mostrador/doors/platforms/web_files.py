"""Files that lie at a plain web address: brought through the one guarded exit, whatever the address says."""

from __future__ import annotations

from urllib.parse import urlsplit

from mostrador.doors.contract import Attached, CannotRead, File, Unreachable
from mostrador.doors.platforms.patience import seconds_asked
from mostrador.kit import egress, http
from mostrador.kit.words import N_

LARGEST_BYTES = 25 * 1024 * 1024

NO_ADDRESS = N_("There is no address to bring this file from.")
TOO_LARGE = N_("The file is too big to bring.")
NOT_THERE = N_("The file is not at its address any more.")
QUIET = N_("The server of this file does not answer.")


def bring(attached: Attached) -> File:
    """Return the file. Raises `CannotRead` where asking again is of no use, else `Unreachable`."""
    if not attached.url:
        raise CannotRead(NO_ADDRESS)
    try:
        response = http.get(attached.url, limit_bytes=LARGEST_BYTES, seconds=30.0)
    except egress.Refused as refused:
        raise CannotRead(refused.for_people) from refused
    except http.TooBig as big:
        raise CannotRead(TOO_LARGE) from big
    except (egress.NoWay, http.NoAnswer) as silent:
        raise Unreachable(QUIET) from silent
    if response.status_code != 200:
        _refuse(response.status_code, response.headers.get("retry-after", ""))
    media_type = response.headers.get("content-type", "").partition(";")[0].strip()
    name = attached.name or attached.url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return File(name=name, type=media_type or attached.type, content=response.content)


def is_address(url: str) -> bool:
    """Say whether this is an http or https address of some host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _refuse(status: int, retry_after: str) -> None:
    if status >= 500 or status in (408, 425, 429):
        raise Unreachable(QUIET, after=seconds_asked(retry_after))
    raise CannotRead(NOT_THERE)
