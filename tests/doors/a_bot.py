"""What the tests of Telegram share: the secrets of a bot, an answer, a house's disk in little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mostrador.doors.channels.telegram import Telegram as Channel
from mostrador.doors.contract import (
    Item,
    Outgoing,
    Parcel,
    Piece,
)
from tests.simulators.telegram import TOKEN, Telegram

TELEGRAM = Channel()
LUCIA = 70011
JPEG = b"\xff\xd8\xff\xe0 a picture"
HOOK_SECRET = "una_clave-larga"


def secrets(outside: Telegram, **changed: str) -> dict[str, str]:
    usual = {"token": TOKEN, "mode": "polling", "webhook_secret": HOOK_SECRET, "api": outside.address}
    return usual | changed


def answer(text: str = "Sí, queda uno", **changed: Any) -> Outgoing:
    usual: dict[str, Any] = {"idempotency_key": "k", "message_id": "1", "to": str(LUCIA), "thread": str(LUCIA)}
    return Outgoing(text=text, **(usual | changed))


def read(pieces: Sequence[Piece]) -> list[Item]:
    return [item for piece in pieces for item in TELEGRAM.read(Parcel(body=piece.body))]


class Keeper:
    """Stands for the house's disk: keeps each key once, and may break."""

    def __init__(self) -> None:
        self.kept: dict[str, Piece] = {}
        self.taken: list[str] = []
        self.broken = False

    def __call__(self, pieces: Sequence[Piece]) -> None:
        if self.broken:
            raise OSError("disk full")
        self.taken += [piece.key for piece in pieces]
        for piece in pieces:
            self.kept.setdefault(piece.key, piece)

    @property
    def texts(self) -> list[str]:
        return [item.text for item in read(list(self.kept.values()))]


def listen(secrets: dict[str, str], keeper: Keeper, rounds: int, place: dict[str, Any] | None = None) -> dict[str, Any]:
    """Let the channel listen for so many rounds; return the bookmark it left."""
    turns = iter([False] * rounds)
    return list(TELEGRAM.listen(secrets, place or {}, keeper, lambda: next(turns, True)))[-1]
