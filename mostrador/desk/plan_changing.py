"""What a form of the Plan page asks of a draft: its text with the values changed, or why they cannot be taken."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_faults, plan_fields, plan_marks, plan_page
from mostrador.desk.plan_fields import Path
from mostrador.kit import clock
from mostrador.kit.words import N_
from mostrador.plan import editing, reading, versioning
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.shape import Plan

GONE = N_("That is no longer in the draft. Nothing was changed.")
UNREADABLE = N_("The draft cannot be read yet, so nothing was changed. Mend its text first.")
KEPT_OUT = N_("That cannot be written into the plan. Nothing was changed.")
Changes = Sequence[tuple[Path, list[str]]]


class NotTaken(Exception):
    """The draft stays as it is. `said` stands above the page, and beside the fields what is wrong with each."""

    def __init__(self, said: str, *, beside: Mapping[str, str] | None = None) -> None:
        super().__init__(said)
        self.said, self.beside = said, beside or {}


def changed(text: str, sent: QueryDict) -> str:
    """Return the text with every value that the form changed. Raise `NotTaken`."""
    plan = versioning.readable(text)
    if plan is None:
        raise NotTaken(_(UNREADABLE))
    try:
        if name := sent.get("on") or sent.get("off"):
            held = plan_page.SWITCHED.get(sent.get("of", ""), "lines")
            return editing.switched(text, (held, name), on="on" in sent)
        return _with(text, _asked(plan, sent))
    except editing.NoSuchPlace:
        raise NotTaken(_(GONE)) from None


def _asked(plan: Plan, sent: QueryDict) -> Changes:
    named = [one for one in sent if one.startswith("[")]
    if not plan_fields.names(plan).issuperset(named):
        raise NotTaken(_(GONE))
    if named and sent.get("stood", "") != plan_fields.stood_of(plan, named):
        raise NotTaken(_(plan_marks.MOVED))
    try:
        return list(plan_fields.changed(plan, sent.getlist))
    except plan_fields.LeftEmpty as empty:
        raise NotTaken(_(KEPT_OUT), beside={json.dumps(empty.path): _(empty.for_people)}) from None


def _with(text: str, changes: Changes) -> str:
    words = text
    for path, values in changes:
        words = _put(words, path, values)
    if versioning.readable(words) is None:
        beside = _beside(words, [path for path, _values in changes])
        why = dict.fromkeys([*beside.values(), *map(plan_faults.words, _unreadable(words))])
        raise NotTaken(" ".join([_(KEPT_OUT), *why]), beside=beside)
    return words


def _put(words: str, path: Path, values: list[str]) -> str:
    if path[-1] in plan_fields.LISTS:
        named = values[0].split(",") if path[-1] == "people" else values
        return editing.put_list(words, path, [one.strip() for one in named if one.strip()])
    value = values[-1]
    return editing.put(words, path, value.replace(",", ".") if path[0] in ("authority", "gestures") else value)


def _beside(words: str, paths: Sequence[Path]) -> dict[str, str]:
    """Say beside each field what keeps its new value out of the plan."""
    found = _unreadable(words)
    places = editing.places_of(words, {one.line for one in found})
    told: dict[str, str] = {}
    for one in found:
        path = plan_faults.field_of(one, places.get(one.line, ()), paths)
        if path is not None:
            told.setdefault(json.dumps(path), plan_faults.words(one))
    return told


def _unreadable(words: str) -> Sequence[Finding]:
    try:
        reading.read(words, today=clock.now().date(), checked=False)
    except PlanWrong as wrong:
        return wrong.findings
    return ()
