"""What a channel is: the words every channel file is written in.

A channel translates between a platform and the house. It holds no state, knows no database and no Django;
everything it needs arrives as an argument. All but `read` and `send` have defaults.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal
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

    type: str  # a media type such as image/jpeg, or image, audio, video, file, location, contact where that is all we know
    url: str = ""
    name: str = ""
    ref: str = ""
    size: int | None = None  # bytes
    content_id: str = ""  # where a mail's HTML points at it
    detail: str = ""  # what there is to say in words: a place, a phone number, an emoji


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


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the platform said of a part it took."""

    external_id: str
    sent_at: datetime | None = None
    state: State = "sent"


class FoundDoor(msgspec.Struct, frozen=True, kw_only=True):
    """A page, number, bot or mailbox that a connection reaches."""

    external_id: str
    name: str


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


class Untrusted(Exception):
    """The parcel is not from who it says: 401, nothing stored."""


class Malformed(Exception):
    """The parcel can never become valid: 400, nothing stored."""


class CannotRead(Exception):
    """The parcel is from whom it says but not understood: it goes to quarantine, in sight."""


class SendFailed(Exception):
    """The platform refused. `try_again` tells whether time may mend it; `after` how many seconds it asked for.

    `code` is for machines and tests; the text is for people, in English, short.
    """

    def __init__(self, why: str, *, try_again: bool, after: float | None = None, code: str = "") -> None:
        super().__init__(why)
        self.why, self.try_again, self.after, self.code = why, try_again, after, code


class SendUnsure(Exception):
    """The line broke after the words may have left: nobody knows whether the customer got them."""


class NeedsSignIn(Exception):
    """The platform no longer accepts our credentials. The door keeps receiving where it can and says so."""


class Unreachable(Exception):
    """The platform did not answer, or asked for patience. The same call may go through later."""

    def __init__(self, why: str, *, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


Accept = Callable[[Sequence["Piece"]], None]
"""Given by the house to `listen`: returns once the pieces are on disk."""


class Channel(ABC):
    """Base of every channel. Set-up help is the module's docstring; samples live in tests/doors/samples/<key>/."""

    key: ClassVar[str]
    name: ClassVar[str]  # marked with N_ unless it is a proper name
    glyph: ClassVar[str]  # one-colour door glyph: a name of the icon family, or a key of the glyph sprite
    fields: ClassVar[tuple[Field, ...]] = ()
    listens: ClassVar[bool] = False  # True: `listen` is run by the house in a thread of its own
    hooks: ClassVar[bool] = True  # True: the connection has a hook URL
    everywhere: ClassVar[bool] = False  # an author's id means the same person on every connection (a mail address)
    text_limit: ClassVar[int | None] = None
    file_limit_bytes: ClassVar[int | None] = None
    can_edit: ClassVar[bool] = False
    can_delete: ClassVar[bool] = False
    undo_seconds: ClassVar[int] = 4  # how long an answer waits for second thoughts; 0 where it can be taken back after

    def greet(self, secrets: Secrets, parcel: Parcel) -> Answer | None:
        """Answer a platform's challenge, or None when the parcel is not one."""
        return None

    def verify(self, secrets: Secrets, parcel: Parcel) -> None:
        """Raise `Untrusted` unless the raw bytes are from the platform. Fails closed when the secret is missing."""
        raise Untrusted("This channel takes no deliveries over HTTP.")

    def split(self, parcel: Parcel) -> list[Piece]:
        """Cut a delivery into the parcels to store. Raise `Malformed` for what can never become valid."""
        return [Piece(key=hashlib.sha256(parcel.body).hexdigest(), body=parcel.body)]

    def accepted(self, new: int, known: int) -> Answer:
        """What to say once the pieces are on disk."""
        return Answer(body=b"ok")

    @abstractmethod
    def read(self, parcel: Parcel) -> list[Item]:
        """Say what a stored parcel means. Pure: bytes in, facts out. Raise `CannotRead` otherwise."""

    @abstractmethod
    def send(self, secrets: Secrets, outgoing: Outgoing) -> Receipt:
        """Hand one part to the platform. Raise `SendFailed`, `SendUnsure` or `NeedsSignIn`."""

    def fetch(self, secrets: Secrets, attached: Attached, parcel: Parcel | None) -> File:
        """Bring an attachment's bytes; `parcel` is the one it came in, while we still have it."""
        raise Unreachable("This channel brings no files.")

    def listen(
        self, secrets: Secrets, bookmark: dict[str, Any], accept: Accept, stopping: Callable[[], bool]
    ) -> Iterable[dict[str, Any]]:
        """Bring what waits at the platform: `accept` the pieces, then yield the bookmark to keep.

        Runs until `stopping()`; a yield at least every 60 s tells that it lives. Raise `Unreachable` or `NeedsSignIn`.
        """
        return ()

    def find(self, secrets: Secrets, outgoing: Outgoing) -> Receipt | None:
        """Look whether an unsure part arrived. Raise `NotImplementedError` where the platform cannot tell."""
        raise NotImplementedError

    def connect(self, secrets: Secrets, hook_url: str) -> list[FoundDoor]:
        """Test the credentials against the real platform, register the hook, and name the doors behind them.

        Raise `NeedsSignIn` or `Unreachable` with a reason for people.
        """
        return [FoundDoor(external_id="", name="")]

    def disconnect(self, secrets: Secrets) -> None:
        """Undo what `connect` registered at the platform."""
        return None

    def can_answer(self, writing: Writing) -> MayWrite:
        return MayWrite(text_limit=self.text_limit, file_limit_bytes=self.file_limit_bytes)

    def fresh(self, text: str) -> str:
        """Return what they wrote now, without what the channel makes them quote of earlier messages."""
        return text

    def length(self, text: str) -> int:
        """Measure a text in the platform's unit."""
        return len(text)

    def parts(self, text: str, files: int) -> list[tuple[str, int]]:
        """Say how a message leaves: a list of (text, how many of the files), one per platform part.

        The default sends text and files together.
        """
        return [(text, files)]


class Listening(Channel):
    """A channel whose words are fetched rather than delivered; it has no hook."""

    listens = True
    hooks = False
