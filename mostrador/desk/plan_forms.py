"""What every form of the plan is, whatever it changes: what stands in it, what is wrong with it, the text it makes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_choices, plan_marks
from mostrador.plan.findings import Finding
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
WHOLE = "whole"  # what is wrong, and about no field alone


@dataclass(frozen=True, kw_only=True)
class Form(ABC):
    """What stands in a form now. `faults` is what is wrong, by the name of its field."""

    plan: Plan
    faults: Mapping[str, str]
    early: ClassVar[frozenset[str]] = frozenset()  # msgids of what is no fault yet while it is filled in

    @property
    @abstractmethod
    def stands(self) -> object:
        """Return what stands in the draft where the form was opened; None for what is to be new."""

    @property
    def stood(self) -> str:
        """Return the mark of it, which the page sends back."""
        return plan_marks.mark(self.stands)

    @abstractmethod
    def text(self, words: str) -> str:
        """Return the text of the plan with what the form says. Raise `NoSuchPlace`."""

    @abstractmethod
    def shown(self, voice: Voice) -> Shown:
        """Return what the page shows."""

    @abstractmethod
    def field_of(self, finding: Finding) -> str:
        """Return the field that a finding is about."""

    def with_findings(self, found: Iterable[Finding]) -> Self:
        """Return the form with what the check of the plan finds wrong, each beside the field it is about."""
        faults: dict[str, str] = {}
        for one in found:
            field = self.field_of(one)
            faults[field] = " ".join(filter(None, [faults.get(field), plan_choices.fault(one)]))
        return replace(self, faults={**faults, **self.faults})

    def with_fault(self, words: str) -> Self:
        return replace(self, faults={**self.faults, WHOLE: words})

    def as_it_stood(self, stood: str) -> Self:
        """Return the form with a fault where something else stood there when the page was drawn."""
        if self.stands is None or stood == self.stood:
            return self
        return replace(self, faults={WHOLE: _(plan_marks.MOVED), **self.faults})

    def as_one_goes(self) -> Self:
        """Return the form while it is filled in: what is not chosen yet is no fault, the rest stands on top."""
        early = {_(one) for one in self.early}
        found = [words for words in self.faults.values() if words not in early]
        return replace(self, faults={WHOLE: found[0]} if found else {})


@dataclass(frozen=True, kw_only=True)
class Editor:
    """How one sort of sentence is changed: what stands in its form, what was sent, its page, its part of the plan.

    The second argument of both is what is changed, None where it is to be a new one.
    """

    opened: Callable[[Plan, Any], Form]
    sent: Callable[[Plan, Any, QueryDict], Form]
    page: str
    part: str
    tried: bool = False  # what it changes is worth trying on the past
