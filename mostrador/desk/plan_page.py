"""The plan as the desk shows it: sentences by part, what differs from the one in force, what can be changed where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from mostrador.kit import clock, saying
from mostrador.plan import differing, durations, explaining, finding_words, reading, versioning
from mostrador.plan.acting import MONEY
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
PARTS = {"doors": "door", "lines": "line", "roles": "role", "replies": "reply", "legal": "law"}
SWITCHED = {"line": "lines", "law": "legal"}
"""Parts whose rows can be switched off, and where they stand in the plan."""


def voice() -> Voice:
    """Return the voice of whoever looks."""
    return Voice((get_language() or "en")[:2], gettext)


def findings(version: PlanVersion) -> Sequence[Finding]:
    """Return what is wrong or odd in a version, errors first."""
    try:
        found: Sequence[Finding] = reading.read(version.text, today=clock.now().date()).warnings
    except PlanWrong as wrong:
        found = wrong.findings
    return sorted(map(said, found), key=lambda one: (one.level != "error", one.line))


def said(finding: Finding) -> Finding:
    """Return a finding in the reader's language."""
    what, fix = (finding_words.told(words, gettext) for words in (finding.what, finding.fix))
    return msgspec.structs.replace(finding, what=what, fix=fix)


def faults(text: str) -> list[str]:
    """Return what keeps a text from being a plan."""
    try:
        reading.read(text, today=clock.now().date())
    except PlanWrong as wrong:
        return [f"{one.what}. {one.fix}" for one in map(said, wrong.findings) if one.level == "error"]
    return []


def parts(plan: Plan, changed: Mapping[tuple[str, str], str], *, editable: bool) -> list[Shown]:
    """Return the document in its parts; rows say whether they changed, and which fields may be changed there."""
    rows: dict[str, list[Shown]] = {}
    fields = _fields(plan) if editable else {}
    resting = {("line", one.id) for one in plan.resting_lines} | {("law", one.id) for one in plan.resting_gates}
    for row in explaining.sentences(plan, voice()):
        key = (row["part"], row["id"])
        shown = {**row, "changed": changed.get(key, ""), "fields": fields.get(key, []), "off": key in resting}
        rows.setdefault(row["part"], []).append({**shown, "switches": editable and row["part"] in SWITCHED})
    return [
        {"key": key, "title": title, "rows": held}
        for key, title, names in _titles()
        if (held := [row for name in names for row in rows.get(name, [])])
    ]


def difference(version: PlanVersion, plan: Plan | None) -> list[differing.Difference]:
    """Say how a version differs from the plan in force; its number stands above it."""
    held = PlanVersion.objects.in_force()
    before = versioning.plan_of(held) if held is not None and held.pk != version.pk else None
    if before is None or plan is None:
        return []
    return [one for one in differing.differences(before, plan, voice()) if one.id != "version"]


def history() -> list[Shown]:
    """Return the versions that were in force before, the latest first."""
    return [
        {"id": one.pk, "version": one.version or _("without a number"), "told": _told(one)}
        for one in PlanVersion.objects.past().select_related("signed_by")[:20]
    ]


def standing(version: PlanVersion) -> str:
    """Say what a version is: "en vigor, firmada por Ana el 2 de marzo"."""
    if version.state == PlanVersion.State.IN_FORCE:
        return _("In force. %(told)s") % {"told": _told(version)}
    if version.state == PlanVersion.State.SUPERSEDED:
        return _("It was in force before. %(told)s") % {"told": _told(version)}
    if version.state == PlanVersion.State.DRAFT:
        return _("Draft. There is something to mend.")
    return _("Draft. It could be in force.")


def _told(version: PlanVersion) -> str:
    now = clock.now()
    if version.signed_by is None or version.signed_at is None:
        at = version.in_force_at or version.created_at
        return _("From the file, %(when)s.") % {"when": saying.moment(at, now)}
    words = {"name": version.signed_by.name, "when": saying.moment(version.signed_at, now)}
    return _("Signed by %(name)s, %(when)s.") % words


def _titles() -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        ("aims", _("Aims"), ("aim", "segment")),
        ("hours", _("Hours and doors"), ("hours", "door")),
        ("lines", _("What we do"), ("line",)),
        ("people", _("Who is who"), ("role", "escalation")),
        ("authority", _("Who may what, without asking"), ("authority",)),
        ("gestures", _("Gestures"), ("gestures",)),
        ("crisis", _("Crisis"), ("crisis", "troll")),
        ("law", _("Law"), ("law",)),
        ("talk", _("Questions and starters"), ("question", "calendar")),
        ("words", _("Tone and words"), ("tone", "reply", "triage")),
    ]


def _fields(plan: Plan) -> dict[tuple[str, str], list[Shown]]:
    """Return what may be changed beside each sentence."""
    found: dict[tuple[str, str], list[Shown]] = {}
    for path, label, value in _values(plan):
        part = {"doors": "door", "lines": "line", "roles": "role", "replies": "reply", "legal": "law"}.get(
            path[0], path[0]
        )
        name = f"authority.{path[1]}" if part == "authority" else path[1]
        found.setdefault((part, name), []).append({"name": json.dumps(path), "label": label, "value": value})
    return found


def _values(plan: Plan) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Go through what may be changed: where it stands, what it is called, what it is now."""
    for name, hours in plan.hours.items():
        yield ("hours", name), _("Hours"), hours.text
    for key, clock_of in plan.doors.items():
        yield ("doors", key, "first"), _("First answer"), durations.written(clock_of.first)
        yield ("doors", key, "next"), _("Later answers"), durations.written(clock_of.next)
    for line in plan.lines:
        yield ("lines", line.id, "limit"), _("Within"), durations.written(line.limit) if line.limit else ""
    for name, role in plan.roles.items():
        yield ("roles", name, "people"), _("People, with commas"), ", ".join(role.people)
    for gate in plan.gates:
        yield ("legal", gate.id, "rule"), _("The rule"), gate.rule
        yield ("legal", gate.id, "effect"), _("Without that it is (block, ask, warn, note)"), gate.effect
    yield from _amounts(plan)
    for name, reply in plan.replies.items():
        if set(reply.texts) == {plan.locale.language}:
            yield ("replies", name), _("Words"), reply.text(plan.locale.language)


def _amounts(plan: Plan) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for name, may in plan.authority.items():
        for word, amount in {**{word: may.limits.get(word) for word in MONEY}, "month": may.month}.items():
            yield ("authority", name, word), _limit_words()[word], _amount(amount, plan)


def _limit_words() -> Mapping[str, str]:
    return {"refund": _("Refund"), "discount": _("Discount"), "gesture": _("Gesture"), "month": _("In a month")}


def _amount(coins: int | None, plan: Plan) -> str:
    return "" if coins is None else f"{Decimal(coins).scaleb(-plan.locale.decimals).normalize():f}"
