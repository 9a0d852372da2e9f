"""Somebody needs leave: whoever may give it is asked, by a time; nobody answers, and the next one is asked.

At the top of the ladder, silence calls the stand-in.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import Call, Case
from mostrador.journeys import calling, permitting, ranking
from mostrador.journeys.refusing import Refused
from mostrador.kit import clock, jobs
from mostrador.kit.words import N_
from mostrador.plan import asking, authority, keeping, spending
from mostrador.plan.acting import MONEY
from mostrador.plan.asking import Question
from mostrador.plan.models import Asking
from mostrador.plan.shape import Plan

LOOKED_AT = N_("It was done already: whoever stands above looks at it.")
REVIEWED_WITHIN = timedelta(hours=24)  # the plan's own words: reviewed in 24 h


@transaction.atomic
def ask(
    case: Case, *, act: str, by: Member, role: str, key: str, line: str = "", amount: int | None = None, why: str = "",
    told: Mapping[str, Any] | None = None,
) -> Asking:  # fmt: skip
    """Ask whoever stands in `role`, or the next above them while they are away. The same key is asked once."""
    plan = keeping.current()
    role, of = permitting.who_may(plan, role, case, but=by)
    question = Question(
        act=act, role=role, of=of, due_at=permitting.waits_until(plan, role, case), key=key, plan_hash=plan.hash,
        line=line, amount=amount, why=why, told=dict(told or {}),
    )  # fmt: skip
    asked = asking.ask(case, question, by=by)
    _arrange(asked)
    return asked


@transaction.atomic
def review(
    case: Case, *, act: str, by: Member, why: str, key: str, line: str = "", role: str = "", amount: int | None = None
) -> Asking:
    """What was done is looked at within a day, by whoever owns the house, or stands in `role`: they may look again
    at what they did themselves, where nobody else of that role is there.
    """
    plan, now = keeping.current(), clock.now()
    of = permitting.reviewer(plan, role, case, by=by) if role else permitting.whom(plan, plan.owner, case, but=by)
    question = Question(
        act=act, role=role or plan.owner, of=of, due_at=now + REVIEWED_WITHIN,
        key=key, plan_hash=plan.hash, line=line, why=why, about=Asking.About.REVIEW, amount=amount,
    )  # fmt: skip
    asked = asking.ask(case, question, by=by)
    _arrange(asked)
    return asked


def take_back(asked: Asking, *, by: Member) -> None:
    """Whoever asked needs it no longer. Raises `Refused` for a review: what was done is looked at by somebody else."""
    if asked.about == Asking.About.REVIEW:
        raise Refused(LOOKED_AT)
    asking.take_back(asked, by=by)


@jobs.job
def call(*, asking_id: int) -> None:
    """Let whoever is asked hear of it."""
    asked = _asking(asking_id)
    if asked.state == Asking.State.WAITING and asked.of is not None:
        calling.call(asked.case, [asked.of], why=Call.Why.ASKED)


@jobs.job
def tell_answer(*, asking_id: int) -> None:
    """Let whoever asked hear the answer, or that a colleague asked otherwise or gave it."""
    asked = _asking(asking_id)
    if asked.state in (Asking.State.WAITING, Asking.State.TAKEN_BACK):
        return
    also = Member.objects.filter(pk__in=asked.told.get(asking.ALSO, ()), is_active=True)
    heard = [one for one in (asked.asked_by, *also) if one.pk != asked.answered_by_id]
    if heard:
        calling.call(asked.case, heard, why=Call.Why.ANSWERED)


@jobs.job
def go_on(*, asking_id: int, steps: int) -> None:
    """The time of whoever was asked is over: ask the next one, or at the top call the stand-in."""
    asked, plan = _asking(asking_id), keeping.current()
    if asked.state != Asking.State.WAITING or asked.steps != steps or asked.case.state == Case.State.DONE:
        return
    role, of = _next(plan, asked)
    if of is None or of.pk == asked.of_id:
        return
    pass_to(asked, role=role, of=of)


@transaction.atomic
def pass_to(asked: Asking, *, role: str, of: Member | None) -> None:
    """Ask somebody else instead, with a new time."""
    due_at = permitting.waits_until(keeping.current(), role, asked.case)
    if asking.go_on(asked, role=role, of=of, due_at=due_at):
        _arrange(asked)


def next_above(plan: Plan, asked: Asking) -> tuple[str, Member | None]:
    """Return the next role above that may do it, and who that is; "" at the top."""
    spent = spending.spent(plan, at=clock.now())
    for role in permitting.above(plan, asked.role):
        if _may(plan, role, asked, spent) and (found := permitting.whom(plan, role, asked.case, but=asked.asked_by)):
            return role, found
    return "", None


def _next(plan: Plan, asked: Asking) -> tuple[str, Member | None]:
    role, of = next_above(plan, asked)
    if role:
        return role, of
    backup = plan.roles[asked.role].backup if asked.role in plan.roles else ""
    was_called = asked.of is not None and ranking.role_of(asked.of, plan) == backup
    return asked.role, None if was_called else permitting.whom(plan, backup, asked.case, but=asked.asked_by)


def _may(plan: Plan, role: str, asked: Asking, spent: Mapping[str, int]) -> bool:
    if asked.about == Asking.About.REVIEW:
        return True
    if asked.act not in MONEY:
        return authority.may(plan, role, asked.act).verdict == "allow"
    return authority.limit(plan, role, asked.act, spent=spent.get(role, 0)) >= (asked.amount or 0)


def _arrange(asked: Asking) -> None:
    name = f"asking {asked.pk} {asked.steps}"
    jobs.enqueue(go_on, at=asked.due_at, only_one=name, asking_id=asked.pk, steps=asked.steps)


def _asking(asking_id: int) -> Asking:
    around = Asking.objects.select_related("case__conversation__door__connection", "asked_by", "of", "answered_by")
    return around.get(pk=asking_id)


def waiting_for(member: Member) -> list[Asking]:
    """Return what this member is asked, what runs out first before the rest."""
    mine = Asking.objects.visible_to(member).waiting().filter(of=member)
    return list(mine.select_related("case__person__same_as", "case__conversation__door", "asked_by"))
