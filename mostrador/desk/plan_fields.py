"""What of the plan may be changed beside the sentence that says it: words, amounts, one of a menu, some of a list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mostrador.desk import plan_marks
from mostrador.kit.words import N_
from mostrador.plan import durations, phrases
from mostrador.plan.acting import MONEY
from mostrador.plan.metrics import METRICS
from mostrador.plan.parts import Level, Objective
from mostrador.plan.readers.care import MOMENTS
from mostrador.plan.shape import Plan

Shown = dict[str, Any]
Path = tuple[str, ...]
Field = tuple[Path, Shown]
LISTS = frozenset({"people", "may", "never_for"})
"""Words whose value is a list."""
PARTS = {
    "doors": "door", "roles": "role", "replies": "reply", "legal": "law", "objectives": "aim", "lines": "line",
    "questions": "question", "segments": "segment", "calendar": "calendar",
}  # fmt: skip
GESTURES = {"budget_month": "budget", "big": "big", "never_for": "never", "not_twice_within": "twice"}


class LeftEmpty(Exception):
    """A field that holds one value was sent without any."""

    for_people = N_("Write a value. What is to be taken out whole is taken out in the text.")

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def of(plan: Plan) -> dict[tuple[str, str], list[Shown]]:
    """Return what may be changed beside each sentence, by its part and id."""
    found: dict[tuple[str, str], list[Shown]] = {}
    for path, field in _fields(plan):
        found.setdefault(row(path), []).append({"name": json.dumps(path), **field})
    return found


def changed(plan: Plan, sent: Callable[[str], Sequence[str]]) -> Iterator[tuple[Path, list[str]]]:
    """Go through the fields that were sent with something else than what stood there: where, and the words now.

    `sent` gives the values of a field by its name. Only one that takes some of a list may come without any words.
    Raise `LeftEmpty`.
    """
    for path, field in _fields(plan):
        values = [one.strip() for one in sent(json.dumps(path))]
        now = [one for one in values if one]
        if not values or sorted(now) == sorted(filter(None, _standing(field))):
            continue
        if not now and "some" not in field:
            raise LeftEmpty(path)
        yield path, now


def names(plan: Plan) -> set[str]:
    """Return what the fields of a plan are called in a form."""
    return {json.dumps(path) for path, _field in _fields(plan)}


def stood(fields: Iterable[Shown]) -> str:
    """Return a mark of what stands in some fields."""
    return plan_marks.mark({one["name"]: _standing(one) for one in fields})


def stood_of(plan: Plan, named: Iterable[str]) -> str:
    """Return the mark of those fields of a plan that are called so in a form."""
    known = set(named)
    return stood({"name": json.dumps(path), **field} for path, field in _fields(plan) if json.dumps(path) in known)


def path_of(name: str) -> Path:
    """Return where in the plan the field of this name stands."""
    return tuple(json.loads(name))


def row(path: Sequence[str]) -> tuple[str, str]:
    """Return the part and the id of the sentence that says what stands at a path of the plan."""
    first, second = path[0] if path else "", path[1] if len(path) > 1 else ""
    if first == "gestures":
        return "gestures", f"gestures.{GESTURES.get(second, '')}"
    if first == "locale":
        return "hours", "holidays"
    if path[:2] == ("crisis", "holding"):
        return "crisis", path[2] if len(path) > 2 else ""
    part = PARTS.get(first, first)
    return part, f"authority.{second}" if part == "authority" else second


def _standing(field: Shown) -> list[str]:
    if "value" in field:
        return [field["value"]]
    return [one["value"] for one in field.get("some") or field["choices"] if one["on"]]


def _fields(plan: Plan) -> Iterator[Field]:
    """Go through what may be changed: where it stands, what it is called, what it is now."""
    for one in plan.objectives:
        yield from _aim(one, plan)
    for name, hours in plan.hours.items():
        yield ("hours", name), _text(_("Hours"), hours.text)
    yield from _doors(plan)
    yield from _roles(plan)
    yield from _authority(plan)
    yield from _gestures(plan)
    for level in plan.crisis.levels:
        yield from _level(level, plan)


def _roles(plan: Plan) -> Iterator[Field]:
    for name, role in plan.roles.items():
        yield ("roles", name, "people"), _text(_("People, with commas"), ", ".join(role.people))
        others = {one: one for one in plan.roles if one != name}
        yield ("roles", name, "backup"), _one_of(_("Who stands in"), role.backup, others)


def _aim(one: Objective, plan: Plan) -> Iterator[Field]:
    yield ("objectives", one.id, "text"), _text(_("In words"), one.text)
    yield ("objectives", one.id, "target"), _text(_("What to reach"), f"{one.target.sign}{_target(one, plan)}")
    yield ("objectives", one.id, "by"), _text(_("By the day"), one.by.isoformat())


def _target(one: Objective, plan: Plan) -> str:
    amount, unit = one.target.amount, METRICS[one.metric].unit
    if unit == "span":
        return durations.written(timedelta(seconds=amount))
    return _amount(int(amount), plan) if unit == "money" else f"{amount:g}"


def _doors(plan: Plan) -> Iterator[Field]:
    for key, one in plan.doors.items():
        yield ("doors", key, "first"), _text(_("First answer"), durations.written(one.first))
        yield ("doors", key, "next"), _text(_("Later answers"), durations.written(one.next))
        yield ("doors", key, "resolve"), _text(_("All done"), _span(one.resolve))
        yield ("doors", key, "window"), _text(_("How long the platform lets us answer"), _span(one.window))


def _authority(plan: Plan) -> Iterator[Field]:
    for name, may in plan.authority.items():
        known = {**phrases.MAY, **{word: word for word in may.may if word not in phrases.MAY}}
        yield ("authority", name, "may"), _some_of(_("May, without asking"), may.may, known)
        for word, amount in {**{word: may.limits.get(word) for word in MONEY}, "month": may.month}.items():
            yield ("authority", name, word), _text(_limit_words()[word], _amount(amount, plan))


def _gestures(plan: Plan) -> Iterator[Field]:
    given = plan.gestures
    yield ("gestures", "budget_month"), _text(_("In a month, the whole house"), _amount(given.budget_month, plan))
    if given.big is not None:
        yield ("gestures", "big", "max"), _text(_("At most"), _amount(given.big.max, plan))
        yield ("gestures", "big", "per_year"), _text(_("Times a year"), str(given.big.per_year))
    moments = {word: phrases.NEVER_FOR[word] for word in MOMENTS}
    yield ("gestures", "never_for"), _some_of(_("Never for"), given.never_for, moments)
    yield ("gestures", "not_twice_within"), _text(_("Time between two"), _span(given.not_twice_within))


def _level(one: Level, plan: Plan) -> Iterator[Field]:
    path = ("crisis", f"level_{one.number}")
    labels = {
        "neg_authors_2h": _("Angry people in two hours"), "same_problem": _("People with the same problem"),
        "press": _("In the press"), "health_risk": _("Credible reports of harm"),
    }  # fmt: skip
    for word, count in one.counts.items():
        yield (*path, "any", word), _text(labels[word], str(count))
    if one.surge is not None:
        yield (*path, "any", "surge", "ratio"), _text(_("Times the usual"), f"{one.surge.ratio:g}")
        yield (*path, "any", "surge", "min_authors"), _text(_("From so many people on"), str(one.surge.min_authors))
    yield (*path, "lead"), _one_of(_("Who leads"), one.lead, {name: name for name in plan.roles})
    yield (*path, "act_within"), _text(_("Acts within"), durations.written(one.act_within))


def _text(label: str, value: str) -> Shown:
    return {"label": label, "value": value}


def _one_of(label: str, value: str, choices: Mapping[str, str]) -> Shown:
    return {
        "label": label,
        "choices": [{"value": one, "word": word, "on": one == value} for one, word in choices.items()],
    }


def _some_of(label: str, values: Iterable[str], choices: Mapping[str, str]) -> Shown:
    held = set(values)
    some = [{"value": one, "word": _(word), "on": one in held} for one, word in choices.items()]
    return {"label": label, "some": some}


def _span(length: timedelta | None) -> str:
    return durations.written(length) if length is not None else ""


def _limit_words() -> Mapping[str, str]:
    return {"refund": _("Refund"), "discount": _("Discount"), "gesture": _("Gesture"), "month": _("In a month")}


def _amount(coins: int | None, plan: Plan) -> str:
    return "" if coins is None else f"{Decimal(coins).scaleb(-plan.locale.decimals).normalize():f}"
