"""The words that channels and the house exchange: frozen, plain, without behaviour. `doors.contract` hands them on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl

import msgspec

Secrets = Mapping[str, str]
"""Everything a connection's form asked for, secrets and settings alike, decrypted: field key to value."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a channel's set-up form. Labels are marked with `N_` and translated where they are shown."""

    key: str
    label: str
    kind: Literal["text", "secret", "url", "email", "number", "check", "choice"] = "text"
    help: str = ""
    placeholder: str = ""
    default: str = ""
    required: bool = True
    generated: bool = False  # left empty, the house fills it with a fresh random secret
    choices: tuple[tuple[str, str], ...] = ()


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A raw delivery, exactly as it arrived. Header names are lower case."""

    method: str = "POST"
    url: str = ""  # as the outside sees it, with the query
    headers: dict[str, str] = {}
    body: bytes = b""
    received_at: datetime | None = None  # UTC; empty for a recorded file
    id: int = 0  # our own, once stored

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.url.partition("?")[2], keep_blank_values=True))


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One parcel to be stored out of a delivery; `key` is the platform's event id, or the digest of the body."""

    key: str
    body: bytes
    lane: str = ""  # added to the connection's own lane where order matters only within something smaller


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote, in the platform's words. Only `id` may identify anybody; the rest is what they call themselves."""

    id: str
    name: str = ""
    handle: str = ""
    email: str = ""
    phone: str = ""
    picture_url: str = ""
    language: str = ""


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came with a message: where to fetch it (`url`, or a `ref` that the channel's `fetch` understands)."""

    type: str  # a media type such as image/jpeg; image, audio, video, file, location or contact where no more is known
    url: str = ""
    name: str = ""
    ref: str = ""
    size: int | None = None  # bytes
    content_id: str = ""  # where a mail's HTML points at it
    detail: str = ""  # what there is to say in words: a place, a phone number, an emoji


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """What a public thread hangs under, as far as the platform tells it along with a comment."""

    text: str = ""
    url: str = ""  # where it stands, for people
    picture_url: str = ""  # brought by the channel's `fetch`, never by a browser
    published_at: datetime | None = None  # UTC


ItemKind = Literal[
    "message", "edited", "deleted", "reaction", "receipt", "echo", "post", "review", "mention",
    "unsupported", "ignored",
]  # fmt: skip
State = Literal["", "sent", "delivered", "read", "failed", "delayed"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a parcel says. `kind` tells which of the other fields carry it."""

    kind: ItemKind
    external_id: str = ""  # the platform's id of this message; of the event for an edit, deletion, reaction or receipt
    door: str = ""  # the platform's own id of the page, number, bot or mailbox that received it
    author: Author | None = None
    text: str = ""
    html: str = ""
    subject: str = ""
    sent_at: datetime | None = None  # the platform's time, UTC
    thread: str = ""  # what the platform calls the thread; empty: the author's own
    public: bool = False
    reply_to: str = ""  # external id of the message it quotes or answers
    post: Post | None = None  # what a public `thread` hangs under, where the platform tells it along
    references: tuple[str, ...] = ()  # ids of earlier messages of the same thread, nearest first (mail)
    reply_token: str = ""  # our own signed reference that came back with it (mail)
    attachments: tuple[Attached, ...] = ()
    of: str = ""  # the external id that an edit, deletion, reaction or receipt changes
    upto: datetime | None = None  # a receipt for everything sent until then
    state: State = ""
    emoji: str = ""  # of a reaction; empty: taken back
    automatic: bool = False  # written by a machine on the other side: kept, but owes nobody an answer
    cc: tuple[str, ...] = ()
    why: str = ""  # for unsupported, ignored and failed: what a person should know
    here: bool = False  # said on a page of ours: no platform knows it, and no reply window opens by it


class File(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of an attachment, either way."""

    name: str
    type: str
    content: bytes
    inline: bool = False


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """One platform part to be sent. The same `idempotency_key` is never meant to be seen twice by the customer."""

    idempotency_key: str
    message_id: str  # our own id of the whole message
    what: Literal["message", "edit", "delete"] = "message"
    door: str = ""  # the platform's own id of the door it leaves by
    to: str = ""  # the author id it answers
    to_name: str = ""
    thread: str = ""
    text: str = ""
    said_at: datetime | None = None  # when our side said it: the same however often it is tried
    html: str = ""
    subject: str = ""
    files: tuple[File, ...] = ()
    public: bool = False
    reply_to: str = ""  # external id of the message it answers
    quotes: bool = False  # somebody chose that message to be quoted; else it is only the last one
    references: tuple[str, ...] = ()  # oldest first
    of: str = ""  # the external id that an edit or a deletion changes
    automatic: bool = False
    from_name: str = ""
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    reply_token: str = ""  # to be carried so that the answer finds its way back (mail)


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A pace that a platform documents: at most `most` parts within so many seconds."""

    of: str  # what is counted together; empty: everything that leaves by the connection
    most: int
    seconds: float


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the platform said of a part it took."""

    external_id: str
    sent_at: datetime | None = None
    state: State = "sent"


class FoundDoor(msgspec.Struct, frozen=True, kw_only=True):
    """A page, number, bot or mailbox that a connection reaches.

    `note`, marked with `N_`, says what it cannot do yet; `works` is False where that has to be mended.
    """

    external_id: str
    name: str
    note: str = ""
    works: bool = True


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """What an owner takes from an open door to somewhere else. `label` and `help` are marked with `N_`.

    `key` names it for programs. A `line` is pasted, a `page` opened, a `secret` shown only to who asks for it.
    """

    key: str
    label: str
    value: str
    kind: Literal["line", "page", "secret"] = "line"
    help: str = ""


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """What `can_answer` may look at before somebody writes."""

    public: bool
    last_heard_at: datetime | None
    now: datetime
    automatic: bool = False


class MayWrite(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one may write now, within what. `why` is marked with `N_`."""

    allowed: bool = True
    why: str = ""
    closes_at: datetime | None = None  # when the platform's reply window ends
    text_limit: int | None = None  # in the channel's own unit, see `Channel.length`
    file_limit_bytes: int | None = None
    cost: str = ""  # empty: free


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the edge says at once to a challenge."""

    status: int = 200
    body: bytes = b""
    type: str = "text/plain; charset=utf-8"
