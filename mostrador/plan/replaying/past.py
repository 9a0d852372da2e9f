"""The past as rows: what they said, when people of ours answered, what was let go, and what was given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from mostrador.plan import deciding
from mostrador.plan.shape import Facts


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """Something they said, with what was known of it: as stored, people's corrections included."""

    id: int
    case: int
    at: datetime  # from when its clock runs: the platform's time, as the inbox counts it
    facts: Facts
    quote: str = ""
    corrected: bool = False  # somebody said of it what it needs
    weighed: bool = True  # its row says how it was weighed when it came; else that is guessed from its needs
    hurried_to: datetime | None = None  # an answer was owed by then at the latest, whatever the plan says


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A person of ours answered."""

    case: int
    at: datetime
    member: int = 0  # 0: nobody knows who, as from the telephone
    name: str = ""
    member_role: str = ""  # of the house
    public: bool = False


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """It ended without an answer, for a reason that somebody gave."""

    case: int
    at: datetime


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """Money or its worth that somebody gave, in the currency's smallest coin."""

    case: int
    at: datetime
    act: str  # refund, discount, gesture
    amount: int
    name: str = ""
    member_role: str = ""
    person: int = 0  # who had it, however many addresses they have; 0: nobody knows
    thing: str = ""  # of a gesture
    told: bool = True  # nothing but choices tell what it was
    place: Facts = Facts()  # the door, and who saw it
    adult: bool = False  # they had said by then that they are of age


class OnShift(msgspec.Struct, frozen=True, kw_only=True):
    """When one of ours was here, in order, as far as that is on record."""

    member: int
    spans: tuple[tuple[datetime, datetime], ...]


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """Everything between two moments. What was said before `since` only shows who was waiting already.

    `upto` is the last moment that anything is known of: what was not answered by then is judged as it stood then.
    """

    since: datetime
    until: datetime
    upto: datetime
    heard: tuple[Heard, ...] = ()
    answered: tuple[Answered, ...] = ()
    ended: tuple[Ended, ...] = ()
    given: tuple[Given, ...] = ()
    gestures_before: tuple[Given, ...] = ()  # older ones, as far back as the policy of gestures looks
    promised: int = 0  # promises to answer, as they were really made, and how many of them were really late
    promised_late: int = 0
    on_shift: tuple[OnShift, ...] = ()
    shifts_from: datetime | None = None  # who was here is on record from then on; None: nobody ever wrote it down

    def counted(self, at: datetime) -> bool:
        return self.since <= at < self.until


Moment = Heard | Answered | Ended


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody waits for an answer, from their first words on: these start one clock."""

    heard: Heard
    again: bool  # the errand had an answer before
    answered_at: datetime | None = None
    let_go: bool = False  # it ended for a reason, without an answer
    by: int = 0


class _Errand:
    """One errand while its moments are gone through in order."""

    def __init__(self) -> None:
        self.waiting: Heard | None = None
        self.answered = False

    def take(self, moment: Moment) -> Spell | None:
        """Let one thing happen; return the spell that it ends."""
        if isinstance(moment, Heard):
            if self.waiting is None and deciding.needs_answer(moment.facts):
                self.waiting = moment
            return None
        answer = moment if isinstance(moment, Answered) else None
        spell = self.ends(answer, let_go=answer is None)
        self.answered = self.answered or answer is not None
        return spell

    def ends(self, answer: Answered | None = None, *, let_go: bool = False) -> Spell | None:
        waiting, self.waiting = self.waiting, None
        if waiting is None:
            return None
        at, by = (answer.at, answer.member) if answer else (None, 0)
        return Spell(heard=waiting, again=self.answered, answered_at=at, let_go=let_go, by=by)


def spells(past: Past) -> dict[int, Spell]:
    """Return every time that somebody waited, by the id of the words that began it, in order.

    One clock a spell, as the inbox runs them; the answer of a person, or a stated end, is its end.
    """
    found = {spell.heard.id: spell for spell in _spells(past) if past.counted(spell.heard.at)}
    return dict(sorted(found.items()))


def _spells(past: Past) -> Iterator[Spell]:
    errands: dict[int, _Errand] = {}
    moments: list[Moment] = [*past.heard, *past.answered, *past.ended]
    for moment in sorted(moments, key=_place):
        errand = errands.setdefault(moment.case, _Errand())
        if spell := errand.take(moment):
            yield spell
    for errand in errands.values():
        if spell := errand.ends():
            yield spell


def _place(moment: Moment) -> tuple[datetime, int, int]:
    kind = (Heard, Answered, Ended).index(type(moment))
    return moment.at, kind, moment.id if isinstance(moment, Heard) else moment.case
