"""A line of action as a form: conditions from menus, acts one below the other, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_choices, plan_line_sent
from mostrador.desk.plan_acts import Row
from mostrador.desk.plan_line_sent import Span
from mostrador.plan import choosing, explaining
from mostrador.plan.choosing import Chosen
from mostrador.plan.findings import Finding
from mostrador.plan.shape import Line, Plan, When
from mostrador.plan.voice import Voice

Shown = dict[str, Any]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form now. `line` is None where it is to be a new one."""

    plan: Plan
    line: Line | None
    chosen: Chosen
    rows: tuple[Row, ...]
    limit: Span = ("", "m")  # as it is written: a number and its unit
    faults: Mapping[str, str] = {}

    @property
    def id(self) -> str:
        return self.line.id if self.line is not None else choosing.next_id(self.plan)


def opened(plan: Plan, line: Line | None) -> Form:
    """Return the form of a line as it stands, or of a new one before the line for anything else."""
    if line is None:
        default = next((one.id for one in plan.lines if one.default), "")
        return Form(plan=plan, line=None, chosen=Chosen(conditions=(), acts=(), before=default), rows=(("", ""),))
    chosen = choosing.chosen(line, plan)
    return Form(plan=plan, line=line, chosen=chosen, rows=plan_acts.rows(chosen.acts), limit=_limit(chosen.limit))


def sent(plan: Plan, line: Line | None, said: QueryDict) -> Form:
    """Return the form as somebody filled it in, with its acts moved, added or taken out as they asked."""
    rows = plan_acts.sent(said, plan)
    limit = (said.get("limit", "").strip()[:10], said.get("unit", "m"))
    chosen = plan_line_sent.chosen(said, rows, limit, plan=plan, line=line)
    faults = dict(plan_line_sent.faults(chosen, rows, limit, plan))
    return Form(plan=plan, line=line, chosen=chosen, rows=tuple(rows), limit=limit, faults=faults)


def text(form: Form, words: str) -> str:
    """Return the text of the plan with the line as the form has it."""
    return choosing.applied(words, form.id, form.chosen, plan=form.plan)


def with_findings(form: Form, found: Iterable[Finding]) -> Form:
    """Return the form with what the check of the plan finds wrong, each beside the field it is about."""
    faults = dict(form.faults)
    for one in found:
        faults.setdefault(_field(one, form), plan_choices.fault(one))
    return msgspec.structs.replace(form, faults=faults)


def with_fault(form: Form, words: str) -> Form:
    return msgspec.structs.replace(form, faults={**form.faults, "whole": words})


def as_one_goes(form: Form) -> Form:
    """Return the form while it is filled in: what is not chosen yet is no fault, the rest stands at the sentence."""
    early = {_(one) for one in (plan_line_sent.NO_CONDITION, plan_line_sent.NO_ACT, plan_acts.NO_VALUE)}
    found = [words for words in form.faults.values() if words not in early]
    return msgspec.structs.replace(form, faults={"whole": found[0]} if found else {})


def shown(form: Form, voice: Voice) -> Shown:
    """Return what the page shows."""
    voice = voice.of(form.plan)
    return {
        "id": form.id, "is_new": form.line is None, "says": says(form, voice), "faults": form.faults,
        "asked": list(_asked(form, voice)), "is_default": form.line is not None and form.line.default,
        "nested": _nested(form, voice),
        "acts": plan_acts.shown(form.rows, form.plan, form.faults, voice),
        "limit": form.limit[0], "units": _units(form.limit[1]), "before": list(_places(form, voice)),
    }  # fmt: skip


def says(form: Form, voice: Voice) -> str:
    """Return the sentence that the line would be."""
    held = form.chosen.conditions
    written = choosing.when(held) if held is not None else form.line.when.written if form.line is not None else {}
    when = When(written, frozenset(), lambda _facts: False)
    if not written and not (form.line is not None and form.line.default):
        return _("Choose when, and it says here what the line does.")
    return explaining.line(Line(id=form.id, when=when, do=form.chosen.acts, limit=form.chosen.limit), voice)


def _asked(form: Form, voice: Voice) -> Iterator[Shown]:
    held = {one.word: one for one in form.chosen.conditions or ()}
    for word in choosing.words():
        yield plan_choices.shown(word, held.get(word), form.plan, voice)


def _field(found: Finding, form: Form) -> str:
    if row := plan_acts.row_of(found, form.rows):
        return row
    if "the limit of" in found.what:
        return "limit"
    return "when" if form.id in found.what or "`need: complaint`" in found.what else "whole"


def _limit(span: timedelta | None) -> Span:
    if span is None:
        return "", "m"
    unit = next(name for name in reversed(plan_line_sent.UNITS) if not span % plan_line_sent.UNITS[name] or name == "m")
    return str(span // plan_line_sent.UNITS[unit]), unit


def _units(chosen: str) -> list[Shown]:
    words = {"m": _("minutes"), "h": _("hours"), "d": _("days")}
    return [{"value": one, "word": word, "on": one == chosen} for one, word in words.items()]


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
