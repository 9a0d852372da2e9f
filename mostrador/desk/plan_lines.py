"""A line of action as a form: conditions from menus, acts one below the other, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_choices, plan_forms, plan_line_sent, plan_sheet_fields, plan_sheet_sent
from mostrador.desk.plan_acts import Row
from mostrador.desk.plan_forms import Shown
from mostrador.plan import choosing, explaining
from mostrador.plan.choosing import Chosen
from mostrador.plan.filling import Values
from mostrador.plan.findings import Finding
from mostrador.plan.shape import Line, Plan
from mostrador.plan.sheets_of_the_plan.line import BESIDE
from mostrador.plan.voice import Voice


@dataclass(frozen=True, kw_only=True)
class Form(plan_forms.Form):
    """`line` is None where it is to be a new one; `beside` are its fields as they stand on the page."""

    line: Line | None
    chosen: Chosen
    rows: tuple[Row, ...]
    beside: Values
    again: str = ""  # what condition is to be asked once more
    early = frozenset({plan_line_sent.NO_CONDITION, plan_line_sent.NO_ACT, plan_acts.NO_VALUE})

    @property
    def id(self) -> str:
        return self.line.id if self.line is not None else choosing.next_id(self.plan)

    @property
    def stands(self) -> object:
        if self.line is None:
            return None
        held = choosing.chosen(self.line, self.plan)
        return [self.line.when.written, list(map(str, held.acts)), held.beside, held.before]

    def text(self, words: str) -> str:
        return choosing.applied(words, self.id, self.chosen, plan=self.plan)

    def field_of(self, finding: Finding) -> str:
        if row := plan_acts.row_of(finding, self.rows):
            return row
        if "the limit of" in finding.what:
            return "limit"
        return "when" if self.id in finding.what or "`need: complaint`" in finding.what else plan_forms.WHOLE

    def shown(self, voice: Voice) -> Shown:
        voice = voice.of(self.plan)
        return {
            "id": self.id, "is_new": self.line is None, "says": says(self, voice), "faults": self.faults,
            "asked": list(plan_choices.asked(self.chosen.conditions or (), self.again, self.plan, voice)),
            "is_default": self.line is not None and self.line.default,
            "nested": _nested(self, voice),
            "acts": plan_acts.shown(self.rows, self.plan, self.faults, voice),
            "beside": list(plan_sheet_fields.shown(BESIDE, self.beside, self, voice)),
            "before": list(_places(self, voice)),
        }  # fmt: skip


def opened(plan: Plan, line: Line | None) -> Form:
    """Return the form of a line as it stands, or of a new one before the line for anything else."""
    if line is None:
        default = next((one.id for one in plan.lines if one.default), "")
        chosen = Chosen(conditions=(), acts=(), before=default)
    else:
        chosen = choosing.chosen(line, plan)
    beside = dict(plan_sheet_sent.laid_out(BESIDE, chosen.beside))
    return Form(plan=plan, faults={}, line=line, chosen=chosen, rows=plan_acts.rows(chosen.acts), beside=beside)


def sent(plan: Plan, line: Line | None, said: QueryDict) -> Form:
    """Return the form as somebody filled it in, with its acts moved, added or taken out as they asked."""
    rows = plan_acts.sent(said, plan)
    beside = {field.name: plan_sheet_sent.sent(field, said, ()) for field in BESIDE}
    chosen = plan_line_sent.chosen(said, rows, beside, plan=plan, line=line)
    faults = dict(plan_line_sent.faults(chosen, rows, beside, plan))
    return Form(plan=plan, line=line, chosen=chosen, rows=tuple(rows), beside=beside, faults=faults,
                again=said.get("again", ""))  # fmt: skip


def says(form: Form, voice: Voice) -> str:
    """Return the sentence that the line would be."""
    held = form.chosen.conditions
    written = choosing.when(held) if held is not None else form.line.when.written if form.line is not None else {}
    if not written and not (form.line is not None and form.line.default):
        return _("Choose when, and it says here what the line does.")
    return explaining.line(choosing.would_be(form.id, written, form.chosen), voice)


def _places(form: Form, voice: Voice) -> Iterator[Shown]:
    lines = sorted((*form.plan.lines, *form.plan.resting_lines), key=lambda one: one.place)
    for one in lines:
        if form.line is None or one.id != form.line.id:
            word = _("Before %(line)s: %(says)s") % {"line": one.id, "says": explaining.line_parts(one, voice)[0]}
            yield {"value": one.id, "word": word, "on": one.id == form.chosen.before}
    yield {"value": "", "word": _("At the end"), "on": not form.chosen.before}


def _nested(form: Form, voice: Voice) -> str:
    """Say the conditions that menus cannot; nothing where they can."""
    if form.chosen.conditions is not None or form.line is None or form.line.default:
        return ""
    return explaining.line_parts(form.line, voice)[0]
