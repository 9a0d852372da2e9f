"""The methods of the Bot API that the simulator knows, each with the refusals that the real one gives."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.simulators.serving import Call

if TYPE_CHECKING:
    from tests.simulators.telegram import Telegram

Fields = dict[str, Any]
Files = dict[str, tuple[str, bytes]]
Method = Callable[["Telegram", Fields, Files], Any]

BOT = {"id": 110201543, "is_bot": True, "first_name": "La Vidriera", "username": "LaVidrieraBot"}
TAKEN_BACK_SECONDS = 48 * 3600
LARGEST_DOWNLOAD_BYTES = 20 * 1024 * 1024


class Refusal(Exception):
    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def _get_me(_telegram: Telegram, _fields: Fields, _files: Files) -> Any:
    return BOT | {"can_join_groups": True, "can_read_all_group_messages": False}


# Updates


def _get_updates(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    if telegram.courier.url:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    turn = _take_turn(telegram, fields)
    until = time.monotonic() + int(fields.get("timeout") or 0)
    while not telegram.updates and time.monotonic() < until and turn == telegram.asking:
        time.sleep(0.01)
    if turn != telegram.asking:
        raise Refusal(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        )
    return telegram.updates[: min(int(fields.get("limit") or 100), 100)]


def _take_turn(telegram: Telegram, fields: Fields) -> int:
    offset = int(fields.get("offset") or 0)
    with telegram.lock:
        telegram.asking += 1
        telegram.allowed = _listed(fields.get("allowed_updates")) or telegram.allowed
        if offset > 0:
            telegram.updates = [update for update in telegram.updates if update["update_id"] >= offset]
        return telegram.asking


def _set_webhook(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    secret = str(fields.get("secret_token") or "")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise Refusal(400, "Bad Request: secret token contains unallowed characters")
    telegram.allowed = _listed(fields.get("allowed_updates")) or telegram.allowed
    telegram.courier.serve(str(fields.get("url") or ""), secret)
    return True


def _delete_webhook(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    telegram.courier.serve("", "")
    if fields.get("drop_pending_updates"):
        telegram.updates = []
    return True


def _get_webhook_info(telegram: Telegram, _fields: Fields, _files: Files) -> Any:
    return telegram.courier.told() | {"pending_update_count": len(telegram.updates)}


# Messages


def _send_message(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    text = str(fields.get("text") or "")
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if _units(text) > 4096:
        raise Refusal(400, "Bad Request: message is too long")
    return _show(telegram, fields, {"text": text})


def _send(kind: str) -> Method:
    def send(telegram: Telegram, fields: Fields, files: Files) -> Any:
        if kind not in files:
            raise Refusal(400, f"Bad Request: there is no {kind} in the request")
        name, content = files[kind]
        if _units(str(fields.get("caption") or "")) > 1024:
            raise Refusal(400, "Bad Request: message caption is too long")
        if kind == "photo" and not content.startswith((b"\xff\xd8", b"\x89PNG")):
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        stored = {"file_id": f"sent-{name}", "file_name": name, "file_size": len(content)}
        caption = {"caption": fields["caption"]} if fields.get("caption") else {}
        return _show(telegram, fields, {kind: stored} | caption)

    return send


def _show(telegram: Telegram, fields: Fields, content: Fields) -> Fields:
    chat = _chat(telegram, fields)
    replied = fields.get("reply_parameters")
    replied = json.loads(replied) if isinstance(replied, str) else replied
    message = {
        "message_id": telegram.number(),
        "from": BOT,
        "chat": {"id": chat, "type": "private" if chat > 0 else "group"},
        "date": int(time.time()),
    } | content
    if replied:
        message["reply_to_message"] = {"message_id": replied["message_id"], "chat": message["chat"]}
    if fields.get("message_thread_id"):
        message["message_thread_id"] = int(fields["message_thread_id"])
    with telegram.lock:
        telegram.shown.setdefault(chat, {})[message["message_id"]] = message
    return message


def _chat(telegram: Telegram, fields: Fields) -> int:
    if not str(fields.get("chat_id") or ""):
        raise Refusal(400, "Bad Request: chat_id is empty")
    chat = int(fields["chat_id"])
    if chat in telegram.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    if chat not in telegram.shown:
        raise Refusal(400, "Bad Request: chat not found")
    return chat


def _edit_message_text(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    message = _own(telegram, fields, "edit")
    if "text" not in message:
        raise Refusal(400, "Bad Request: there is no text in the message to edit")
    return _change(message, "text", str(fields.get("text") or ""))


def _edit_message_caption(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    return _change(_own(telegram, fields, "edit"), "caption", str(fields.get("caption") or ""))


def _change(message: Fields, what: str, words: str) -> Any:
    if message.get(what) == words:
        raise Refusal(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message",
        )
    message[what], message["edit_date"] = words, int(time.time())
    return message


def _delete_message(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    message = _own(telegram, fields, "delete")
    if time.time() - message["date"] > TAKEN_BACK_SECONDS:
        raise Refusal(400, "Bad Request: message can't be deleted for everyone")
    del telegram.shown[_chat(telegram, fields)][message["message_id"]]
    return True


def _own(telegram: Telegram, fields: Fields, verb: str) -> Fields:
    found = telegram.shown[_chat(telegram, fields)].get(int(fields.get("message_id") or 0))
    if found is None:
        raise Refusal(400, f"Bad Request: message to {verb} not found")
    return found


def _get_file(telegram: Telegram, fields: Fields, _files: Files) -> Any:
    file_id = str(fields.get("file_id") or "")
    if file_id not in telegram.files:
        raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    path, content = telegram.files[file_id]
    if len(content) > LARGEST_DOWNLOAD_BYTES:
        raise Refusal(400, "Bad Request: file is too big")
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(content), "file_path": path}


METHODS: dict[str, Method] = {
    "getme": _get_me,
    "getupdates": _get_updates,
    "setwebhook": _set_webhook,
    "deletewebhook": _delete_webhook,
    "getwebhookinfo": _get_webhook_info,
    "sendmessage": _send_message,
    "sendphoto": _send("photo"),
    "senddocument": _send("document"),
    "sendvideo": _send("video"),
    "sendaudio": _send("audio"),
    "editmessagetext": _edit_message_text,
    "editmessagecaption": _edit_message_caption,
    "deletemessage": _delete_message,
    "getfile": _get_file,
}
"""By name in small letters: the Bot API's method names have no case."""


# How a call brings its fields


def fields_of(call: Call) -> tuple[Fields, Files]:
    query = dict(parse_qsl(call.path.partition("?")[2]))
    media_type = call.headers.get("content-type", "")
    if media_type.startswith("application/json"):
        return query | json.loads(call.body or b"{}"), {}
    if media_type.startswith("multipart/form-data"):
        return _form(media_type, call.body)
    return query | dict(parse_qsl(call.body.decode())), {}


def _form(media_type: str, body: bytes) -> tuple[Fields, Files]:
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {media_type}\r\n\r\n".encode() + body)
    fields: Fields = {}
    files: Files = {}
    for part in whole.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        if part.get_filename():
            files[name] = (str(part.get_filename()), content)
        else:
            fields[name] = content.decode()
    return fields, files


def _listed(told: Any) -> list[str]:
    return json.loads(told) if isinstance(told, str) else list(told or [])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
