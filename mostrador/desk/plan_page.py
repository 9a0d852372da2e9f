"""The plan as the desk shows it: sentences by part, what differs from the one in force, what can be changed where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from mostrador.desk import plan_fields
from mostrador.kit import clock, saying
from mostrador.kit.words import N_
from mostrador.plan import differing, explaining, finding_words, reading, sheets, sheets_of_the_plan, versioning
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
SWITCHED = {"line": "lines", "law": "legal"}
"""Parts whose rows can be switched off, and where they stand in the plan."""
EDITORS = {"line": "desk:plan_line", "law": "desk:plan_gate"}
ADDS = {
    "lines": ("desk:plan_line_new", N_("Add a line")), "law": ("desk:plan_gate_new", N_("Add a rule")),
}  # fmt: skip
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
    """Return the document in its parts; rows say whether they changed, and which fields may be changed there.

    A draft shows a part that says nothing yet too, where something can be added.
    """
    rows: dict[str, list[Shown]] = {}
    fields = plan_fields.of(plan) if editable else {}
    resting = {("line", one.id) for one in plan.resting_lines} | {("law", one.id) for one in plan.resting_gates}
    numbers: Counter[str] = Counter()
    for row in explaining.sentences(plan, voice()):
        key = (row["part"], row["id"])
        shown = {
            **row,
            "editor": _editor(row, numbers),
            "changed": changed.get(key, ""),
            "fields": fields.get(key, []),
            "stood": plan_fields.stood(fields.get(key, [])),
            "off": key in resting,
        }
        rows.setdefault(row["part"], []).append({**shown, "switches": editable and row["part"] in SWITCHED})
    found = [
        {"key": key, "title": title, "rows": [row for name in names for row in rows.get(name, [])],
         "adds": _adds(key, rows) if editable else []}
        for key, title, names in _titles()
    ]  # fmt: skip
    return [part for part in found if part["rows"] or part["adds"]]


def _editor(row: explaining.Row, numbers: Counter[str]) -> Shown | None:
    """Return the page on which a sentence is changed by choosing, where it has one beside its fields."""
    part, name = row["part"], row["id"]
    if part in EDITORS:
        return {"view": EDITORS[part], "args": (name,), "word": _("Change")}
    if part == "crisis" and name.startswith(LEVEL):
        return {"view": "desk:plan_level", "args": (name.removeprefix(LEVEL),), "word": _("Change what is done")}
    sheet = sheets_of_the_plan.of_row(row)
    if sheet is None or not name:
        return None
    entry = sheets.entry_of(sheet, row, numbers[sheet.key])
    numbers[sheet.key] += 1
    of = _(sheet.title) % {"name": entry}
    return {"view": "desk:plan_sheet", "args": (sheet.key, *([entry] if entry else [])), "word": _("Change"), "of": of}


def _adds(section: str, rows: Mapping[str, Sequence[Shown]]) -> list[Shown]:
    """Return what can be added to a part of the page."""
    if section in ADDS:
        view, word = ADDS[section]
        return [{"view": view, "args": (), "word": _(word)}]
    return [
        {"view": "desk:plan_sheet", "args": (one.key,), "word": _(one.adds)}
        for one in sheets_of_the_plan.PARTS.get(section, ())
        if one.shape != "alone" or not any(map(one.says, rows.get(one.row, ())))
    ]


def section_of(part: str) -> str:
    """Return the part of the page in which such sentences stand."""
    return next((key for key, _title, names in _titles() if part in names), "")


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
        ("tone", _("Tone and words"), ("tone", "reply", "triage")),
    ]
