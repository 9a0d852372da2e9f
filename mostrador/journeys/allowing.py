"""Whoever was asked says yes or no, in one tap: yes does it at once, within their own limit."""

from dataclasses import replace

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.journeys import (
    asked_deeds,
    asking,
    by_hand,
    given_things,
    giving,
    labelling,
    outbound,
    permitted,
    permitting,
    ranking,
)  # fmt: skip
from mostrador.journeys.gating import Over
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import Refused
from mostrador.kit.words import N_
from mostrador.plan import asking as askings
from mostrador.plan import authority, keeping
from mostrador.plan import giving as gifts
from mostrador.plan.acting import MONEY
from mostrador.plan.giving import BeyondLimit
from mostrador.plan.models import Asking, Given, Receipt
from mostrador.plan.shape import Plan

NOT_YOURS = N_("This was not asked of you.")
TOO_LATE = N_("Somebody answered it before.")
BEYOND_YOU_TOO = N_("It is above your limit too: it goes on to whoever stands above you.")
BEYOND_ALL = N_("The plan lets nobody give this much.")


def may_answer(asked: Asking, member: Member, plan: Plan | None = None) -> bool:
    """Whether this member stands where it was asked, or above; nobody answers their own question, unless the plan
    names nobody else to look again.
    """
    plan = plan or keeping.current()
    role = ranking.role_of(member, plan)
    stands = role == asked.role or role in permitting.above(plan, asked.role)
    return (
        asked.state == Asking.State.WAITING and stands and (member.pk != asked.asked_by_id or member.pk == asked.of_id)
    )


def yes(asked: Asking, *, by: Member, words: str = "", thing: str = "") -> None:
    """Say yes, and let it be done. Raises `Refused`; above one's own limit it goes on to the next.

    `thing` is what a gesture is, where its choices do not tell it: see `untold`.
    """
    plan = keeping.current()
    if not may_answer(asked, by, plan):
        raise Refused(NOT_YOURS)
    if asked.about == Asking.About.REVIEW:
        _look_at(asked, state=Asking.State.YES, by=by, words=words)
        return
    try:
        with transaction.atomic():
            if asked.act in MONEY:
                askings.hold(asked.case)
            if not askings.end(asked, state=Asking.State.YES, by=by, words=words):
                raise Refused(TOO_LATE)
            _do(asked, plan, by, thing=thing)
    except BeyondLimit as beyond:
        _go_on(asked, plan, beyond)


def no(asked: Asking, *, by: Member, words: str = "") -> None:
    """Say no. Raises `Refused`."""
    if not may_answer(asked, by):
        raise Refused(NOT_YOURS)
    if asked.about == Asking.About.REVIEW:
        _look_at(asked, state=Asking.State.NO, by=by, words=words)
    else:
        _end(asked, state=Asking.State.NO, by=by, words=words)


def untold(asked: Asking) -> Over | None:
    """Return the rule for which whoever says yes says what a gesture is, where its choices do not tell it."""
    if asked.about != Asking.About.LEAVE or asked.act != Given.Kind.GESTURE:
        return None
    return None if given_things.is_told(giving.gift_of(asked)) else given_things.apart(asked.case)


@transaction.atomic
def _look_at(asked: Asking, *, state: Asking.State, by: Member, words: str) -> None:
    """What was done was looked at: it was right, or it was not."""
    _end(asked, state=state, by=by, words=words)
    if asked.act == labelling.ACT:
        labelling.looked_at(asked, right=state == Asking.State.YES, by=by)


def _end(asked: Asking, *, state: Asking.State, by: Member, words: str) -> None:
    """Answer it, with a receipt of its own: nothing else is done that would have one. Raises `Refused`."""
    deed = Deed(case=asked.case, act=str(state), by=by, line=asked.line, why=words)
    if not permitted.do(deed, lambda: askings.end(asked, state=state, by=by, words=words)):
        raise Refused(TOO_LATE)


def _do(asked: Asking, plan: Plan, by: Member, *, thing: str) -> None:
    role = ranking.role_of(by, plan)
    if asked.act in MONEY:
        gift, over = giving.gift_of(asked), untold(asked)
        if over is not None and thing not in given_things.CHOICES:
            raise Refused(giving.SAY_WHAT, line=over.line, rule=over.rule)
        gift = replace(gift, thing=thing) if over is not None else gift
        giving.refuse_gesture(asked.case, gift, plan)
        passed = giving.lawful(asked.case, gift, went_on=True)
        passed = passed.unsure_of(over) if over is not None else passed
        given = gifts.give(
            asked.case, gift, plan=plan, role=role, by=asked.asked_by, line=asked.line,
            ground=Receipt.Ground.ASKED, gates=passed.gates, lifted=passed.lifted,
        )  # fmt: skip
        by_hand.end_given(asked, cost=given.amount)
        return
    ruling = authority.may(plan, role, asked.act)
    if ruling.verdict not in ("allow", "warn"):
        raise Refused(ruling.why, line=ruling.line)
    if asked.act in askings.REPLIES:
        outbound.answer_asked(asked)
        askings.end_answered(asked, by=by)
    elif asked.act == labelling.ACT:
        labelling.label_asked(asked, plan=plan, role=role)
    else:
        asked_deeds.do(asked, role=role)


def _go_on(asked: Asking, plan: Plan, beyond: BeyondLimit) -> None:
    asked.refresh_from_db()
    role, of = asking.next_above(plan, asked)
    if not role:
        raise Refused(BEYOND_ALL, line=beyond.ruling.line) from beyond
    asking.pass_to(asked, role=role, of=of)
    raise Refused(BEYOND_YOU_TOO, line=beyond.ruling.line) from beyond
