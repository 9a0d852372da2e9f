"""Money or its worth, given to a customer: inside the role's limits, or not at all.

The month is counted from the rows while its purse is held, so that neither a sequence of gifts nor two at once pass it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock, rows
from mostrador.kit.tidying import one_line
from mostrador.kit.words import N_
from mostrador.plan import asking, gestures, receipting, spending
from mostrador.plan.authority import Ruling, may
from mostrador.plan.events import MoneyChanged, MoneyGiven
from mostrador.plan.models import Given, Noted, Purse, Receipt
from mostrador.plan.shape import Plan

LARGEST = 10**11  # in the smallest coin: what nobody gives by hand, and a database still counts


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What is to be given. `amount` in the currency's smallest coin, `key` so that the same gift is given once."""

    kind: str
    amount: int
    why: str
    key: str
    thing: str = ""
    note: str = ""
    promised: bool = False  # told to them; not in their hands yet
    safety: str = ""  # why it is given at once although one should ask first
    noted_id: int | None = None  # what was written down and is done by giving this

    def __post_init__(self) -> None:
        """Let what is chosen of a list be what was chosen, whoever hands it over: " card" is a card."""
        for name in ("thing", "why"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


class BeyondLimit(Exception):
    """The role may not give that much. `ruling` says why, and whom to ask."""

    def __init__(self, ruling: Ruling) -> None:
        super().__init__(ruling.why)
        self.ruling = ruling


class NotAGift(ValueError):
    for_people = N_("Write how much, and why.")


class SameKeyOtherGift(Exception):
    for_people = N_("This was already given, with another amount or for another reason.")


@transaction.atomic
def give(
    case: Case, gift: Gift, *, plan: Plan, role: str, by: Member, line: str = "", ground: str = Receipt.Ground.OWN,
    gates: tuple[str, ...] = (), lifted: str = "",
) -> Given:  # fmt: skip
    """Write down what somebody gives. `role` is the plan's whose limits it counts in; `by` who hands it over;
    `lifted` says by whose word a gate over it is none.

    Raises `BeyondLimit`, `NotAGift`, `SameKeyOtherGift`.
    """
    if not 0 < gift.amount <= LARGEST or not gift.why.strip() or gift.kind not in Given.Kind.values:
        raise NotAGift
    now = clock.now()
    asking.hold(case)
    purse = _purse(role, gift, month=spending.month_of(plan, now))
    if known := Given.objects.filter(key=gift.key).first():
        return _same(known, gift, case)
    ruling = _ruling(case, gift, plan=plan, role=role, now=now)
    if ruling.verdict != "allow":
        if not _for_safety(plan, gift, ruling, at=now):
            raise BeyondLimit(ruling)
        ground = Receipt.Ground.SAFETY
    receipt = receipting.note(
        case, act=gift.kind, plan=plan, by=by, role=role, line=line, ground=ground, amount=gift.amount,
        left=max(0, (ruling.left or 0) - gift.amount), gates=gates,
        why=" · ".join(filter(None, (gift.safety if ground == "safety" else gift.why, lifted))),
    )  # fmt: skip
    given = _write(case, gift, purse=purse, receipt=receipt, by=by, currency=plan.locale.currency)
    asking.end_given(case, kind=gift.kind, by=by)
    return given


@transaction.atomic
def hand_over(given: Given, *, by: Member) -> None:
    """Say that what was promised is in their hands now."""
    _move(given, Given.State.DONE, by, only=(Given.State.PROMISED,))


@transaction.atomic
def take_back(given: Given, *, by: Member) -> None:
    """Say that it was not given after all: it counts no longer."""
    _move(given, Given.State.TAKEN_BACK, by, only=(Given.State.PROMISED, Given.State.DONE))


def _purse(role: str, gift: Gift, *, month: str) -> Purse:
    """Hold the purse of a role, and beside it for a gesture the house's, whose budget all roles share."""
    roles = [role, gestures.HOUSE] if gift.kind == Given.Kind.GESTURE else [role]
    held = [Purse.objects.get_or_create(role=one, month=month)[0] for one in roles]
    rows.hold(Purse, [one.pk for one in held])
    return held[0]


def _ruling(case: Case, gift: Gift, *, plan: Plan, role: str, now: datetime) -> Ruling:
    """Return what the policy blocks, else what the limits of the role say, else what the policy asks first."""
    policy = gestures.ruling(plan, case, gift.amount, role=role, at=now) if gift.kind == Given.Kind.GESTURE else None
    if policy is not None and policy.verdict == "block":
        return policy
    spent = spending.spent(plan, at=now)
    limits = may(
        plan, role, gift.kind, amount=gift.amount, spent=spent.get(role, 0),
        in_case=spending.in_case(case, role=role, kind=gift.kind), spent_above=spent,
    )  # fmt: skip
    return limits if policy is None or limits.verdict != "allow" else policy


def _for_safety(plan: Plan, gift: Gift, ruling: Ruling, *, at: datetime) -> bool:
    """Whether safety gives what one would ask for: above the limit of one asunto, never above the month."""
    found = plan.authority.get(ruling.role)
    if found is None or ruling.verdict != "ask" or not gift.safety.strip():
        return False
    return found.month is None or spending.spent(plan, at=at).get(ruling.role, 0) + gift.amount <= found.month


def _same(known: Given, gift: Gift, case: Case) -> Given:
    """Return it where it is the same gift; its state may have moved on. Raises `SameKeyOtherGift`."""
    before = known.case_id, known.kind, known.amount, known.thing, known.why, known.note
    if before != (case.pk, gift.kind, gift.amount, *_written(gift)):
        raise SameKeyOtherGift
    return known


def _written(gift: Gift) -> tuple[str, str, str]:
    return gift.thing[:40], gift.why[:200], gift.note.strip()[:500]


def _write(case: Case, gift: Gift, *, purse: Purse, receipt: Receipt, by: Member, currency: str) -> Given:
    thing, why, note = _written(gift)
    given = Given.objects.create(
        case=case, person_id=case.person_id, kind=gift.kind, thing=thing, amount=gift.amount,
        currency=currency, state=Given.State.PROMISED if gift.promised else Given.State.DONE,
        why=why, note=note, member=by, purse=purse, receipt=receipt,
        noted_id=gift.noted_id, key=gift.key, at=receipt.at,
    )  # fmt: skip
    tell_case(MoneyGiven, case, by=by, given_id=given.pk, kind=given.kind, amount=given.amount)
    return given


def _move(given: Given, state: Given.State, by: Member, *, only: tuple[Given.State, ...]) -> None:
    rows.hold(Purse, [given.purse_id])
    still = Given.objects.filter(pk=given.pk, state__in=only)
    if still.update(state=state, ended_at=clock.now()):
        if state == Given.State.TAKEN_BACK and given.noted_id:
            Noted.objects.filter(pk=given.noted_id).update(cost=None)
        tell_case(MoneyChanged, given.case, by=by, given_id=given.pk, state=str(state))
