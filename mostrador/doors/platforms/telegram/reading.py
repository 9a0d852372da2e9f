"""What an update of Telegram means, in the words of the house. Pure: a decoded update in, items out.

A thread is a chat; where it has topics, `chat:topic`; where a person lends the bot their own account
(Telegram Business), `connection@chat`. A message is `chat:number`, since its number counts within its chat.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from mostrador.doors.contract import Author, CannotRead, Item
from mostrador.doors.platforms.telegram import contents
from mostrador.doors.platforms.telegram.shapes import (
    Chat,
    Deleted,
    Membership,
    Message,
    Pressed,
    Reaction,
    ReactionKind,
    User,
)
from mostrador.kit.words import N_

UNKNOWN_UPDATE = N_("Telegram sent something that we do not know yet. Look at it in Telegram.")
NOT_FOR_US = N_("It asks nothing of us.")
BLOCKED = N_("They blocked the bot: nothing reaches them until they write again.")
UNBLOCKED = N_("They opened the chat with the bot.")
MEMBERSHIP = N_("The bot's place in this chat changed.")
PRESSED = N_("They pressed a button under a message of the bot.")
MONEY = N_("Something about a payment inside Telegram. Look at it in Telegram.")
MOVED = N_("Their live location moved.")
COUNTED = N_("How many reactions a post has, without names.")


def items(update: dict[str, Any]) -> list[Item]:
    """Say what one update means. Raises `CannotRead` where it breaks Telegram's own promises."""
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool):
        raise CannotRead("update_id is missing or not a whole number.")
    kinds = [kind for kind in update if kind != "update_id"] or [""]
    return [item for kind in kinds for item in _read(kind, update.get(kind), f"update:{number}")]


def _read(kind: str, told: Any, event: str) -> list[Item]:
    if kind in _QUIET:
        return [Item(kind="ignored", external_id=event, author=_anyone(told), why=_QUIET[kind])]
    if kind not in _READERS:
        why = MONEY if kind in _MONEY else UNKNOWN_UPDATE
        return [Item(kind="unsupported", external_id=event, author=_anyone(told), why=why)]
    try:
        return _READERS[kind](told, event)
    except msgspec.ValidationError as wrong:
        raise CannotRead(f"{kind}: {str(wrong)[:200]}") from wrong


# Messages


def _message(told: Any, _event: str) -> list[Item]:
    message = msgspec.convert(told, Message)
    content = contents.of(message, told)
    item = _written(message, content)
    if content.why and content.service:
        return [msgspec.structs.replace(item, kind="ignored", why=content.why)]
    if content.why:
        return [msgspec.structs.replace(item, kind="unsupported", why=content.why)]
    return [msgspec.structs.replace(item, kind=_side(message))]


def _edited(told: Any, event: str) -> list[Item]:
    message = msgspec.convert(told, Message)
    content = contents.of(message, told)
    item = msgspec.structs.replace(
        _written(message, content), kind="edited", external_id=event, of=message_id(message), reply_token=""
    )
    if message.location and not message.venue:
        return [msgspec.structs.replace(item, kind="ignored", why=MOVED)]
    return [msgspec.structs.replace(item, sent_at=moment(message.edit_date or message.date))]


def _post(told: Any, event: str) -> list[Item]:
    return [
        msgspec.structs.replace(item, kind="post") if item.kind in ("message", "echo") else item
        for item in _message(told, event)
    ]


def _written(message: Message, content: contents.Content) -> Item:
    return Item(
        kind="message",
        external_id=message_id(message),
        author=_author(message),
        text=content.text,
        html=content.html,
        sent_at=moment(message.date),
        thread=thread_of(message),
        public=message.chat.type != "private",
        reply_to=_quoted(message),
        attachments=content.attachments,
        automatic=bool(message.sender and message.sender.is_bot and not message.sender_chat),
        reply_token=_start_word(message),
    )


def _side(message: Message) -> Any:
    """Tell what they wrote from what we wrote, and from the channel's post that opens its own discussion."""
    if message.is_automatic_forward:
        return "post"
    if message.sender_chat is not None:
        return "echo" if message.sender_chat.id == message.chat.id else "message"
    if message.business_connection_id and message.sender:
        return "message" if message.sender.id == message.chat.id else "echo"
    return "message"


def _quoted(message: Message) -> str:
    quoted = message.reply_to_message
    if quoted is None or quoted.forum_topic_created is not None:
        return ""  # every message of a topic points at the topic's beginning
    return f"{place_of(message)}:{quoted.message_id}"


def _start_word(message: Message) -> str:
    """Return what our own link carried: t.me/<bot>?start=<word> arrives as "/start <word>"."""
    command, _blank, word = message.text.partition(" ")
    return word if command == "/start" and message.chat.type == "private" else ""


def place_of(message: Message) -> str:
    return place(message.chat.id, message.business_connection_id)


def place(chat: int, business: str = "") -> str:
    return f"{business}@{chat}" if business else str(chat)


def thread_of(message: Message) -> str:
    topic = f":{message.message_thread_id}" if message.is_topic_message and message.message_thread_id else ""
    return place_of(message) + topic


def message_id(message: Message) -> str:
    return f"{place_of(message)}:{message.message_id}"


# What happens to messages


def _reaction(told: Any, event: str) -> list[Item]:
    reaction = msgspec.convert(told, Reaction)
    before = [_emoji(each) for each in reaction.old_reaction]
    after = [_emoji(each) for each in reaction.new_reaction]
    shown = [emoji for emoji in after if emoji not in before] or after[:1] or [""]
    chat = reaction.chat
    return [
        Item(
            kind="reaction",
            external_id=event if number == 0 else f"{event}.{number}",
            author=_of_user(reaction.user) if reaction.user else _of_chat(reaction.actor_chat or chat),
            sent_at=moment(reaction.date),
            thread=str(chat.id),
            public=chat.type != "private",
            of=f"{chat.id}:{reaction.message_id}",
            emoji=emoji,
        )
        for number, emoji in enumerate(shown)
    ]


def _emoji(reaction: ReactionKind) -> str:
    # Only Telegram can draw the emoji that its users design; a paid reaction is a star there.
    return reaction.emoji or ("⭐" if reaction.type == "paid" else "✨")


def _deleted(told: Any, event: str) -> list[Item]:
    deleted = msgspec.convert(told, Deleted)
    where = place(deleted.chat.id, deleted.business_connection_id)
    return [
        Item(
            kind="deleted",
            external_id=f"{event}.{number}",
            author=_of_chat(deleted.chat),
            thread=where,
            of=f"{where}:{message}",
        )
        for number, message in enumerate(deleted.message_ids)
    ]


def _pressed(told: Any, event: str) -> list[Item]:
    pressed = msgspec.convert(told, Pressed)
    under = pressed.message
    return [
        Item(
            kind="unsupported",
            external_id=event,
            author=_of_user(pressed.sender),
            text=pressed.data,
            thread=thread_of(under) if under else "",
            public=bool(under and under.chat.type != "private"),
            of=message_id(under) if under else "",
            why=PRESSED,
        )
    ]


def _membership(told: Any, event: str) -> list[Item]:
    change = msgspec.convert(told, Membership)
    why = MEMBERSHIP
    if change.chat.type == "private":
        why = BLOCKED if change.new_chat_member.status == "kicked" else UNBLOCKED
    return [
        Item(
            kind="ignored",
            external_id=event,
            author=_of_user(change.sender),
            sent_at=moment(change.date),
            thread=str(change.chat.id),
            why=why,
        )
    ]


# People and moments


def _author(message: Message) -> Author | None:
    if message.sender_chat is not None:
        return _of_chat(message.sender_chat)
    return _of_user(message.sender) if message.sender else _of_chat(message.chat)


def _of_user(user: User) -> Author:
    name = f"{user.first_name} {user.last_name}".strip()
    return Author(id=str(user.id), name=name, handle=user.username, language=user.language_code)


def _of_chat(chat: Chat) -> Author:
    name = chat.title or f"{chat.first_name} {chat.last_name}".strip()
    return Author(id=str(chat.id), name=name, handle=chat.username)


def _anyone(told: Any) -> Author | None:
    """Return who is behind an update that we do not read further, where it says so."""
    sender = (told.get("from") or told.get("user")) if isinstance(told, dict) else None
    try:
        return _of_user(msgspec.convert(sender, User)) if sender else None
    except msgspec.ValidationError:
        return None


def moment(seconds: int) -> datetime | None:
    """Return Unix seconds as a moment; Telegram says 0 for a message that it no longer shows."""
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, ValueError, OSError) as wrong:
        raise CannotRead("A date of Telegram's is no moment.") from wrong


_READERS: dict[str, Callable[[Any, str], list[Item]]] = {
    "message": _message,
    "edited_message": _edited,
    "business_message": _message,
    "edited_business_message": _edited,
    "deleted_business_messages": _deleted,
    "channel_post": _post,
    "edited_channel_post": _edited,
    "message_reaction": _reaction,
    "callback_query": _pressed,
    "my_chat_member": _membership,
}
_MONEY = ("shipping_query", "pre_checkout_query", "purchased_paid_media")
_QUIET = {
    "message_reaction_count": COUNTED,
    "business_connection": NOT_FOR_US,
    "inline_query": NOT_FOR_US,
    "chosen_inline_result": NOT_FOR_US,
    "poll": NOT_FOR_US,
    "poll_answer": NOT_FOR_US,
    "chat_member": MEMBERSHIP,
    "chat_join_request": MEMBERSHIP,
    "chat_boost": NOT_FOR_US,
    "removed_chat_boost": NOT_FOR_US,
}
EVERYTHING = (*_READERS, *_QUIET, *_MONEY)
"""The kinds of update to ask Telegram for: reactions and membership come only when asked."""
