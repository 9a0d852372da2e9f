"""What whoever runs the house chose: the settings that are more than a text, each with the one way it is read.

Knows no Django: whatever opens the house asks `unreadable` first, and says it in one line.
"""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mostrador.kit import house

A_CENTURY_DAYS = 36_525  # what is longer means for ever, and has a word of its own: 0
HOST_AND_PORT = re.compile(r"[^\s,]+:\d{1,5}")


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
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError(text)
    return text.rstrip("/")


def _hosts(text: str) -> frozenset[str]:
    parts = [part.strip().lower() for part in text.split(",") if part.strip()]
    if not all(map(HOST_AND_PORT.fullmatch, parts)):
        raise ValueError(text)
    return frozenset(parts)


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, OSError) as error:  # a folder of zones is an OSError
        raise ValueError(text) from error
    return text


SETTINGS = {
    "MOSTRADOR_BACKUP_HOURS": Setting(_hours, "a number of hours, such as 24; 0: never by itself", "24"),
    "MOSTRADOR_KEEP_PARCELS_DAYS": Setting(_days, "a number of days, such as 90; 0: for ever", "90"),
    "MOSTRADOR_KEEP_EVENTS_DAYS": Setting(_days, "a number of days, such as 400; 0: for ever", "0"),
    "MOSTRADOR_MODEL_DAILY": Setting(_number, "a number of calls, such as 200", "200"),
    "MOSTRADOR_PUBLIC_URL": Setting(_address, "a whole address, such as https://counter.example.com"),
    "MOSTRADOR_MODEL_URL": Setting(_address, "a whole address, such as http://127.0.0.1:11434/v1"),
    "MOSTRADOR_ALLOW_HOSTS": Setting(_hosts, "host:port, several with commas between, such as 127.0.0.1:9000"),
    "MOSTRADOR_TIME_ZONE": Setting(_zone, "the name of a time zone, such as Europe/Madrid", "Europe/Madrid"),
}


def read(name: str) -> Any:
    """Return what was chosen, or what is usual. Raises `Unreadable`."""
    setting, text = SETTINGS[name], house.told(name).strip()
    if not (text or setting.usual):
        return None
    try:
        return setting.read(text or setting.usual)
    except ValueError:
        raise Unreadable(f"{name} is “{text}”, and takes {setting.takes}.") from None


def unreadable() -> list[str]:
    """Return one sentence for every setting, and every file that one names, that cannot be read."""
    files = [name for name in os.environ if name.startswith("MOSTRADOR_") and name.endswith("_FILE")]
    troubles = [_trouble(house.told, name.removesuffix("_FILE")) for name in files]
    troubles += [_trouble(read, name) for name in SETTINGS]
    return list(dict.fromkeys(filter(None, troubles)))


def _trouble(ask: Callable[[str], Any], name: str) -> str:
    try:
        ask(name)
    except (Unreadable, house.Untold) as trouble:
        return str(trouble)
    return ""
