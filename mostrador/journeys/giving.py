"""Somebody gives a customer money or its worth: at once within their limit, else whoever may is asked."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case
from mostrador.journeys import advising, asking, gating, given_things, occasions, ranking
from mostrador.journeys.crisis import leading
from mostrador.journeys.gating import Passed
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit.words import N_
from mostrador.plan import asking as askings
from mostrador.plan import authority, giving, keeping
from mostrador.plan.giving import BeyondLimit, Gift
from mostrador.plan.models import Asking, Given, Receipt
from mostrador.plan.shape import Plan

ONLY_LOOKS = N_("You can read everything here, but not write.")
PAUSED = N_("Gestures are paused while the crisis lasts. Say sorry now, and give once it is over.")
SAY_WHAT = N_("The plan has a rule over some things: %(rule)s. Choose what it is.")
MONEY_ALONE = N_("A refund or a discount is money. What is given besides is a gesture of its own.")


def give(case: Case, gift: Gift, *, by: Member, went_on: bool = False) -> Given:
    """Give it, with its receipt; `went_on` says that a warning of the law was read.

    Raises `Refused`, `HasToAsk`, `giving.NotAGift`, `giving.SameKeyOtherGift`.
    """
    plan = keeping.current()
    role = ranking.role_of(by, plan)
    if not role:
        raise Refused(ONLY_LOOKS, line=f"authority.{authority.VIEWER}")
    refuse_gesture(case, gift, plan)
    line = advising.advice(case, plan).line
    passed = lawful(case, gift, went_on=went_on or bool(gift.safety.strip()))
    above = authority.above_of(plan, role)
    if passed.unsure and not above and gift.thing not in given_things.CHOICES:
        raise Refused(SAY_WHAT, line=passed.ask, rule=passed.unsure)
    if passed.ask and above:
        line = passed.ask if passed.lifted else line
        raise HasToAsk(_ask(case, gift, role=above[0], line=line, by=by), rule=passed.unsure)
    ground = Receipt.Ground.WARNED if passed.warned else Receipt.Ground.OWN
    try:
        with transaction.atomic():
            given = giving.give(case, gift, plan=plan, role=role, by=by, line=line, gates=passed.gates, ground=ground,
                                lifted=passed.lifted)  # fmt: skip
            if given.receipt.ground == Receipt.Ground.SAFETY:
                asking.review(case, act=gift.kind, by=by, why=gift.safety, key=f"review given {given.pk}", line=line,
                              amount=gift.amount)  # fmt: skip
        return given
    except BeyondLimit as beyond:
        ruling = beyond.ruling
    if ruling.verdict != "ask":
        raise Refused(ruling.why, line=ruling.line)
    raise HasToAsk(_ask(case, gift, role=ruling.ask_of, line=line, by=by), left=ruling.left)


def lawful(case: Case, gift: Gift, *, went_on: bool) -> Passed:
    """Return what of the plan's law stands over a gift. Raises `Refused`, `gating.Warned`."""
    if gift.kind != Given.Kind.GESTURE:
        if gift.thing.strip():
            raise Refused(MONEY_ALONE)
        return gating.check(case, [], went_on=went_on)
    passed = gating.check(case, [given_things.act_of(gift)], went_on=went_on)
    over = None if given_things.is_told(gift) else given_things.apart(case)
    return passed if over is None else passed.unsure_of(over)


def refuse_gesture(case: Case, gift: Gift, plan: Plan) -> None:
    """Raise `Refused` for a gesture while the crisis pauses them, and for what the plan gives nothing of its own."""
    words = f"{gift.why} {gift.note} {gift.thing}"
    if gift.kind == Given.Kind.GESTURE and (paused := leading.pauses_gestures()):
        raise Refused(PAUSED, line=paused)
    if gift.kind == Given.Kind.GESTURE:
        occasions.refuse_never_for(case, plan, words=words)
    elif gift.kind == Given.Kind.DISCOUNT:
        occasions.refuse_never_for(case, plan, words=words, only=occasions.BOUGHT)


def why(gift: Gift) -> str:
    """Return why it is asked for: safety passes neither the month nor the law, and is told."""
    return " · ".join(filter(None, (gift.why, gift.safety.strip())))[:300]


def _ask(case: Case, gift: Gift, *, role: str, line: str, by: Member) -> Asking:
    told = {"thing": gift.thing, "note": gift.note, "promised": gift.promised, "noted": gift.noted_id}
    return asking.ask(
        case, act=gift.kind, amount=gift.amount, why=why(gift), key=gift.key, role=role, line=line, told=told, by=by
    )


def gift_of(asked: Asking) -> Gift:
    """Return what was asked for, as it is given once somebody said yes: without what was given meanwhile."""
    told = asked.told
    return Gift(
        kind=asked.act, amount=askings.left(asked), why=asked.why, key=f"asked {asked.key}"[:200],
        thing=told.get("thing", ""), note=told.get("note", ""), promised=bool(told.get("promised")),
        noted_id=told.get("noted"),
    )  # fmt: skip
