"""What a plan is once it has been read: frozen objects that know nothing of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from mostrador.plan.durations import written
from mostrador.plan.findings import Finding
from mostrador.plan.hours import Hours
from mostrador.plan.parts import (
    Act,
    Crisis,
    Gestures,
    Measure,
    Objective,
    Question,
    Reply,
    Segment,
    Starter,
    Tone,
    Triage,
    Troll,
)

__all__ = [
    "Act", "Authority", "Clock", "Effect", "Facts", "Gate", "Line", "Locale", "Plan", "Role", "Rung", "When",
]  # fmt: skip

Effect = Literal["block", "ask", "warn", "note"]


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one incoming message when the plan decides. Conditions look at nothing else."""

    needs: tuple[str, ...] = ()  # words of triage/needs.py, the leading one first
    asks_for_manager: bool = False
    needs_answer: bool = True
    automatic: bool = False  # a machine wrote it: it owes nobody an answer
    abuse: bool = False
    spam: bool = False
    label: str = ""  # what people have called the person, with evidence: troll
    fault: str = ""  # ours, not_ours; empty: unknown
    raises: frozenset[str] = frozenset()  # matters of law it touches: legal, privacy
    public: bool = False
    off_topic_under_post: bool = False
    channel: str = ""  # the channel's key
    door_name: str = ""
    door_hours: str = ""  # the door's own timetable, or the name of one of the plan's; empty: the plan's for it
    has_open_case: bool = False
    crisis_level: int = 0
    act: Act | None = None  # what somebody is about to do, where a legal gate is asked

    @property
    def need(self) -> str:
        """The leading need, or nothing."""
        return self.needs[0] if self.needs else ""


class When(msgspec.Struct, frozen=True):
    """The condition of a line: what was written, and the test it became."""

    written: Mapping[str, Any]
    words: frozenset[str]  # every condition word in it, nested ones too
    holds: Callable[[Facts], bool]

    def __str__(self) -> str:
        return ", ".join(f"{word}: {_plain(value)}" for word, value in self.written.items()) or "any"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of action."""

    id: str
    when: When
    do: tuple[Act, ...]
    limit: timedelta | None = None  # an answer sooner than the door's own `first`
    default: bool = False  # `when: any`
    max_turns: int | None = None
    note: str = ""
    rest: bool = False  # switched off: it stands in the plan and decides nothing
    place: int = 0  # among the lines of the file, those that are off counted
    at: int = 0  # its line in the file

    def value_of(self, *words: str) -> Any:
        """Return the value of the first of these acts, or None."""
        return next((act.value for act in self.do if act.word in words), None)


class Locale(msgspec.Struct, frozen=True, kw_only=True):
    timezone: str
    language: str = "es"
    currency: str = "EUR"
    country: str = ""  # ISO 3166, for its holidays
    subdivision: str = ""
    holidays: frozenset[date] = frozenset()  # days of rest beside the public ones
    sector: str = ""
    decimals: int = 2  # of the currency: amounts are counted in its smallest coin


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts. `member_role` is the role in the house whose members it gives its authority to."""

    name: str
    people: tuple[str, ...] = ()
    backup: str = ""
    member_role: str = ""
    at: int = 0


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of `doors`: by when somebody is answered there, counted inside its hours."""

    key: str  # a door's name, a channel's key, or `default`
    first: timedelta
    next: timedelta
    hours: Hours
    kind: str = "any"  # any, private, public, review, counter
    channel: str = ""
    resolve: timedelta | None = None
    priority: int = 0
    window: timedelta | None = None  # how long the platform lets us answer, in real time
    private_reply: timedelta | None = None  # how long it lets us answer a public word in private
    risk: str = ""
    fallback: str = ""  # the door to use when this one cannot be
    at: int = 0

    @property
    def for_public(self) -> bool | None:
        """Whether it is for public words only (True), private ones only (False), or both (None)."""
        return {"public": True, "review": True, "private": False}.get(self.kind)


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """What a role may do without asking. Amounts in the currency's smallest coin."""

    role: str
    may: frozenset[str] = frozenset()
    limits: Mapping[str, int] = {}  # per case: refund, discount, gesture
    month: int | None = None  # all three together
    at: int = 0

    @property
    def line(self) -> str:
        return f"authority.{self.role}"


class Rung(msgspec.Struct, frozen=True):
    """A step of the escalation ladder."""

    to: str
    after: timedelta
    at: int = 0


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """A matter of law that stands over every line."""

    id: str
    rule: str
    when: When
    effect: Effect
    rest: bool = False
    at: int = 0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A Social Media Plan, read and checked."""

    id: str
    version: str
    hash: str  # of its content: comments and layout change nothing
    owner: str
    locale: Locale
    hours: Mapping[str, Hours]
    roles: Mapping[str, Role]
    doors: Mapping[str, Clock]
    lines: tuple[Line, ...]
    order: tuple[Line, ...]  # as deciding tries them: safety, law, crisis, then as written, the default last
    authority: Mapping[str, Authority]
    escalation: tuple[Rung, ...]
    gates: tuple[Gate, ...]
    effective_from: date | None = None
    review_by: date | None = None
    name: str = ""  # of the house, as people know it
    objectives: tuple[Objective, ...] = ()
    segments: tuple[Segment, ...] = ()
    tone: Tone = Tone()
    replies: Mapping[str, Reply] = {}  # the plan's own texts; plan.texts has those of every house
    gestures: Gestures = Gestures()
    crisis: Crisis = Crisis()
    troll: Troll | None = None
    questions: tuple[Question, ...] = ()
    calendar: tuple[Starter, ...] = ()
    measure: Measure = Measure()
    triage: Triage = Triage()
    resting_lines: tuple[Line, ...] = ()  # switched off: they are shown, and decide nothing
    resting_gates: tuple[Gate, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def ladder(self) -> tuple[str, ...]:
        """Roles from the counter up to the owner, each once."""
        named = [rung.to for rung in self.escalation]
        return tuple(dict.fromkeys([*(role for role in named if role != self.owner), self.owner]))

    def line(self, line_id: str) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case timedelta():
            return written(value)
        case list() | tuple():
            return "[" + ", ".join(_plain(one) for one in value) + "]"
        case dict():
            return "{" + ", ".join(f"{word}: {_plain(one)}" for word, one in value.items()) + "}"
        case _:
            return str(value)
