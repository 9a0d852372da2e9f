"""What a replay found. Plain figures; `old` is how it is (or the plan compared with), `new` how it would have been."""

from __future__ import annotations

from datetime import datetime

import msgspec

MAY_BE_LATE = 0.05  # of the promises, with enough hands


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Which plan it was."""

    id: str
    version: str
    hash: str


class Pair(msgspec.Struct, frozen=True):
    """The same count under both plans."""

    old: int
    new: int


class LineCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many messages a line decided. Empty `when`: the plan does not have it."""

    line: str
    old: int
    new: int
    when: str
    default: bool = False


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Messages that only the default line took, of one need at one door; the plan says nothing of them."""

    need: str
    door: str
    count: int
    quotes: tuple[str, ...]
    messages: tuple[int, ...]
    cases: tuple[int, ...]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Promises to answer at one door: `first` or `next`, and those late under each plan, by the real answers."""

    door: str
    answer: str
    made: int
    late: Pair
    open: int  # nobody had answered by the last moment known
    tried: Pair = Pair(0, 0)  # so many of them while shifts were on record
    at_best: Pair = Pair(0, 0)  # of those, late although everybody on shift did nothing else

    @property
    def too_fast(self) -> bool:
        """Whether those on shift cannot keep the new plan's clock, however quick they are."""
        return self.at_best.new > self.tried.new * MAY_BE_LATE


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Acts of one kind that a role would have had to ask another for, or that nobody could have allowed."""

    act: str
    role: str
    of: str  # the role asked; empty: nobody may
    old: int
    new: int
    line: str = ""  # of the law or of the policy of gestures, where it is that which asks or blocks


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """What a role gave in one month, beside what it may; coins. None: no limit.

    Without a role: the gestures of the whole house beside the month's budget, large ones apart.
    """

    role: str
    month: str
    old: int
    new: int
    old_limit: int | None
    new_limit: int | None


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The time that answers take, beside the time that somebody is there."""

    answers: int
    seconds_each: int
    measured: int  # from so many answers given while somebody else was waiting; 0: the usual figure was taken
    needed: int  # seconds in all
    open: Pair  # seconds in which the clocks run, one person there
    people: Pair  # at once, so that at most one promise in twenty is late
    late_alone: Pair  # promises late where one person does nothing else
    on_shift: Pair | None = None  # seconds that people of ours were here while the clocks ran; None: not on record
    needed_then: int = 0  # seconds, for the answers of the days whose shifts are on record


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A message that the new plan treats differently."""

    message: int
    case: int
    at: datetime
    door: str
    need: str
    quote: str
    old_line: str
    new_line: str
    old_role: str
    new_role: str
    old_due: datetime | None = None
    new_due: datetime | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a replay found."""

    plan: Named
    against: Named
    since: datetime
    until: datetime
    currency: str
    decimals: int
    timezone: str
    messages: int
    corrected: int
    guessed: int  # rows from before it was kept how they were weighed
    covered: Pair
    lines: tuple[LineCount, ...]
    gaps: tuple[Gap, ...]
    promises: tuple[Kept, ...]
    really_promised: int
    really_late: int
    answers: int
    given: int
    asked: tuple[Asked, ...]
    spent: tuple[Spent, ...]
    work: Work
    changed: tuple[Changed, ...]
    shifts_from: datetime | None = None  # since when they are on record

    def late(self) -> Pair:
        return Pair(sum(one.late.old for one in self.promises), sum(one.late.new for one in self.promises))

    def too_fast(self) -> tuple[Kept, ...]:
        """Return the answers whose clock those on shift cannot keep, at the doors where it is so."""
        return tuple(one for one in self.promises if one.too_fast)

    def asks(self) -> Pair:
        return Pair(sum(one.old for one in self.asked), sum(one.new for one in self.asked))
