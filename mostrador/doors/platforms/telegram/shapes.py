"""The parts of an update that we read, with the types that Telegram promises.

Source: https://core.telegram.org/bots/api (Bot API 9.x, read 2026-11). What is not named here is passed over.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field


class User(Struct):
    id: int
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False


class Chat(Struct):
    id: int
    type: str = "private"
    title: str = ""
    username: str = ""
    first_name: str = ""
    last_name: str = ""


class Entity(Struct):
    """A stretch of the text; `offset` and `length` count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""


class Stored(Struct):
    """Anything with bytes behind it: a photo's size, a document, a voice."""

    file_id: str
    file_size: int | None = None
    file_name: str = ""
    mime_type: str = ""
    title: str = ""
    performer: str = ""
    width: int = 0
    height: int = 0


class Sticker(Struct):
    file_id: str
    file_size: int | None = None
    emoji: str = ""
    is_animated: bool = False
    is_video: bool = False


class Location(Struct):
    latitude: float
    longitude: float
    live_period: int = 0


class Venue(Struct):
    location: Location
    title: str = ""
    address: str = ""


class Contact(Struct):
    phone_number: str = ""
    first_name: str = ""
    last_name: str = ""


class Dice(Struct):
    emoji: str
    value: int


class Task(Struct):
    text: str
    completion_date: int = 0


class Checklist(Struct):
    title: str = ""
    tasks: list[Task] = []


class Replied(Struct):
    message_id: int
    forum_topic_created: Any = None


class Message(Struct):
    message_id: int
    chat: Chat
    date: int = 0
    edit_date: int = 0
    sender: User | None = field(default=None, name="from")
    sender_chat: Chat | None = None
    sender_business_bot: User | None = None
    business_connection_id: str = ""
    message_thread_id: int = 0
    is_topic_message: bool = False
    is_automatic_forward: bool = False
    reply_to_message: Replied | None = None
    text: str = ""
    caption: str = ""
    entities: list[Entity] = []
    caption_entities: list[Entity] = []
    photo: list[Stored] = []
    document: Stored | None = None
    voice: Stored | None = None
    audio: Stored | None = None
    video: Stored | None = None
    video_note: Stored | None = None
    animation: Stored | None = None
    sticker: Sticker | None = None
    location: Location | None = None
    venue: Venue | None = None
    contact: Contact | None = None
    dice: Dice | None = None
    checklist: Checklist | None = None


class ReactionKind(Struct):
    type: str
    emoji: str = ""
    custom_emoji_id: str = ""


class Reaction(Struct):
    chat: Chat
    message_id: int
    date: int
    user: User | None = None
    actor_chat: Chat | None = None
    old_reaction: list[ReactionKind] = []
    new_reaction: list[ReactionKind] = []


class Deleted(Struct):
    business_connection_id: str
    chat: Chat
    message_ids: list[int]


class Pressed(Struct):
    """A button under a message of the bot was pressed."""

    id: str
    sender: User = field(name="from")
    message: Message | None = None
    data: str = ""


class Standing(Struct):
    status: str


class Membership(Struct):
    chat: Chat
    sender: User = field(name="from")
    date: int
    new_chat_member: Standing
