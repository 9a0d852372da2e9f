"""Owners and lines: who really answered what, and what they answered that no line speaks of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mostrador.kit.words import N_
from mostrador.plan import authority
from mostrador.plan.proposing.clocks import near
from mostrador.plan.proposing.proposal import ENOUGH, Proposal, within
from mostrador.plan.replaying.past import Answered, Past, Spell
from mostrador.plan.replaying.replay import Replay
from mostrador.plan.shape import Line

OWNER = N_("%(count)s of %(all)s were answered by %(role)s")
NEW_LINE = N_("no line spoke of these %(all)s; %(role)s answered %(count)s of %(answered)s, half within %(half)s")
MOSTLY = 0.8
SEEN = 10  # messages of one need, to give it a line
NAMELESS = frozenset({"", "other", "spam", "abuse"})


def owners(replay: Replay, past: Past, waits: Sequence[Spell]) -> Iterator[Proposal]:
    """Propose who has a line where somebody else has really answered nearly all of it."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    roles = _roles(replay, past)
    for spell in waits:
        if role := roles.get(spell.by, ""):
            groups[replay.advice(spell.heard.facts).line].append(role)
    for line in replay.plan.lines:
        answered = groups.get(line.id, [])
        if len(answered) >= ENOUGH and not line.default and line.value_of("escalate", "assign") is None:
            yield from _owner(replay, line, answered)


def _owner(replay: Replay, line: Line, answered: list[str]) -> Iterator[Proposal]:
    (role, count), usual = Counter(sorted(answered)).most_common(1)[0], replay.plan.ladder[0]
    if count / len(answered) >= MOSTLY and role != usual:
        numbers = {"count": str(count), "all": str(len(answered)), "role": role}
        yield Proposal(how="act", path=("lines", line.id, "do"), old=usual, new=f"assign: {role}", evidence=OWNER,
                       numbers=numbers)  # fmt: skip


def lines(replay: Replay, past: Past, waits: Sequence[Spell]) -> Iterator[Proposal]:
    """Propose a line for each need that only the default took, often, and that one role nearly always answered."""
    default = next(line for line in replay.plan.lines if line.default)
    heard = Counter(
        one.facts.need for one in past.heard
        if past.counted(one.at) and replay.advice(one.facts).line == default.id
    )  # fmt: skip
    roles = _roles(replay, past)
    for need, count in sorted(heard.items(), key=lambda each: (-each[1], each[0])):
        answered = [one for one in waits if one.heard.facts.need == need and roles.get(one.by)]
        answered = [one for one in answered if replay.advice(one.heard.facts).line == default.id]
        if need not in NAMELESS and count >= SEEN and len(answered) >= SEEN:
            role, times = Counter(sorted(roles[one.by] for one in answered)).most_common(1)[0]
            if times / len(answered) >= MOSTLY:
                numbers = {"all": str(count), "count": str(times), "role": role}
                yield _line(replay, default, need, answered, numbers)


def _line(replay: Replay, default: Line, need: str, answered: list[Spell], numbers: dict[str, str]) -> Proposal:
    took = [(one.answered_at - one.heard.at).total_seconds() for one in answered if one.answered_at]
    numbers = {**numbers, "answered": str(len(answered)), "half": near(within(took, 0.5))}
    reply = default.value_of("reply")
    acts = [f"assign: {numbers['role']}", f"reply: {reply}" if reply else "acknowledge"]
    new = f"{{id: {_free_id(replay, need)}, when: {{need: {need}}}, do: [{', '.join(acts)}]}}"
    return Proposal(how="line", path=("lines", default.id), old="", new=new, evidence=NEW_LINE, numbers=numbers)


def _free_id(replay: Replay, need: str) -> str:
    taken = {line.id for line in replay.plan.lines} | {gate.id for gate in replay.plan.gates}
    return next(name for name in (f"N{number:02}-{need}"[:20] for number in range(1, 100)) if name not in taken)


def _roles(replay: Replay, past: Past) -> dict[int, str]:
    return {one.member: _role(replay, one) for one in past.answered if one.member}


def _role(replay: Replay, one: Answered) -> str:
    return authority.role_of(replay.plan, member_role=one.member_role, name=one.name)
