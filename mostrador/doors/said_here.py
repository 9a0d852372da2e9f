"""What people say on our own pages, whatever door they came through: it enters by that door, as one of its parcels.

Nobody outside can send such a parcel: its method is ours, and the edge lets only GET and POST in.
"""

from datetime import UTC, datetime

import msgspec

from mostrador.doors.contract import Attached, Author, CannotRead, Item, Parcel

METHOD = "HERE"
PREFIX = "here:"
"""Ids of such messages begin so: no platform knows them."""


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is already kept under its key."""

    key: str
    type: str
    name: str = ""
    size: int | None = None


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `author`, `thread` and `door` are those the door itself knows them by."""

    id: str
    author: str
    thread: str
    door: str
    text: str
    sent_at: datetime
    language: str = ""
    files: tuple[File, ...] = ()


def written(words: Words) -> bytes:
    return msgspec.json.encode(words)


def read(parcel: Parcel) -> list[Item]:
    """Say what such a parcel means. Raises `CannotRead`."""
    try:
        told = msgspec.json.decode(parcel.body, type=Words)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise CannotRead(str(wrong)) from wrong
    return [
        Item(
            kind="message",
            external_id=f"{PREFIX}{told.id}",
            door=told.door,
            author=Author(id=told.author, language=told.language),
            text=told.text,
            sent_at=told.sent_at.astimezone(UTC),
            thread=told.thread,
            attachments=tuple(
                Attached(type=file.type, ref=f"kept:{file.key}", name=file.name, size=file.size) for file in told.files
            ),
            here=True,
        )
    ]
