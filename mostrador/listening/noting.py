"""Notes who was angry, once for each negative message, in the transaction in which it was received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mostrador.inbox.models import Message
from mostrador.kit import rows
from mostrador.listening import gist
from mostrador.listening.models import Anger


@dataclass(frozen=True, kw_only=True)
class Angry:
    """An angry message that was just written; `harm` where it credibly says that somebody may be hurt."""

    message: Message
    person: int
    harm: bool = False
    silence: int | None = None  # the message of theirs that nobody has answered


def note(heard: Sequence[Angry]) -> None:
    """Write them down together."""
    rows.insert_all([
        Anger(
            message_id=one.message.pk, person_id=one.person, at=one.message.shown_at,
            public=one.message.public, harm=one.harm, press=gist.is_press(one.message.text),
            gist=gist.gist(one.message.text), silence_id=one.silence,
        )
        for one in heard
    ])  # fmt: skip
