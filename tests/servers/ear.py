"""A house's ear at a mailbox: listens through the real channel and keeps what it hears."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from mostrador.doors.channels.email import Email
from mostrador.doors.contract import (
    Item,
    Parcel,
    Piece,
)

OURS = "hola@vidriera.example"
THEIRS = "lucia@clientes.example"
channel = Email()


class Ear:
    """Listens in a thread, as the house does, and keeps what it hears."""

    def __init__(self, secrets: dict[str, str], bookmark: dict[str, Any] | None = None) -> None:
        self.secrets, self.bookmark = secrets, bookmark if bookmark is not None else {}
        self.pieces: list[Piece] = []
        self.rounds = 0
        self.trouble: Exception | None = None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Ear:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join(timeout=30)
        assert not self._thread.is_alive()

    @property
    def items(self) -> list[Item]:
        return [item for piece in self.pieces for item in channel.read(Parcel(body=piece.body))]

    @property
    def texts(self) -> list[str]:
        return [item.text for item in self.items]

    def hears(self, what: Callable[[Ear], bool], *, within: float) -> float:
        begun = time.monotonic()
        while not what(self):
            if time.monotonic() - begun > within:
                pytest.fail(f"not heard within {within} s: {self.items} {self.trouble!r}")
            time.sleep(0.01)
        return time.monotonic() - begun

    def _listen(self) -> None:
        def accept(pieces: Sequence[Piece]) -> None:
            self.pieces.extend(pieces)

        try:
            for mark in channel.listen(self.secrets, self.bookmark, accept, self._end.is_set):
                self.bookmark = mark
                self.rounds += 1
        except Exception as trouble:
            self.trouble = trouble


def written(text: str, *, subject: str = "Pregunta", message_id: str = "", **headers: str) -> str:
    lines = {"From": f"Lucía <{THEIRS}>", "To": OURS, "Subject": subject, "Content-Type": "text/plain; charset=utf-8"}
    lines |= {"Message-ID": message_id} if message_id else {}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    return "\r\n".join(f"{name}: {value}" for name, value in lines.items()) + f"\r\n\r\n{text}\r\n"


def once(ear: Ear) -> Ear:
    """Let it go round until it waits, then stop it."""
    with ear:
        ear.hears(lambda ear: ear.rounds > 0, within=20)
        time.sleep(0.3)
    return ear


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]  # the policy makes it an EmailMessage
