"""What a channel is: the words every channel file is written in.

A channel translates between a platform and the house. It holds no state, knows no database and no Django;
everything it needs arrives as an argument. All but `read` and `send` have defaults.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from mostrador.doors.vocabulary import (
    Answer,
    Attached,
    Author,
    Field,
    File,
    FoundDoor,
    Handed,
    Item,
    ItemKind,
    Limit,
    MayWrite,
    Outgoing,
    Parcel,
    Piece,
    Post,
    Receipt,
    Secrets,
    State,
    Writing,
)
from mostrador.kit.egress import Foreseen
from mostrador.kit.words import N_

__all__ = [
    "Accept",
    "Answer",
    "Attached",
    "Author",
    "CannotRead",
    "Channel",
    "Field",
    "File",
    "FoundDoor",
    "Handed",
    "Item",
    "ItemKind",
    "Limit",
    "Listening",
    "Malformed",
    "MayWrite",
    "NeedsSignIn",
    "Outgoing",
    "Parcel",
    "Piece",
    "Post",
    "Receipt",
    "Secrets",
    "SendFailed",
    "SendUnsure",
    "State",
    "Unreachable",
    "Untrusted",
    "Writing",
]


class Untrusted(Exception):
    """The parcel is not from who it says: 401, nothing stored."""


class Malformed(Exception):
    """The parcel can never become valid: 400, nothing stored."""


class CannotRead(Exception):
    """The parcel is from whom it says but not understood: it goes to quarantine, in sight."""


class SendFailed(Exception):
    """The platform refused. `try_again` tells whether time may mend it; `after` how many seconds it asked for.

    `only_this`: the platform is well, it is this part that must wait (a full mailbox); others may leave meanwhile.
    `code` is for machines and tests; the text is for people, in English, short.
    """

    def __init__(
        self, why: str, *, try_again: bool, after: float | None = None, code: str = "", only_this: bool = False
    ) -> None:
        super().__init__(why)
        self.why, self.try_again, self.after, self.code, self.only_this = why, try_again, after, code, only_this


class SendUnsure(Exception):
    """The line broke after the words may have left: nobody knows whether the customer got them."""


class NeedsSignIn(Exception):
    """The platform no longer accepts our credentials. The door keeps receiving where it can and says so."""


class Unreachable(Foreseen):
    """The platform did not answer, or asked for patience. The same call may go through later."""

    def __init__(self, why: str, *, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


Accept = Callable[[Sequence["Piece"]], None]
"""Given by the house to `listen`: returns once the pieces are on disk."""


class Channel(ABC):
    """Base of every channel. Its file's docstring is its page in the docs; samples: tests/doors/samples/<key>/."""

    key: ClassVar[str]
    name: ClassVar[str]  # marked with N_ unless it is a proper name
    glyph: ClassVar[str]  # one-colour door glyph: a name of the icon family, or a key of the glyph sprite
    help: ClassVar[tuple[str, ...]] = ()  # steps for an owner who opens such a door, in order; marked with N_
    fields: ClassVar[tuple[Field, ...]] = ()
    listens: ClassVar[bool] = False  # True: `listen` is run by the house in a thread of its own
    hooks: ClassVar[bool] = True  # True: the connection has a hook URL
    everywhere: ClassVar[bool] = False  # an author's id means the same person on every connection (a mail address)
    text_limit: ClassVar[int | None] = None
    file_limit_bytes: ClassVar[int | None] = None
    can_edit: ClassVar[bool] = False
    can_delete: ClassVar[bool] = False
    slips: ClassVar[bool] = True  # whether customers are told of their receipt, where the door does not say otherwise
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
        """Look whether an unsure part arrived: its receipt, or None where it certainly did not and may leave again.

        Where the platform keeps its word about idempotency keys, sending again is a way of asking. Raise
        `NotImplementedError` where it cannot tell, and `Unreachable` where it may tell later.
        """
        raise NotImplementedError

    def limits(self, thread: str) -> Sequence[Limit]:
        """Say how fast one may write into that thread by one connection, as the platform documents it."""
        return ()

    def connect(self, secrets: Secrets, hook_url: str) -> list[FoundDoor]:
        """Test the credentials against the real platform, register the hook, and name the doors behind them.

        Raise `NeedsSignIn` or `Unreachable` with a reason for people.
        """
        return [FoundDoor(external_id="", name="")]

    def handed_over(self, secrets: Secrets, *, public_url: str, key: str) -> list[Handed]:
        """Say what an owner has to copy from this connection: its address, and the secrets we may have made."""
        address = Handed(key="hook_url", label=N_("Its address"), value=f"{public_url}/hooks/{key}")
        made = [field for field in self.fields if field.generated and secrets.get(field.key)]
        return [address] * self.hooks + [
            Handed(key=field.key, label=field.label, value=secrets[field.key], kind="secret", help=field.help)
            for field in made
        ]

    def disconnect(self, secrets: Secrets) -> None:
        """Undo what `connect` registered at the platform."""
        return

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
