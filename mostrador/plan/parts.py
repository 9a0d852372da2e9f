"""The parts of a plan beside its lines: aims, voice, care, alarm and questions. Frozen, and knowing nothing of files.

`at` is everywhere the line of the file. Money is in the currency's smallest coin, shares are between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

Sign = Literal["<=", ">=", "<", ">", "="]


class Act(msgspec.Struct, frozen=True):
    """One word of a `do:`, such as `open: case` or plain `acknowledge`."""

    word: str
    value: Any = None

    def __str__(self) -> str:
        value = "true" if self.value is True else self.value
        return self.word if value is None else f"{self.word}: {value}"


class Target(msgspec.Struct, frozen=True):
    """What an objective is to reach: seconds, coins, a share or a number, as its metric is counted."""

    sign: Sign
    amount: float

    def met(self, amount: float) -> bool:
        """Whether this much is enough."""
        return {
            "<=": amount <= self.amount, ">=": amount >= self.amount, "<": amount < self.amount,
            ">": amount > self.amount, "=": amount == self.amount,
        }[self.sign]  # fmt: skip


class Objective(msgspec.Struct, frozen=True, kw_only=True):
    """Something to reach by a day. `now` is None where nobody has measured it yet."""

    id: str
    text: str
    metric: str  # a word of plan.metrics
    target: Target
    by: date
    now: float | None = None
    at: int = 0


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the people we sell to, where they come in, and how we know."""

    id: str
    text: str = ""
    doors: tuple[str, ...] = ()
    evidence: str = ""
    at: int = 0


class Tone(msgspec.Struct, frozen=True, kw_only=True):
    """How the house speaks."""

    address: str = ""  # tú, usted, vos, you
    sign_with: str = ""  # first_name, full_name, role, house, nothing
    max_public_turns: int | None = None  # answers in public before one goes on in private
    do: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    at: int = 0


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """Words to start an answer from, by language."""

    name: str
    texts: Mapping[str, str] = {}
    at: int = 0

    def text(self, language: str, otherwise: str = "en") -> str:
        """Return the words in this language, or in the other, or in whichever there is."""
        return self.texts.get(language) or self.texts.get(otherwise) or next(iter(self.texts.values()), "")


class Big(msgspec.Struct, frozen=True, kw_only=True):
    """The few large gestures: bets, not a rule."""

    max: int
    per_year: int
    why: str = ""


class Holdout(msgspec.Struct, frozen=True, kw_only=True):
    """The share of people who get none, so that the effect can be seen."""

    share: float
    applies_to: tuple[str, ...] = ()


class Gestures(msgspec.Struct, frozen=True, kw_only=True):
    """What we give beside what we sell."""

    budget_month: int | None = None
    big: Big | None = None
    never_for: tuple[str, ...] = ()
    idea_from: tuple[str, ...] = ()
    not_twice_within: timedelta | None = None
    holdout: Holdout | None = None
    at: int = 0


class Surge(msgspec.Struct, frozen=True):
    """So many times the usual number of negative authors for that weekday and hour, and at least so many of them."""

    ratio: float
    min_authors: int


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """A level of crisis: any one of its signs raises it."""

    number: int
    name: str
    lead: str
    act_within: timedelta
    counts: Mapping[str, int] = {}  # neg_authors_2h, same_problem, press, health_risk: this many raise it
    surge: Surge | None = None
    do: tuple[Act, ...] = ()
    at: int = 0


class StandDown(msgspec.Struct, frozen=True, kw_only=True):
    """How a crisis ends, and how it is rehearsed."""

    below_for: timedelta
    debrief_within: timedelta | None = None
    drill_every: timedelta | None = None


class Crisis(msgspec.Struct, frozen=True, kw_only=True):
    levels: tuple[Level, ...] = ()  # rising
    stand_down: StandDown | None = None
    holding: Mapping[str, Reply] = {}  # statements to start from; {hora} and the like are blanks to fill
    at: int = 0

    def level(self, number: int) -> Level | None:
        return next((one for one in self.levels if one.number == number), None)


class Troll(msgspec.Struct, frozen=True, kw_only=True):
    """What it takes to call somebody a troll, and what is done then, step by step."""

    evidence_needed: int
    presume: str = "criticism"
    signs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    review_by: str = ""
    review_after: timedelta | None = None
    never: tuple[str, ...] = ()
    at: int = 0


class Pace(msgspec.Struct, frozen=True):
    """How often one person may be asked: so many times within a span, or in all where there is none."""

    times: int
    within: timedelta | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What we ask customers, whom, when, and what the answer decides."""

    id: str
    text: str
    to: str
    after: timedelta
    per_person: Pace
    decides: str = ""
    at: int = 0


class Starter(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation that we start on a day of the week."""

    day: str  # mon … sun
    door: str
    about: str  # customer or us
    line: str
    at: int = 0


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What counting in money needs to know."""

    gross_margin: float | None = None
    hour_cost: int | None = None
    referral_window: timedelta | None = None
    report_every: timedelta | None = None
    grades: tuple[str, ...] = ()
    at: int = 0


class Triage(msgspec.Struct, frozen=True, kw_only=True):
    """How sure the machine must be: below the floor a person decides, never an automatic act."""

    floor: float = 0.6
    at: int = 0
