"""A plan from your past: what the team has really done for ninety days, written into the plan as a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext, override

from mostrador.insights import past
from mostrador.plan import keeping, reading
from mostrador.plan import proposing as proposals
from mostrador.plan.proposing import Draft, Proposal
from mostrador.plan.proposing.drafting import said


def propose(text: str = "", *, since: date | None = None, until: date | None = None) -> Draft:
    """Return the plan in force, or this one, changed as the past suggests; each change has its evidence above it.

    The evidence is told in the plan's language. Raises `PlanWrong`.
    """
    written = text or keeping.text()
    plan = reading.read(written)
    found = past.read(plan, since=since, until=until)
    with override(plan.locale.language):
        return proposals.draft(written, found, words=gettext)


def told(draft: Draft) -> Iterator[tuple[Proposal, str]]:
    """Return what was changed with its evidence, in the language of whoever asks."""
    return ((one, said(one, gettext)) for one in draft.taken)
