"""Fields of a sheet as the page draws them: a label, what may be chosen, what stands there, what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_sheet_sent, plan_spans, week
from mostrador.desk.plan_forms import Form, Shown
from mostrador.plan.filling import Field, Values
from mostrador.plan.voice import Voice


def shown(fields: Sequence[Field], rows: Values, form: Form, voice: Voice) -> Iterator[Shown]:
    """Go through the fields of a form, `rows` being what stands in each on the page."""
    wanted = plan_sheet_sent.meant(fields, rows, form.plan)
    for field in fields:
        choices = field.choices(form.plan, wanted, voice) if field.choices is not None else {}
        yield _shown(field, rows[field.name], choices, form)


def _shown(field: Field, rows: tuple[str, ...], choices: Mapping[str, str], form: Form) -> Shown:
    return {
        "name": field.name, "id": f"field-{field.name.replace('.', '-')}", "kind": field.kind, "label": _(field.label),
        "help": _(field.help) if field.help else "", "needed": field.needed, "leads": field.leads,
        "fault": form.faults.get(field.name, ""), "rows": rows, "value": rows[0] if rows else "",
        "week": week.rows(json.loads(rows[0])) if field.kind == "week" else [],
        "units": plan_spans.units(rows[1]) if field.kind == "span" else [],
        "choices": _choices(choices, rows), "menus": [_choices(choices, (one,)) for one in rows] if choices else [],
    }  # fmt: skip


def _choices(known: Mapping[str, str], held: tuple[str, ...]) -> list[Shown]:
    """Return the menu; what stands there and is not known stays in it as it is written."""
    words = {**known, **{one: one for one in held if one and one not in known}}
    return [
        {"value": one, "word": word if word.startswith(one) else plan_acts.capital(word), "on": one in held}
        for one, word in words.items()
    ]
