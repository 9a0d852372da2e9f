"""What is inside a message of Telegram: its words and what hangs on it."""

from __future__ import annotations

from html import escape
from typing import Any

from msgspec import Struct

from mostrador.doors.contract import Attached
from mostrador.doors.platforms.telegram.shapes import Entity, Location, Message, Sticker, Stored
from mostrador.doors.platforms.web_files import is_address
from mostrador.kit.words import N_

UNKNOWN = N_("Telegram shows something here that we cannot show yet. Look at it in Telegram.")
POLL = N_("A poll. Look at it in Telegram.")
STORY = N_("A story. Look at it in Telegram.")
GAME = N_("A game. Look at it in Telegram.")
PAYMENT = N_("Something about a payment inside Telegram. Look at it in Telegram.")
PAID = N_("Pictures or videos that must be paid for. Look at them in Telegram.")
GIVEAWAY = N_("A giveaway. Look at it in Telegram.")
SERVICE = N_("Telegram tells what happened in the chat.")


class Content(Struct, frozen=True, kw_only=True):
    """`why` is empty when the message can be shown; `service` when nobody wrote it."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attached, ...] = ()
    why: str = ""
    service: bool = False


def of(message: Message, told: dict[str, Any]) -> Content:
    """Return what a message holds; `told` is the same message as it came, for the kinds we do not read."""
    text = message.text or message.caption or _spoken(message)
    attachments = _attachments(message)
    if text or attachments:
        html = _with_links(text, message.entities or message.caption_entities)
        return Content(text=text, html=html, attachments=attachments)
    announced = any(key in told for key in _SERVICE) or any(key.startswith(_SERVICE_PARTS) for key in told)
    why = SERVICE if announced else next((why for key, why in _CLOSED.items() if key in told), UNKNOWN)
    return Content(why=why, service=announced)


def _spoken(message: Message) -> str:
    """Put into words what is neither written nor a file."""
    if message.dice:
        return f"{message.dice.emoji} {message.dice.value}"
    if message.checklist:
        tasks = [f"{'☑' if task.completion_date else '☐'} {task.text}" for task in message.checklist.tasks]
        return "\n".join([message.checklist.title, *tasks])
    return ""


def _attachments(message: Message) -> tuple[Attached, ...]:
    found = [_file(message), _place(message), _contact(message)]
    if message.sticker:
        found.append(_sticker(message.sticker))
    return tuple(attached for attached in found if attached is not None)


def _file(message: Message) -> Attached | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: (size.width * size.height, size.file_size or 0))
        return _attached(largest, "image/jpeg")
    # An animation also comes as a document, for old programs: the first that is there counts.
    for stored, usual in (
        (message.animation, "video/mp4"),
        (message.video, "video/mp4"),
        (message.video_note, "video/mp4"),
        (message.voice, "audio/ogg"),
        (message.audio, "audio/mpeg"),
        (message.document, "file"),
    ):
        if stored is not None:
            return _attached(stored, usual)
    return None


def _attached(stored: Stored, usual: str) -> Attached:
    return Attached(
        type=stored.mime_type or usual,
        name=stored.file_name,
        ref=stored.file_id,
        size=stored.file_size,
        detail=" – ".join(part for part in (stored.performer, stored.title) if part),
    )


def _sticker(sticker: Sticker) -> Attached:
    moving = "application/x-tgsticker" if sticker.is_animated else "video/webm" if sticker.is_video else ""
    return Attached(type=moving or "image/webp", ref=sticker.file_id, size=sticker.file_size, detail=sticker.emoji)


def _place(message: Message) -> Attached | None:
    if message.venue:
        detail = f"{message.venue.address} ({_coordinates(message.venue.location)})".strip()
        return Attached(type="location", name=message.venue.title, detail=detail)
    return Attached(type="location", detail=_coordinates(message.location)) if message.location else None


def _coordinates(location: Location) -> str:
    return f"{location.latitude:.6f}, {location.longitude:.6f}"


def _contact(message: Message) -> Attached | None:
    if message.contact is None:
        return None
    name = f"{message.contact.first_name} {message.contact.last_name}".strip()
    return Attached(type="contact", name=name, detail=message.contact.phone_number)


def _with_links(text: str, entities: list[Entity]) -> str:
    """Return HTML where an address hides behind words, else nothing. Entities count UTF-16 units."""
    links = [entity for entity in entities if entity.type == "text_link" and is_address(entity.url)]
    if not links:
        return ""
    units, at, pieces = text.encode("utf-16-le"), 0, []
    for link in sorted(links, key=lambda entity: entity.offset):
        start, end = link.offset * 2, (link.offset + link.length) * 2
        if at <= start < end <= len(units):
            words = escape(_words(units[start:end]))
            pieces.append(f'{escape(_words(units[at:start]))}<a href="{escape(link.url)}">{words}</a>')
            at = end
    return ("".join(pieces) + escape(_words(units[at:]))).replace("\n", "<br>")


def _words(units: bytes) -> str:
    return units.decode("utf-16-le", "replace")


_CLOSED = {
    "poll": POLL,
    "story": STORY,
    "game": GAME,
    "invoice": PAYMENT,
    "successful_payment": PAYMENT,
    "refunded_payment": PAYMENT,
    "paid_media": PAID,
    "giveaway": GIVEAWAY,
    "giveaway_winners": GIVEAWAY,
}
_SERVICE_PARTS = (
    "forum_topic_",
    "general_forum_topic_",
    "video_chat_",
    "checklist_tasks_",
    "suggested_post_",
)
_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "connected_website",
    "write_access_allowed",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "chat_owner_changed",
    "chat_owner_left",
    "giveaway_created",
    "giveaway_completed",
    "paid_message_price_changed",
    "direct_message_price_changed",
    "users_shared",
    "chat_shared",
)
