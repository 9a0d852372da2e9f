"""Telegram's Bot API as a little server, after https://core.telegram.org/bots/api (read 2026-11).

It behaves as a self-hosted Bot API server, which may call plain http addresses. Customers act through `says`,
`edits`, `reacts`, `happens` and `blocked`; what they see of the bot is in `shown`. The bot's methods are in
`telegram_methods`, its webhook in `telegram_courier`.
"""

from __future__ import annotations

import json
import re
import time
from typing import Any

from tests.simulators.serving import Call, Fault, Said, Simulator
from tests.simulators.telegram_courier import Courier
from tests.simulators.telegram_methods import METHODS, Refusal, fields_of

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


class Telegram(Simulator):
    def __init__(self) -> None:
        super().__init__()
        self.token, self.revoked = TOKEN, False
        self.updates: list[dict[str, Any]] = []
        self.shown: dict[int, dict[int, dict[str, Any]]] = {}
        self.blocked: set[int] = set()
        self.files: dict[str, tuple[str, bytes]] = {}
        self.allowed: list[str] = []
        self.courier = Courier(self)
        self.asking = 0
        self._last_update, self._last_message = 900, 40

    def close(self) -> None:
        self.courier.stop()
        super().close()

    # What customers do

    def says(self, person: int, text: str = "", *, name: str = "Lucía", **more: Any) -> dict[str, Any]:
        """A customer writes to the bot in private; `more` adds or replaces fields of the message."""
        self.shown.setdefault(person, {})
        message = {
            "message_id": self.number(),
            "from": {"id": person, "is_bot": False, "first_name": name, "language_code": "es"},
            "chat": {"id": person, "type": "private", "first_name": name},
            "date": int(time.time()),
        } | ({"text": text} if text else {})
        return self.happens("message", message | more)

    def edits(self, update: dict[str, Any], text: str) -> dict[str, Any]:
        changed = update["message"] | {"text": text, "edit_date": int(time.time())}
        return self.happens("edited_message", changed)

    def reacts(self, person: int, message: int, emoji: str) -> dict[str, Any]:
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        reaction = {
            "chat": {"id": person, "type": "private"},
            "message_id": message,
            "user": {"id": person, "is_bot": False, "first_name": "Lucía"},
            "date": int(time.time()),
            "old_reaction": [],
            "new_reaction": new,
        }
        return self.happens("message_reaction", reaction)

    def happens(self, kind: str, told: dict[str, Any]) -> dict[str, Any]:
        """Add an update, unless the bot never asked for its kind."""
        with self.lock:
            self._last_update += 1
            update = {"update_id": self._last_update, kind: told}
            if kind in self.allowed or (not self.allowed and kind not in NOT_BY_DEFAULT):
                self.updates.append(update)
        return update

    def keeps(self, file_id: str, content: bytes, *, path: str) -> None:
        self.files[file_id] = (path, content)

    def texts(self, person: int) -> list[str]:
        """Return what the person sees of the bot, in order."""
        return [message.get("text", message.get("caption", "")) for message in self.shown[person].values()]

    # What the bot asks

    def answer(self, call: Call) -> Said:
        path = call.path.partition("?")[0]
        found = re.fullmatch(r"/(file/)?bot(\d+:[A-Za-z0-9_-]+)/(.+)", path)
        if not found:
            return _refused(Refusal(404, "Not Found"))
        if found[2] != self.token or self.revoked:
            return _refused(Refusal(401, "Unauthorized"))
        if found[1]:
            return self._file(found[3])
        try:
            fields, files = fields_of(call)
            return _done(METHODS.get(found[3].lower(), _no_method)(self, fields, files))
        except Refusal as refusal:
            return _refused(refusal)

    def _file(self, path: str) -> Said:
        for kept, content in self.files.values():
            if kept == path:
                return Said(200, content, {"Content-Type": "application/octet-stream"})
        return _refused(Refusal(404, "Not Found"))

    def patience(self, seconds: int) -> Said:
        words = f"Too Many Requests: retry after {seconds}"
        return _refused(Refusal(429, words, retry_after=seconds))

    def number(self) -> int:
        with self.lock:
            self._last_message += 1
            return self._last_message


def _no_method(_telegram: Telegram, _fields: Any, _files: Any) -> Any:
    raise Refusal(404, "Not Found: method not found")


def flood(method: str, *, retry_after: int, times: int = 1) -> Fault:
    words = f"Too Many Requests: retry after {retry_after}"
    return refusing(method, 429, words, times=times, retry_after=retry_after)


def refusing(method: str, code: int, description: str, *, times: int = 1, **parameters: int) -> Fault:
    return Fault(at=method, answer=_refused(Refusal(code, description, **parameters)), times=times)


def _done(result: Any) -> Said:
    return _json(200, {"ok": True, "result": result})


def _refused(refusal: Refusal) -> Said:
    told: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        told["parameters"] = refusal.parameters
    return _json(refusal.code, told)


def _json(status: int, told: Any) -> Said:
    return Said(status, json.dumps(told).encode(), {"Content-Type": "application/json"})
