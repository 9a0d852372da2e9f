"""A sheet of the plan as a form: fields to fill in and to choose from, and the sentences that it would be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_faults, plan_forms, plan_sheet_fields, plan_sheet_sent
from mostrador.desk.plan_forms import Shown
from mostrador.desk.plan_sheet_sent import Held
from mostrador.kit.words import N_
from mostrador.plan import editing, sheets, versioning
from mostrador.plan.editing import NoSuchPlace
from mostrador.plan.filling import Field, Values
from mostrador.plan.findings import Finding
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

EMPTY = N_("Fill it in, and it says here what the plan would say.")


@dataclass(frozen=True, kw_only=True)
class Form(plan_forms.Form):
    """`rows` are the fields as they stand on the page, empty rows among them."""

    held: Held
    rows: Values
    early = plan_sheet_sent.EARLY

    @property
    def wanted(self) -> Values:
        return plan_sheet_sent.meant(self.fields, self.rows, self.plan)

    @property
    def fields(self) -> tuple[Field, ...]:
        return sheets.fields(self.held.sheet, self.held.text, self.held.entry)

    @property
    def entry(self) -> str:
        held = self.held
        return sheets.entry_put_in(held.sheet, held.text, self.wanted) if held.entry is None else held.entry

    @property
    def stands(self) -> object:
        held = self.held
        return None if held.entry is None else sheets.standing(held.sheet, held.text, held.entry)

    def text(self, words: str) -> str:
        return sheets.filled(self.held.sheet, words, self.held.entry, self.wanted)

    def field_of(self, finding: Finding) -> str:
        """Return the field whose place in the text the finding is at, or whose word or value it or its fix names."""
        try:
            words = self.text(self.held.text)
            begin = sheets.place(self.held.sheet, words, self.entry)
        except NoSuchPlace:
            return plan_forms.WHOLE
        place = editing.places_of(words, {finding.line}).get(finding.line, ())
        paths = {tuple(map(str, (*begin, *field.path))): field.name for field in self.fields}
        here = place[: len(begin)] == tuple(map(str, begin))
        found = (plan_faults.field_of(finding, place, list(paths)) or _named(finding, paths)) if here else None
        return paths[found] if found is not None else self._quoted(finding) or plan_forms.WHOLE

    def _quoted(self, finding: Finding) -> str:
        """Return the field whose word or value a finding quotes: "cm may less than tienda below: `refund`"."""
        said = {field.name: (field.path[-1:], self.wanted[field.name]) for field in self.fields}
        quoted = (
            name for name, both in said.items() if any(f"`{one}`" in finding.what for some in both for one in some)
        )
        return next(quoted, "")

    def shown(self, voice: Voice) -> Shown:
        sheet, new = self.held.sheet, self.held.entry is None
        entry = self.held.entry or ""
        return {
            "key": sheet.key, "entry": entry, "is_new": new, "note": _(sheet.note) if sheet.note else "",
            "title": _(sheet.new or sheet.title) if new else _(sheet.title) % {"name": sheet.called(entry)},
            "says": self._says(voice), "faults": self.faults,
            "fields": list(plan_sheet_fields.shown(self.fields, self.rows, self, voice)),
            "can_go": not new and sheet.can_go and sheets.is_there(sheet, self.held.text, entry),
        }  # fmt: skip

    def _says(self, voice: Voice) -> list[str]:
        if any(field.needed and not self.wanted[field.name] for field in self.fields):
            return [_(EMPTY)]
        try:
            plan = versioning.readable(self.text(self.held.text))
        except NoSuchPlace:
            plan = None
        found = sheets.sentences(self.held.sheet, plan, self.entry, voice.of(plan)) if plan is not None else []
        return found or [_(EMPTY)]


def _named(finding: Finding, paths: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the first of these that the fix of a finding names: "Write `evidence_needed: 2` or more."."""
    said = [(finding.fix.find(f"`{path[-1]}"), path) for path in paths]
    return min(((at, path) for at, path in said if at >= 0), default=(0, None))[1]


def opened(plan: Plan, held: Held) -> Form:
    stands = sheets.standing(held.sheet, held.text, held.entry)
    fields = sheets.fields(held.sheet, held.text, held.entry)
    return Form(plan=plan, faults={}, held=held, rows=dict(plan_sheet_sent.laid_out(fields, stands)))


def sent(plan: Plan, held: Held, said: QueryDict) -> Form:
    """Return the form as somebody filled it in, with its rows moved, added or taken out as they asked."""
    fields = sheets.fields(held.sheet, held.text, held.entry)
    stands = sheets.standing(held.sheet, held.text, held.entry)
    rows = {field.name: plan_sheet_sent.sent(field, said, stands[field.name]) for field in fields}
    faults = {**dict(plan_sheet_sent.names(rows, held)), **dict(plan_sheet_sent.faults(fields, rows, stands, plan))}
    return Form(plan=plan, faults=faults, held=held, rows=rows)
