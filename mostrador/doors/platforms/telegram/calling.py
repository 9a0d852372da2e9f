"""Calling Telegram's Bot API, and what its refusals mean. The token is part of the address: never show that.

Errors are told apart by their number; only the cases of number 400 that are no failures for us (nothing to
change, nothing to delete, a caption instead of a text) are known by Telegram's own words.
"""

from __future__ import annotations

import re
from typing import Any

import httpx

from mostrador.doors.contract import NeedsSignIn, Secrets, SendFailed, SendUnsure, Unreachable
from mostrador.kit import egress, http
from mostrador.kit.words import N_

HOME = "https://api.telegram.org"
TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,100}", re.ASCII)

NO_TOKEN = N_("That is not a token of @BotFather. It looks like 123456:ABC-DEF…")
REVOKED = N_("Telegram no longer accepts this bot's token. Ask @BotFather for a new one and paste it here.")
QUIET = N_("Telegram did not answer.")
BUSY = N_("Telegram asks for a little patience.")
FORBIDDEN = N_("They blocked the bot, or it was taken out of the chat.")
REFUSED = N_("Telegram did not take it.")
TROUBLE = N_("Telegram has trouble.")
GARBLED = N_("Telegram answered something that nobody understands.")


class Declined(Exception):
    """Telegram answered, and the answer is no. `code` is its number; the rest is in its own words."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any]) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description = code, description
        self.retry_after = _number(parameters.get("retry_after"))
        self.migrate_to_chat_id = _number(parameters.get("migrate_to_chat_id"))


class Garbled(Exception):
    """An answer came, but it is not one of the Bot API's."""


def call(secrets: Secrets, method: str, *, seconds: float = 20.0, **fields: Any) -> Any:
    """Call a method, return its result. Raises `Declined`, `Garbled`, `http.NoAnswer` or `egress.NoWay`."""
    return _result(http.post(_address(secrets, method), json=fields, seconds=seconds, longest_seconds=60.0))


def upload(secrets: Secrets, method: str, files: dict[str, Any], fields: dict[str, str]) -> Any:
    """Call a method with files in it, as a form."""
    return _result(http.post(_address(secrets, method), data=fields, files=files, seconds=30.0))


def download(secrets: Secrets, path: str, *, limit_bytes: int) -> bytes:
    """Bring a file that getFile prepared."""
    response = http.get(_address(secrets, path, kind="file/bot"), limit_bytes=limit_bytes, seconds=30.0)
    if response.status_code != 200:
        raise Declined(response.status_code, "", {})
    return response.content


def _address(secrets: Secrets, path: str, *, kind: str = "bot") -> str:
    token = secrets.get("token", "").strip()
    if not TOKEN.fullmatch(token):
        raise NeedsSignIn(NO_TOKEN)
    return f"{(secrets.get('api') or HOME).rstrip('/')}/{kind}{token}/{path}"


def _result(response: httpx.Response) -> Any:
    try:
        told = response.json()
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict) and told.get("ok") is True and 200 <= response.status_code < 300:
        return told.get("result")
    if response.status_code < 400:
        raise Garbled(f"HTTP {response.status_code} without a result")
    told = told if isinstance(told, dict) else {}
    parameters = told.get("parameters")
    code = _number(told.get("error_code")) or response.status_code
    raise Declined(code, str(told.get("description", ""))[:200], parameters if isinstance(parameters, dict) else {})


def _number(told: Any) -> int:
    return told if isinstance(told, int) and not isinstance(told, bool) else 0


# What a failure means to whoever called


def while_sending(wrong: Exception) -> Exception:
    """Return what the house should know when something was to be seen by a customer."""
    match wrong:
        case Declined(code=401 | 404):
            return NeedsSignIn(REVOKED)
        case Declined(code=504) | Garbled() | http.NoAnswer():
            # It may have got there: a gateway that tired of waiting knows no more than we do.
            return SendUnsure(QUIET)
        case Declined():
            return _refusal(wrong)
        case egress.NoWay():
            closed = isinstance(wrong, egress.Refused)
            return SendFailed(wrong.for_people, try_again=not closed, code=type(wrong).__name__)
    return wrong


def _refusal(declined: Declined) -> SendFailed:
    code = str(declined.code)
    if declined.code == 429:
        return SendFailed(BUSY, try_again=True, after=float(declined.retry_after or 5), code=code)
    if declined.code == 403:
        return SendFailed(FORBIDDEN, try_again=False, code=code)
    if declined.code >= 500:
        return SendFailed(TROUBLE, try_again=True, code=code)
    words = f"{REFUSED} ({declined.description})" if declined.description else REFUSED
    return SendFailed(words, try_again=False, code=code)


def while_asking(wrong: Exception) -> Exception:
    """Return what the house should know when nothing was to be seen by anybody."""
    match wrong:
        case Declined(code=401 | 404):
            return NeedsSignIn(REVOKED)
        case Declined(code=429):
            return Unreachable(BUSY, after=float(wrong.retry_after or 5))
        case Declined():
            return Unreachable(f"{TROUBLE} ({wrong})")
        case Garbled() | http.NoAnswer():
            return Unreachable(GARBLED if isinstance(wrong, Garbled) else QUIET)
        case egress.NoWay():
            return Unreachable(wrong.for_people)
    return wrong


WRONG = (Declined, Garbled, http.NoAnswer, egress.NoWay)
