"""Handing a part to Telegram: a text, one file with its caption, a change or a deletion.

Words go as they are: without `parse_mode`, Telegram takes no sign of them for formatting.
"""

from __future__ import annotations

import json
from typing import Any

from mostrador.doors.contract import File, Outgoing, Receipt, Secrets, SendFailed
from mostrador.doors.platforms import splitting
from mostrador.doors.platforms.telegram import calling
from mostrador.doors.platforms.telegram.reading import moment, place
from mostrador.kit import clock
from mostrador.kit.storable import storable
from mostrador.kit.words import N_

TEXT_LIMIT = 4096  # UTF-16 units
CAPTION_LIMIT = 1024
PHOTO_LIMIT_BYTES = 10 * 1024 * 1024

NOWHERE = N_("We do not know which chat this belongs to.")
NOTHING = N_("There is nothing to send.")
ONE_FILE = N_("Telegram takes one file at a time.")
TOO_LONG = N_("The text is too long for Telegram.")


def send(secrets: Secrets, outgoing: Outgoing) -> Receipt:
    """Send one part. Raises `SendFailed` or what `calling` raises."""
    if outgoing.what == "delete":
        return _delete(secrets, outgoing)
    if outgoing.what == "edit":
        return _edit(secrets, outgoing)
    _check(outgoing)
    where = _where(outgoing.thread or outgoing.to)
    try:
        return _message(secrets, outgoing, where)
    except calling.Declined as declined:
        if not declined.migrate_to_chat_id:
            raise
        # The group became a supergroup with another number. Nobody has seen anything yet, so we go after it.
        return _message(secrets, outgoing, where | {"chat_id": declined.migrate_to_chat_id})


def _check(outgoing: Outgoing) -> None:
    if not outgoing.text.strip() and not outgoing.files:
        raise SendFailed(NOTHING, try_again=False, code="empty")
    if len(outgoing.files) > 1:
        raise SendFailed(ONE_FILE, try_again=False, code="files")
    limit = CAPTION_LIMIT if outgoing.files else TEXT_LIMIT
    if splitting.utf16_units(outgoing.text) > limit:
        raise SendFailed(TOO_LONG, try_again=False, code="length")


def _message(secrets: Secrets, outgoing: Outgoing, where: dict[str, Any]) -> Receipt:
    fields = where | _reply(outgoing)
    if outgoing.files:
        return _receipt(_file(secrets, outgoing, fields), where)
    return _receipt(calling.call(secrets, "sendMessage", text=storable(outgoing.text), **fields), where)


def _reply(outgoing: Outgoing) -> dict[str, Any]:
    number = outgoing.reply_to.rpartition(":")[2]
    # Among many it says to whom; between two a quote in every answer is noise.
    if not (outgoing.quotes or outgoing.public):
        return {}
    if not number.isascii() or not number.isdecimal():
        return {}
    return {"reply_parameters": {"message_id": int(number), "allow_sending_without_reply": True}}


def _file(secrets: Secrets, outgoing: Outgoing, fields: dict[str, Any]) -> Any:
    [file] = outgoing.files
    caption = {"caption": storable(outgoing.text)} if outgoing.text.strip() else {}
    form = {
        key: json.dumps(value) if isinstance(value, dict) else str(value) for key, value in (fields | caption).items()
    }
    kind = _kind(file)
    try:
        return _upload(secrets, kind, file, form)
    except calling.Declined as declined:
        if declined.code != 400 or kind == "document" or declined.migrate_to_chat_id:
            raise
        # Too wide for a photo, a codec it does not play: as a document it takes anything.
        return _upload(secrets, "document", file, form)


def _kind(file: File) -> str:
    if file.type in ("image/jpeg", "image/png", "image/webp") and len(file.content) <= PHOTO_LIMIT_BYTES:
        return "photo"
    return {"video/mp4": "video", "audio/mpeg": "audio", "audio/mp4": "audio"}.get(file.type, "document")


def _upload(secrets: Secrets, kind: str, file: File, form: dict[str, str]) -> Any:
    files = {kind: (file.name or kind, file.content, file.type or "application/octet-stream")}
    return calling.upload(secrets, f"send{kind.capitalize()}", files, form)


def _edit(secrets: Secrets, outgoing: Outgoing) -> Receipt:
    target = _target(outgoing)
    try:
        result = _edited(secrets, target, storable(outgoing.text))
    except calling.Declined as declined:
        if declined.code != 400 or "message is not modified" not in declined.description:
            raise
        result = True  # already so
    return _receipt(result, target)


def _edited(secrets: Secrets, target: dict[str, Any], text: str) -> Any:
    try:
        return calling.call(secrets, "editMessageText", text=text, **target)
    except calling.Declined as declined:
        if declined.code != 400 or "no text in the message" not in declined.description:
            raise
        return calling.call(secrets, "editMessageCaption", caption=text, **target)


def _delete(secrets: Secrets, outgoing: Outgoing) -> Receipt:
    target = _target(outgoing)
    try:
        _deleted(secrets, target)
    except calling.Declined as declined:
        if declined.code != 400 or "message to delete not found" not in declined.description:
            raise
    return _receipt(True, target)


def _deleted(secrets: Secrets, target: dict[str, Any]) -> Any:
    if "business_connection_id" not in target:
        return calling.call(secrets, "deleteMessage", **target)
    business = target["business_connection_id"]
    numbers = [target["message_id"]]
    return calling.call(secrets, "deleteBusinessMessages", business_connection_id=business, message_ids=numbers)


def _target(outgoing: Outgoing) -> dict[str, Any]:
    where, _colon, number = outgoing.of.rpartition(":")
    if not number.isascii() or not number.isdecimal():
        raise SendFailed(NOWHERE, try_again=False, code="of")
    return _where(where) | {"message_id": int(number)}


def _where(thread: str) -> dict[str, Any]:
    """Turn `chat`, `chat:topic` or `connection@chat` back into what Telegram's methods ask for."""
    business, _at, chat_and_topic = thread.rpartition("@")
    chat, _colon, topic = chat_and_topic.partition(":")
    try:
        where: dict[str, Any] = {"chat_id": int(chat)}
        if topic:
            where["message_thread_id"] = int(topic)
    except ValueError:
        raise SendFailed(NOWHERE, try_again=False, code="thread") from None
    return where | ({"business_connection_id": business} if business else {})


def _receipt(result: Any, where: dict[str, Any]) -> Receipt:
    """Return the receipt of a message as Telegram describes it, or of the one that was changed."""
    told = result if isinstance(result, dict) else {}
    number = told.get("message_id", where.get("message_id"))
    if not isinstance(number, int):
        raise calling.Garbled("a message without a number")
    chat, date = told.get("chat"), told.get("date")
    chat_id = chat["id"] if isinstance(chat, dict) and "id" in chat else where["chat_id"]
    sent_at = moment(date) if isinstance(date, int) else clock.now()
    return Receipt(external_id=f"{place(chat_id, where.get('business_connection_id', ''))}:{number}", sent_at=sent_at)
