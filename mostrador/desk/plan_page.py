"""The plan as the desk shows it: sentences by part, what differs from the one in force, what can be changed where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from mostrador.kit import clock, saying
from mostrador.kit.words import N_
from mostrador.plan import differing, explaining, finding_words, reading, sheets, sheets_of_the_plan, versioning
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
SWITCHED = {"line": ("lines",), "law": ("legal",)}
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
    """Return the document in its parts; rows say whether they changed, and where they are changed.

    A draft shows a part that says nothing yet too, where something can be added.
    """
    rows: dict[str, list[Shown]] = {}
    resting = {("line", one.id) for one in plan.resting_lines} | {("law", one.id) for one in plan.resting_gates}
    numbers: Counter[str] = Counter()
    for row in explaining.sentences(plan, voice()):
        key = (row["part"], row["id"])
        shown = {
            **row,
            "editors": list(_editors(row, numbers)) if editable else [],
            "changed": changed.get(key, ""),
            "off": key in resting,
            "switches": editable and row["part"] in SWITCHED,
        }
        rows.setdefault(row["part"], []).append(shown)
    found = [
        {"key": key, "title": title, "rows": [row for name in names for row in rows.get(name, [])],
         "adds": list(_adds(key, rows, plan)) if editable else []}
        for key, title, names in _titles()
    ]  # fmt: skip
    return [part for part in found if part["rows"] or part["adds"]]


def _editors(row: explaining.Row, numbers: Counter[str]) -> Iterator[Shown]:
    """Go through the pages on which a sentence is changed."""
    part, name = row["part"], row["id"]
    if part in EDITORS:
        yield {"view": EDITORS[part], "args": (name,), "word": _("Change"), "of": name}
        return
    sheet = sheets_of_the_plan.of_row(row)
    if sheet is not None and name:
        entry = sheets.entry_of(sheet, row, numbers[sheet.key])
        numbers[sheet.key] += 1
        of = _(sheet.title) % {"name": sheet.called(entry)}
        args = (sheet.key, *([entry] if entry else []))
        yield {"view": "desk:plan_sheet", "args": args, "word": _("Change"), "of": of}
    if part == "crisis" and name.startswith(LEVEL):
        args = (name.removeprefix(LEVEL),)
        yield {"view": "desk:plan_level", "args": args, "word": _("Change what is done"), "of": name}


def _adds(section: str, rows: Mapping[str, Sequence[Shown]], plan: Plan) -> Iterator[Shown]:
    """Go through what can be added to a part of the page."""
    if section in ADDS:
        view, word = ADDS[section]
        yield {"view": view, "args": (), "word": _(word)}
    for one in sheets_of_the_plan.PARTS.get(section, ()):
        is_there = one.shape == "alone" and any(map(one.says, rows.get(one.row, ())))
        if one.adds and not is_there and sheets.has_names_left(one, plan, voice()):
            yield {"view": "desk:plan_sheet", "args": (one.key,), "word": _(one.adds)}


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
        ("house", _("The house"), ("house",)),
        ("aims", _("Aims"), ("aim", "segment", "measure")),
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
