"""Where the story happens: every act goes through the verb or the journey that real life goes through, at its time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mostrador.accounts.models import Member
from mostrador.demo import wire
from mostrador.demo.pictures import picture
from mostrador.demo.wire import Said, Who
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.models import Connection, Door
from mostrador.doors.parcels import pack
from mostrador.doors.shelves import Parcels
from mostrador.inbox import attaching, delivering
from mostrador.inbox.models import Case, Message, Part
from mostrador.journeys import inbound, outbound
from mostrador.kit import clock

ON_ITS_WAY = timedelta(seconds=2)
FIRST_NUMBER = 4_000
SILENCE = "Telegram did not answer."


class NotHeard(Exception):
    """A parcel of the story was not understood: the story is wrong, or the way in is broken."""


class Stage:
    """The doors, the team, and whoever has spoken so far."""

    def __init__(self, store: Parcels, doors: Mapping[str, Door], team: Mapping[str, Member]) -> None:
        self.store, self.doors, self.team = store, doors, team
        self._secrets = {name: door.connection.secrets for name, door in doors.items()}
        self._number = FIRST_NUMBER
        self._letters: dict[tuple[str, str], list[str]] = {}

    def hears(self, who: Who, text: str, at: datetime, *, subject: str = "", pictures: Sequence[str] = ()) -> Message:
        """Let a customer say something. Raises `NotHeard`."""
        with clock.held_at(at):
            said = self._said(who, text, at, subject, pictures)
            self.arrives(who.door, wire.parcel(said, self._secrets[who.door]), at)
            return self._heard(said)

    def edits(self, heard: Message, who: Who, text: str, at: datetime) -> None:
        """Let a customer on Telegram say it otherwise."""
        number = int((heard.external_id or "").rpartition(":")[2])
        told = wire.edited(Said(who=who, text=text, at=heard.sent_at, number=number), text, at)
        self._update(who, "edited_message", told, at)

    def reacts(self, ours: Message, who: Who, emoji: str, at: datetime) -> None:
        number = int((ours.external_id or "").rpartition(":")[2])
        self._update(who, "message_reaction", wire.reaction(who, number, emoji, at), at)

    def sees(self, ours: Sequence[Message], who: Who, at: datetime) -> None:
        """Let a visitor of the chat read what we said."""
        self.arrives(who.door, wire.read_receipt(who, [message.external_id or "" for message in ours], at), at)

    def writes_elsewhere(self, who: Who, text: str, at: datetime, *, ours: str, subject: str) -> None:
        """Let somebody of ours answer a letter from their own mail program."""
        said = self._said(who, text, at, subject, ())
        self.arrives(who.door, wire.sent_elsewhere(said, ours=ours, subject=subject), at)

    def answers(
        self, case: Case, text: str, at: datetime, *, by: str = "", word: tuple[str, datetime] | None = None,
        outcome: str = "sent",
    ) -> Message:  # fmt: skip
        """Answer an asunto and say what became of it; without `by` a machine says it."""
        with clock.held_at(at):
            member = self.team[by] if by else None
            key = f"story {case.pk} {self._next()}"
            message = outbound.answer(
                case, by=member, text=text, key=key, told=word, automatic=member is None, at_once=True
            )
            # Nothing else is on its way, so the next part that may leave is this one's.
            if part := delivering.claim():
                with clock.held_at(at + ON_ITS_WAY):
                    message.external_id = self._outcome(part, outcome) or None
        self._remember(message)
        return message

    def changes_reach_them(self) -> None:
        """Let our edits and deletions arrive at the platform."""
        while part := delivering.claim():
            delivering.note_sent(part, external_id=part.message.external_id or "", at=clock.now())

    def arrives(self, door: str, parcel: Parcel, at: datetime) -> None:
        """Put a delivery on disk as the edge does, and open it as the worker does."""
        connection = self.doors[door].connection
        with clock.held_at(at):
            self.store.write([pack(connection.pk, parcel, _pieces(connection, parcel))])
            inbound.open_lane(str(connection.pk), self.store)

    def _heard(self, said: Said) -> Message:
        door = self.doors[said.who.door]
        found = Message.objects.filter(door=door, external_id=wire.external_id(said))
        message = found.select_related("case", "conversation__person").first()
        if message is None or message.case is None:
            raise NotHeard(f"{said.who.name or said.who.handle}: {said.text}")
        # The verbs ask for these again and again; they never change.
        message.conversation.door = door
        message.case.conversation, message.case.person = message.conversation, message.conversation.person
        self._remember(message)
        return message

    def _said(self, who: Who, text: str, at: datetime, subject: str, pictures: Sequence[str]) -> Said:
        said = Said(who=who, text=text, at=at, number=self._next(), subject=subject, pictures=tuple(pictures))
        if who.door == "website":
            return replace(said, kept=tuple(_uploaded(name) for name in pictures))
        return replace(said, thread=tuple(self._letters.get((who.handle, subject), ())))

    def _remember(self, message: Message) -> None:
        """Letters carry the ids of the letters before them."""
        if message.door_id == self.doors["email"].pk and message.external_id:
            key = (message.conversation.address_value, message.conversation.subject.removeprefix("Re: "))
            self._letters.setdefault(key, []).append(message.external_id)

    def _update(self, who: Who, kind: str, told: Mapping[str, Any], at: datetime) -> None:
        self.arrives(who.door, wire.update(self._next(), kind, told, self._secrets[who.door], at), at)

    def _outcome(self, part: Part, outcome: str) -> str:
        """Let it arrive, fail or get lost; return the id that the platform gave."""
        if outcome == "sent":
            given = self._given(part)
            delivering.note_sent(part, external_id=given, at=clock.now())
            return given
        if outcome == "unsure":
            delivering.note_unsure(part, why=SILENCE)
        else:
            delivering.note_failed(part, why=outcome, try_again=False)
        return ""

    def _given(self, part: Part) -> str:
        """Return the id that the platform would give."""
        conversation = part.message.conversation
        return {
            "website": f"out:{part.idempotency_key}",
            "telegram": f"{conversation.thread}:{self._next()}",
            "email": f"<respuesta-{part.pk}@vidriera.example>",
        }.get(conversation.door.connection.channel, str(part.message_id))

    def _next(self) -> int:
        self._number += 1
        return self._number


def _pieces(connection: Connection, parcel: Parcel) -> list[Piece]:
    channel = connection.speaks
    if channel.hooks:
        channel.verify(connection.secrets, parcel)
    return channel.split(parcel)


def _uploaded(name: str) -> Mapping[str, Any]:
    file = attaching.upload(None, name=f"{name}.png", type="image/png", content=picture(name))
    return {"key": file.key, "name": file.name, "type": file.type, "size": file.size}
