"""What is done at a level of crisis, as a form: its acts from menus, one below the other."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from msgspec import structs

from mostrador.desk import plan_acts, plan_forms
from mostrador.desk.plan_acts import Row
from mostrador.desk.plan_forms import Shown
from mostrador.plan import choosing, explaining
from mostrador.plan.findings import Finding
from mostrador.plan.parts import Act, Level
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

FIRST = "In a crisis"  # the words that belong here stand on top


@dataclass(frozen=True, kw_only=True)
class Form(plan_forms.Form):
    """What is done at one level."""

    level: Level
    rows: tuple[Row, ...]
    early = frozenset({plan_acts.NO_VALUE})

    @property
    def acts(self) -> tuple[Act, ...]:
        return tuple(plan_acts.chosen(self.rows, self.plan))

    @property
    def stands(self) -> object:
        return list(map(str, self.level.do))

    def text(self, words: str) -> str:
        return choosing.level_applied(words, self.level, self.acts)

    def field_of(self, finding: Finding) -> str:
        return plan_acts.row_of(finding, self.rows) or plan_forms.WHOLE

    def shown(self, voice: Voice) -> Shown:
        would_be = structs.replace(self.level, do=self.acts)
        return {
            "number": self.level.number, "name": self.level.name or str(self.level.number),
            "says": explaining.level(would_be, voice.of(self.plan)), "faults": self.faults,
            "acts": plan_acts.shown(self.rows, self.plan, self.faults, voice, first=FIRST),
        }  # fmt: skip


def opened(plan: Plan, level: Level) -> Form:
    return Form(plan=plan, faults={}, level=level, rows=plan_acts.rows(level.do))


def sent(plan: Plan, level: Level, said: QueryDict) -> Form:
    """Return the form as somebody filled it in, with its acts moved, added or taken out as they asked."""
    rows = plan_acts.sent(said, plan)
    return Form(plan=plan, level=level, rows=tuple(rows), faults=dict(plan_acts.faults(rows, plan)))
