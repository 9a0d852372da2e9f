"""Whoever was asked says yes or no, in one tap: yes does it at once, within their own limit."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.journeys import asked_deeds, asking, by_hand, giving, labelling, outbound, permitted, permitting, ranking
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import Refused
from mostrador.kit.words import N_
from mostrador.plan import asking as askings
from mostrador.plan import authority, keeping
from mostrador.plan import giving as gifts
from mostrador.plan.acting import MONEY
from mostrador.plan.giving import BeyondLimit
from mostrador.plan.models import Asking, Receipt
from mostrador.plan.shape import Plan

REPLIES = ("reply", "reply_public")
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


def yes(asked: Asking, *, by: Member, words: str = "") -> None:
    """Say yes, and let it be done. Raises `Refused`; above one's own limit it goes on to the next."""
    plan = keeping.current()
    if not may_answer(asked, by, plan):
        raise Refused(NOT_YOURS)
    try:
        with transaction.atomic():
            if asked.act in MONEY:
                askings.hold(asked.case)
            if not askings.end(asked, state=Asking.State.YES, by=by, words=words):
                raise Refused(TOO_LATE)
            _do(asked, plan, by)
    except BeyondLimit as beyond:
        _go_on(asked, plan, beyond)


def no(asked: Asking, *, by: Member, words: str = "") -> None:
    """Say no. Raises `Refused`."""
    if not may_answer(asked, by):
        raise Refused(NOT_YOURS)
    with transaction.atomic():
        deed = Deed(case=asked.case, act="no", by=by, line=asked.line, why=words)
        if not permitted.do(deed, lambda: askings.end(asked, state=Asking.State.NO, by=by, words=words)):
            raise Refused(TOO_LATE)
        if asked.about == Asking.About.REVIEW and asked.act == labelling.ACT:
            labelling.looked_at(asked, right=False, by=by)


def _do(asked: Asking, plan: Plan, by: Member) -> None:
    role = ranking.role_of(by, plan)
    if asked.about == Asking.About.REVIEW:
        if asked.act == labelling.ACT:
            labelling.looked_at(asked, right=True, by=by)
        return
    if asked.act in MONEY:
        gift = giving.gift_of(asked)
        giving.refuse_gesture(asked.case, gift, plan)
        passed = giving.lawful(asked.case, gift, went_on=True)
        given = gifts.give(
            asked.case, gift, plan=plan, role=role, by=asked.asked_by, line=asked.line,
            ground=Receipt.Ground.ASKED, gates=passed.gates,
        )  # fmt: skip
        by_hand.end_given(asked, cost=given.amount)
        return
    ruling = authority.may(plan, role, asked.act)
    if ruling.verdict not in ("allow", "warn"):
        raise Refused(ruling.why, line=ruling.line)
    if asked.act in REPLIES:
        outbound.answer_asked(asked)
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
