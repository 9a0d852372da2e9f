"""The difference of two plans as sentences: "Marta puede devolver 30 € (antes 15 €)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from mostrador.kit.words import N_
from mostrador.plan import explaining, phrases
from mostrador.plan.acting import MONEY
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice, speaking

BEFORE = N_("%(now)s (before: %(was)s)")
NEW, GONE = N_("New: %(says)s"), N_("No longer: %(says)s")
NO_MORE = N_("No longer without asking: %(says)s")
ORDER = N_("The order of the lines is %(now)s (before: %(was)s).")
REST = N_("The texts differ in: %(parts)s.")
NONE = N_("nothing")
WHERE = re.compile(r"0x[0-9a-f]+|\bat=\d+")  # places in memory and in the file say nothing of what is meant


class Difference(Struct, frozen=True):
    """One sentence. `part` and `id` are those of `explaining.sentences`."""

    part: str
    id: str
    kind: Literal["new", "gone", "changed"]
    says: str


def differences(old: Plan, new: Plan, voice: Voice | None = None) -> list[Difference]:
    """Say how the new plan differs from the old one; nothing where both say the same."""
    said = voice or speaking(new.locale.language)
    found = [*_authority(old, new, said), *_doors(old, new, said), *_rows(old, new, said), *_order(old, new, said)]
    return found or list(_rest(old, new, said))


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
        name = voice(phrases.ANY_OTHER_DOOR) if key == "default" else key
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
    """What no sentence shows is named by its part: no change goes unseen."""
    if old.hash == new.hash:
        return
    parts = [
        name for name in old.__struct_fields__ if name not in ("hash", "warnings", "order") and _differ(old, new, name)
    ]
    yield Difference("plan", "rest", "changed", voice(REST, parts=", ".join(parts) or "plan"))


def _differ(old: Plan, new: Plan, name: str) -> bool:
    return WHERE.sub("", repr(getattr(old, name))) != WHERE.sub("", repr(getattr(new, name)))
