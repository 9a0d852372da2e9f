"""The difference of two plans as sentences: "Marta puede devolver 30 € (antes 15 €)".

An owner signs what is told here: what no sentence shows is told leaf by leaf, as the text has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from mostrador.kit.words import N_
from mostrador.plan import explaining, leaves, phrases
from mostrador.plan.acting import MONEY
from mostrador.plan.leaves import Change
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice, speaking

BEFORE = N_("%(now)s (before: %(was)s)")
NEW, GONE = N_("New: %(says)s"), N_("No longer: %(says)s")
TEXT_IN = N_("“%(name)s” in %(language)s: «%(words)s»")
NO_MORE = N_("No longer without asking: %(says)s")
ORDER = N_("The order of the lines is %(now)s (before: %(was)s).")
SAME = N_("It says the same in other words.")
NONE = N_("nothing")
COINS = frozenset({"hour_cost"})  # leaves in the smallest coin that no sentence shows
TEXTS = "texts"  # of a reply or a statement, by language
EMPTY: tuple[Any, ...] = (None, leaves.ABSENT, (), "", frozenset(), {})
PARTS = {
    "lines": "line", "doors": "door", "gates": "law", "roles": "role", "objectives": "aim", "segments": "segment",
    "questions": "question", "replies": "reply", "hours": "hours", "crisis": "crisis",
}  # fmt: skip
"""Where a leaf stands, and the part of `explaining.sentences` whose row is the nearest to it."""


class Difference(Struct, frozen=True):
    """One sentence. `part` and `id` are those of `explaining.sentences`."""

    part: str
    id: str
    kind: Literal["new", "gone", "changed"]
    says: str


def differences(old: Plan, new: Plan, voice: Voice | None = None) -> list[Difference]:
    """Say how the new plan differs from the old one; nothing where both say the same."""
    said = (voice or speaking(new.locale.language)).of(new)  # who has a role now: a new name is one sentence
    found = [*_told(old, new, said), *_rest(old, new, said)]
    if not found and old.hash != new.hash:
        return [Difference("plan", "rest", "changed", said(SAME))]
    return found


def news(old: Plan, new: Plan, voice: Voice | None = None) -> list[Difference]:
    """Say how they differ beside the number of the version; nothing where only the words of the text are others."""
    return [one for one in differences(old, new, voice) if one.id not in ("version", "rest")]


def _told(old: Plan, new: Plan, voice: Voice) -> list[Difference]:
    return [*_authority(old, new, voice), *_doors(old, new, voice), *_rows(old, new, voice), *_order(old, new, voice)]


def _authority(old: Plan, new: Plan, voice: Voice) -> Iterator[Difference]:
    for role, now in new.authority.items():
        was = old.authority.get(role)
        if was is None:
            continue
        for word, before, after in [(one, was.limits.get(one), now.limits.get(one)) for one in MONEY] + [
            ("month", was.month, now.month)
        ]:
            if before != after:
                says = explaining.limit(word, after or 0, role, new, voice)
                told = voice.money(before, old) if before is not None else voice(NONE)
                yield Difference("authority", now.line, "changed", voice(BEFORE, now=says, was=told) + ".")
        if gained := sorted(now.may - was.may):
            yield Difference("authority", now.line, "new", explaining.may(role, gained, new, voice) + ".")
        if lost := sorted(was.may - now.may):
            says = voice(NO_MORE, says=explaining.may(role, lost, old, voice))
            yield Difference("authority", now.line, "gone", says + ".")


def _doors(old: Plan, new: Plan, voice: Voice) -> Iterator[Difference]:
    for key, now in new.doors.items():
        was = old.doors.get(key)
        if was is None:
            continue
        name = explaining.door(key, voice)
        for word, shape in phrases.CLOCKS.items():
            before, after = getattr(was, word), getattr(now, word)
            if before != after:
                told = voice(shape, door=name, now=_clock(after, voice))
                says = voice(BEFORE, now=told, was=_clock(before, voice)) + "."
                yield Difference("door", key, "changed", says)


def _clock(value: Any, voice: Voice) -> str:
    if value is None:
        return voice(NONE)
    return str(value.text) if hasattr(value, "text") else voice.span(value)


def _rows(old: Plan, new: Plan, voice: Voice) -> Iterator[Difference]:
    """Compare sentence by sentence; what was compared finer above is left out where it stands in both."""
    was, now = _said(old, voice), _said(new, voice)
    for key, says in now.items():
        if key not in was:
            yield Difference(*key, "new", voice(NEW, says=says))
        elif was[key] != says and key[0] not in ("authority", "door"):
            yield Difference(*key, "changed", voice(BEFORE, now=says, was=was[key]))
    for key, says in was.items():
        if key not in now:
            yield Difference(*key, "gone", voice(GONE, says=says))


def _said(plan: Plan, voice: Voice) -> Mapping[tuple[str, str], str]:
    return {(row["part"], row["id"]): row["says"] for row in explaining.sentences(plan, voice)}


def _order(old: Plan, new: Plan, voice: Voice) -> Iterator[Difference]:
    both = {line.id for line in old.lines} & {line.id for line in new.lines}
    was, now = ([line.id for line in plan.order if line.id in both] for plan in (old, new))
    if was != now:
        moved = [one for one, other in zip(now, was, strict=True) if one != other]
        says = voice(ORDER, now=", ".join(moved), was=", ".join(one for one in was if one in moved))
        yield Difference("line", "order", "changed", says)


def _rest(old: Plan, new: Plan, voice: Voice) -> Iterator[Difference]:
    """Tell every leaf that no sentence shows: neither what was with only this changed, nor what is with only this as
    it was.
    """
    for one in leaves.changes(old, new):
        if not (_told(old, _with(old, one, one.now), voice) and _told(_with(new, one, one.was), new, voice)):
            yield _leaf(one, new, voice)
            continue
        for inner in leaves.inside(one) if not _was_there(one) else ():
            if not _told(_with(new, inner, inner.was), new, voice):
                yield _leaf(inner, new, voice)


def _with(plan: Plan, one: Change, value: Any) -> Plan:
    return leaves.changed(plan, one.path, value)


def _was_there(one: Change) -> bool:
    return one.was is not None and one.was is not leaves.ABSENT


def _leaf(one: Change, new: Plan, voice: Voice) -> Difference:
    if one.path[-2:-1] == (TEXTS,):
        return _text(one, voice)
    was, now = (_value(one, each, new, voice) for each in (one.was, one.now))
    part, name = PARTS.get(one.path[0], "plan"), one.path[1] if len(one.path) > 1 else one.path[0]
    return Difference(part, name, "changed", voice(BEFORE, now=f"{one.where}: {now}", was=was) + ".")


def _text(one: Change, voice: Voice) -> Difference:
    """Tell words that came, went or changed in another language than that of the sentences."""
    part, name, code = PARTS[one.path[0]], one.path[-3], one.path[-1]
    was, now = (
        voice(TEXT_IN, name=name.replace("_", " "), language=voice.tongue(code), words=each)
        if each not in EMPTY
        else ""
        for each in (one.was, one.now)
    )
    if was and now:
        return Difference(part, name, "changed", voice(BEFORE, now=now, was=was))
    return Difference(part, name, "new" if now else "gone", voice(NEW if now else GONE, says=now or was))


def _value(one: Change, value: Any, plan: Plan, voice: Voice) -> str:
    if value in EMPTY:
        return voice(NONE)
    return voice.money(value, plan) if one.path[-1] in COINS else leaves.plainly(value)
