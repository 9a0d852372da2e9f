"""A plan from your past: what the team has really done for ninety days, written into the plan as a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import msgspec
from django.utils.translation import gettext, override

from mostrador.accounts.models import Member
from mostrador.insights import past
from mostrador.plan import keeping, reading, trying
from mostrador.plan import proposing as proposals
from mostrador.plan.findings import PlanWrong
from mostrador.plan.models import Trial
from mostrador.plan.proposing import Draft, Proposal
from mostrador.plan.proposing.drafting import said
from mostrador.plan.voice import Voice


def propose(
    text: str = "", *, since: date | None = None, until: date | None = None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Draft:  # fmt: skip
    """Return the plan in force, or this one, changed as the past suggests; each change has its evidence above it.

    The evidence is told in the plan's language. Raises `PlanWrong`.
    """
    written = text or keeping.text()
    plan = reading.read(written)
    progress(1)
    found = past.read(plan, since=since, until=until)
    progress(2)
    with override(plan.locale.language):
        return proposals.draft(written, found, words=gettext)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: the text of the draft, and what was changed in it."""

    text: str
    taken: tuple[Proposal, ...]


def ask(*, by: Member) -> Trial:
    """Let it be worked out as soon as somebody is free: to read a quarter takes longer than one waits for a page."""
    held = keeping.text()
    return trying.ask(held, against=held, by=by, about=Trial.About.PROPOSAL)


def write(trial: Trial) -> None:
    """Work it out, and keep it."""
    try:
        found = propose(trial.text, progress=partial(trying.step, trial))
    except PlanWrong as wrong:
        trying.fail(trial, why=str(wrong.findings[0]))
        return
    written = Written(text=found.text, taken=found.taken)
    trying.end(trial, report=msgspec.json.encode(written).decode())


def of(trial: Trial) -> Written:
    """Return what was worked out."""
    return msgspec.json.decode(trial.report, type=Written)


def in_sentences(trial: Trial, voice: Voice) -> Iterator[tuple[list[str], str]]:
    """Return the sentences that each change makes another, and its evidence, in the voice of whoever asks.

    Where no sentence of the plan shows it, the change stands as the text has it.
    """
    for one, sentences in proposals.told(trial.text, of(trial).taken, voice):
        yield sentences or [f"{'.'.join(map(str, one.path))}: {one.old} → {one.new}"], said(one, gettext)


def told(draft: Draft | Written) -> Iterator[tuple[Proposal, str]]:
    """Return what was changed with its evidence, in the language of whoever asks."""
    return ((one, said(one, gettext)) for one in draft.taken)
