"""Taking updates: asked for one after the other, or, where Telegram calls us, fetched when its calls did not arrive."""

from __future__ import annotations

import time
from typing import Any

from mostrador.doors.contract import Accept, Malformed, Piece, Secrets, Unreachable
from mostrador.doors.platforms import strict_json
from mostrador.doors.platforms.telegram import calling, reading
from mostrador.kit.words import N_

POLL_SECONDS = 10  # short enough to stop the house quickly, long enough to be no burden to anybody

OTHER_READER = N_("Another program is reading this bot's messages. Stop it, or ask @BotFather for a new token.")
NOT_CALLED = N_("Telegram no longer calls this door. Test it again to put that right.")
NO_WAY_IN = N_("Telegram cannot reach this door's address.")


def piece(update: Any) -> Piece:
    if not isinstance(update, dict):
        raise Malformed("An update is a JSON object.")
    return Piece(key=key(update), body=strict_json.encoded(update))


def key(update: dict[str, Any]) -> str:
    """Return the same key whichever way the update came, so that changing the way repeats nothing."""
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool):
        raise Malformed("An update needs a whole number as its update_id.")
    return str(number)


def poll(secrets: Secrets, bookmark: dict[str, Any], accept: Accept) -> dict[str, Any]:
    """Bring what waits. Only the next call confirms an update to Telegram, when it is on disk already."""
    updates = _updates(secrets, bookmark.get("offset"))
    if not updates:
        # Numbers may begin anew, and lower, after a quiet week; what was confirmed does not come again.
        return {}
    try:
        accept([piece(update) for update in updates])
    except Malformed as wrong:
        raise calling.Garbled(str(wrong)) from wrong
    return {"offset": max(int(key(update)) for update in updates) + 1}


def _updates(secrets: Secrets, offset: int | None, *, wait: int | None = None) -> list[Any]:
    asked: dict[str, Any] = {"timeout": POLL_SECONDS if wait is None else wait, "allowed_updates": reading.EVERYTHING}
    if offset is not None:
        asked["offset"] = offset
    try:
        found = calling.call(secrets, "getUpdates", seconds=POLL_SECONDS + 15, **asked)
    except calling.Declined as declined:
        if declined.code != 409:
            raise
        _make_room(secrets)
        return []
    if not isinstance(found, list):
        raise calling.Garbled("getUpdates brought no list")
    return found


def _make_room(secrets: Secrets) -> None:
    """Take back a webhook that somebody left, since this door asks for itself."""
    hook = calling.call(secrets, "getWebhookInfo")
    if not isinstance(hook, dict) or not hook.get("url"):
        raise Unreachable(OTHER_READER, after=30)
    calling.call(secrets, "deleteWebhook", drop_pending_updates=False)


def watch(secrets: Secrets, bookmark: dict[str, Any], accept: Accept) -> dict[str, Any]:
    """Ask whether Telegram's calls reach us: a door that fails in silence leaves customers in silence."""
    hook = calling.call(secrets, "getWebhookInfo")
    url = str(hook.get("url") or "") if isinstance(hook, dict) else ""
    if not url and bookmark.get("hook"):  # we stopped while we fetched what waited
        be_called(secrets, bookmark["hook"])
        return bookmark
    if not url:
        raise Unreachable(NOT_CALLED, after=60)
    failed_at = hook.get("last_error_date")
    if hook.get("pending_update_count") and isinstance(failed_at, int) and time.time() - failed_at < 600:
        if bookmark.get("hook") == url:
            _fetch_what_waits(secrets, url, accept)
        raise Unreachable(f"{NO_WAY_IN} ({str(hook.get('last_error_message', ''))[:120]})", after=60)
    return {"hook": url}


def _fetch_what_waits(secrets: Secrets, url: str, accept: Accept) -> None:
    """Bring Telegram's own list of what its calls could not deliver; it gives one only while it is not to call."""
    calling.call(secrets, "deleteWebhook", drop_pending_updates=False)
    try:
        offset: int | None = None
        while updates := _updates(secrets, offset, wait=0):
            accept([piece(update) for update in updates])
            offset = max(int(key(update)) for update in updates) + 1
    except Malformed as wrong:
        raise calling.Garbled(str(wrong)) from wrong
    finally:
        be_called(secrets, url)


def be_called(secrets: Secrets, hook_url: str) -> None:
    calling.call(
        secrets,
        "setWebhook",
        url=hook_url,
        secret_token=secrets.get("webhook_secret", ""),
        allowed_updates=reading.EVERYTHING,
        drop_pending_updates=False,
    )
