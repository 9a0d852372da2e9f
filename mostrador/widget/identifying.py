"""Customers signed in on the shop's own site: what its server vouches for, or nothing at all."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 2_000
PLAIN_ID = re.compile(r"[A-Za-z0-9_.@+-]{1,80}")
HASH = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True)
class Vouched:
    """Somebody whom the site signed: `visitor` is the same on every device."""

    visitor: str
    name: str = ""
    email: str = ""


def identify(secrets: Mapping[str, str], user: object, user_hash: object) -> Vouched | None:
    """Return whom the site vouches for. None for a wrong, missing or outdated signature: then nobody is known.

    `user` is their id, or the JSON object `{"id", "name", "email", "until"}`; `user_hash` the hexadecimal
    HMAC-SHA256 of exactly that text. `until` is in seconds since 1970.
    """
    if not isinstance(user, str) or not 0 < len(user) <= LONGEST or not _signed(secrets, user, user_hash):
        return None
    told = _told(user)
    number = told.get("id")
    if isinstance(number, bool) or not isinstance(number, str | int) or not str(number) or _over(told):
        return None
    return Vouched(_visitor(str(number)), _text(told, "name", 120), _text(told, "email", 254))


def signature(secret: str, user: str) -> str:
    return hmac.new(secret.encode(), user.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _signed(secrets: Mapping[str, str], user: str, user_hash: object) -> bool:
    secret = secrets.get("identity_secret", "")
    if not secret or not isinstance(user_hash, str) or not HASH.fullmatch(user_hash):
        return False
    return hmac.compare_digest(signature(secret, user), user_hash.lower())


def _told(user: str) -> dict[str, Any]:
    if not user.lstrip().startswith("{"):
        return {"id": user}
    try:
        told = json.loads(user)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _over(told: dict[str, Any]) -> bool:
    until = told.get("until")
    return until is not None and not (isinstance(until, int | float) and time.time() < until)


def _visitor(number: str) -> str:
    if PLAIN_ID.fullmatch(number):
        return f"u:{number}"
    return f"u#{hashlib.sha256(number.encode('utf-8', 'replace')).hexdigest()[:40]}"


def _text(told: dict[str, Any], name: str, most: int) -> str:
    value = told.get(name)
    return " ".join(value.split())[:most] if isinstance(value, str) else ""
