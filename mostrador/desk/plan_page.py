"""The plan as the desk shows it: sentences by part, what differs from the one in force, what can be changed where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from mostrador.desk import plan_fields
from mostrador.kit import clock, saying
from mostrador.plan import differing, explaining, finding_words, reading, versioning
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
SWITCHED = {"line": "lines", "law": "legal"}
"""Parts whose rows can be switched off, and where they stand in the plan."""
EDITORS = {"line": "desk:plan_line", "law": "desk:plan_gate"}
LEVEL = "level_"


def voice() -> Voice:
    """Return the voice of whoever looks."""
    return Voice((get_language() or "en")[:2], gettext)


def findings(version: PlanVersion) -> Sequence[Finding]:
    """Return what is wrong or odd in a version, errors first, as the check words it: `said` tells it to a reader."""
    try:
        found: Sequence[Finding] = reading.read(version.text, today=clock.now().date()).warnings
    except PlanWrong as wrong:
        found = wrong.findings
    return sorted(found, key=lambda one: (one.level != "error", one.line))


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
    fields = plan_fields.of(plan) if editable else {}
    resting = {("line", one.id) for one in plan.resting_lines} | {("law", one.id) for one in plan.resting_gates}
    for row in explaining.sentences(plan, voice()):
        key = (row["part"], row["id"])
        shown = {
            **row,
            "editor": _editor(row["part"], row["id"]),
            "changed": changed.get(key, ""),
            "fields": fields.get(key, []),
            "off": key in resting,
        }
        rows.setdefault(row["part"], []).append({**shown, "switches": editable and row["part"] in SWITCHED})
    return [
        {"key": key, "title": title, "rows": held}
        for key, title, names in _titles()
        if (held := [row for name in names for row in rows.get(name, [])])
    ]


def _editor(part: str, name: str) -> Shown | None:
    """Return the page on which a sentence is changed by choosing, where it has one beside its fields."""
    if part in EDITORS:
        return {"view": EDITORS[part], "key": name, "word": _("Change")}
    if part == "crisis" and name.startswith(LEVEL):
        return {"view": "desk:plan_level", "key": name.removeprefix(LEVEL), "word": _("Change what is done")}
    return None


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
