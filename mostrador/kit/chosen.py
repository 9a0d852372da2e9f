"""What whoever runs the house chose: the settings that are more than a text, each with the one way it is read.

Knows no Django: whatever opens the house asks `unreadable` first, and says it in one line.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from difflib import get_close_matches
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mostrador.kit import house

A_CENTURY_DAYS = 36_525  # what is longer means for ever, and has a word of its own: 0
HOST = re.compile(r"[\w.-]+|[0-9a-fA-F:.]+")
PASSWORD = re.compile(r"//[^/]*@")
OF_A_CLUSTER = re.compile(r"_SERVICE_(HOST|PORT)|_PORT_\d+_|_PORT=\w+://")  # what Kubernetes tells of a service


class Unreadable(Exception):
    """A setting holds what it does not take. Its text is one sentence for whoever runs the house."""


class Setting(NamedTuple):
    """How one is read: `read` raises `ValueError`. Unset or empty it is `usual`; empty there too: nothing."""

    read: Callable[[str], Any]
    takes: str
    usual: str = ""


def _hours(text: str) -> timedelta:
    hours = float(text)
    if not 0 <= hours <= A_CENTURY_DAYS * 24:  # which "nan" is not either
        raise ValueError(text)
    return timedelta(hours=hours)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _days(text: str) -> timedelta:
    if (days := _number(text)) > A_CENTURY_DAYS:
        raise ValueError(text)
    return timedelta(days=days)


def _address(text: str) -> str:
    parts = urlsplit(text)
    named = HOST.fullmatch(parts.hostname or "") and parts.port != 0 and parts.username is None
    if parts.scheme not in ("http", "https") or not named or re.search(r"[\s?#]", text):
        raise ValueError(text)
    return text.rstrip("/")


def _hosts(text: str) -> frozenset[str]:
    parts = [part.strip().lower() for part in text.split(",") if part.strip()]
    if not all(map(_is_host_and_port, parts)):
        raise ValueError(text)
    return frozenset(parts)


def _is_host_and_port(text: str) -> bool:
    parts = urlsplit(f"//{text}")
    return bool(parts.netloc == text and HOST.fullmatch(parts.hostname or "") and parts.port and "@" not in text)


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, OSError) as error:  # a folder of zones is an OSError
        raise ValueError(text) from error
    return text


def _yes_or_no(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


SETTINGS = {
    "MOSTRADOR_BACKUP_HOURS": Setting(_hours, "a number of hours, such as 24; 0: never by itself", "24"),
    "MOSTRADOR_KEEP_PARCELS_DAYS": Setting(_days, "a number of days, such as 90; 0: for ever", "90"),
    "MOSTRADOR_KEEP_EVENTS_DAYS": Setting(_days, "a number of days, such as 400; 0: for ever", "0"),
    "MOSTRADOR_MODEL_DAILY": Setting(_number, "a number of calls, such as 200", "200"),
    "MOSTRADOR_PUBLIC_URL": Setting(_address, "a whole address, such as https://counter.example.com"),
    "MOSTRADOR_MODEL_URL": Setting(_address, "a whole address, such as http://127.0.0.1:11434/v1"),
    "MOSTRADOR_ALLOW_HOSTS": Setting(_hosts, "host:port, several with commas between, such as 127.0.0.1:9000"),
    "MOSTRADOR_TIME_ZONE": Setting(_zone, "the name of a time zone, such as Europe/Madrid", "Europe/Madrid"),
    "MOSTRADOR_THINK_AGAIN": Setting(_yes_or_no, "1 or 0", "1"),
}
# Texts, read where they are used; the last three are read by deploy/Caddyfile, often from the same file.
TEXTS = (
    "DATA", "DATABASE_URL", "KEY", "BACKUPS", "BACKUP_PASSPHRASE", "ALERT_SMTP", "MODEL", "MODEL_HEARS", "MODEL_KEY",
    "NAME", "HOST", "DEVELOPMENT", "FAILPOINT", "UPSTREAM", "EDGE", "WEB",
)  # fmt: skip
KNOWN = (*SETTINGS, *(f"MOSTRADOR_{name}" for name in TEXTS))


def read(name: str) -> Any:
    """Return what was chosen, or what is usual. Raises `Unreadable`."""
    setting, text = SETTINGS[name], house.told(name).strip()
    if not (text or setting.usual):
        return None
    try:
        return setting.read(text or setting.usual)
    except ValueError:
        raise Unreadable(f"{name} is “{PASSWORD.sub('//…@', text)}”, and takes {setting.takes}.") from None


def unreadable() -> list[str]:
    """Return one sentence for every setting, and every file that one names, that cannot be read or is none."""
    files = [name for name in os.environ if name.startswith("MOSTRADOR_") and name.endswith("_FILE")]
    troubles = [_trouble(house.told, name.removesuffix("_FILE")) for name in files]
    troubles += [_trouble(read, name) for name in SETTINGS]
    return list(dict.fromkeys(filter(None, [*troubles, *_unknown()])))


def _unknown() -> Iterator[str]:
    """Yield what is wrong with each name that nobody reads: what was meant by it would silently not be so."""
    for name, text in sorted(os.environ.items()):
        ours = name.startswith("MOSTRADOR_") and not OF_A_CLUSTER.search(f"{name}={text}")
        if ours and (meant := name.removesuffix("_FILE")) not in KNOWN:
            near = get_close_matches(meant, KNOWN, n=1)
            yield f"{name} is no setting{f': {near[0]} is' if near else ''}."


def _trouble(ask: Callable[[str], Any], name: str) -> str:
    try:
        ask(name)
    except (Unreadable, house.Untold) as trouble:
        return str(trouble)
    return ""
