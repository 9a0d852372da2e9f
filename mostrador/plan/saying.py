"""What a role may do, in words for the reply box: "Puedes contestar sin preguntar". Msgids, translated where shown."""

import msgspec

from mostrador.kit.words import N_
from mostrador.plan.authority import Ruling, limit, may, role_of
from mostrador.plan.shape import Plan

REPLY = N_("You can answer without asking")
REPLY_PUBLIC = N_("You can answer in public without asking")
ASK = N_("For this you ask %(role)s")
ONLY_READ = N_("You can only read")
NOBODY = N_("The plan lets nobody do this")
REFUND = N_("You can refund up to %(amount)s without asking")
DISCOUNT = N_("You can give up to %(amount)s off without asking")
GESTURE = N_("You can spend up to %(amount)s on a gesture without asking")
MONEY_WORDS = {"refund": REFUND, "discount": DISCOUNT, "gesture": GESTURE}


class Words(msgspec.Struct, frozen=True):
    """A msgid with what fills it. `amount` is in the currency's smallest coin: whoever shows it writes it as money."""

    msgid: str
    role: str = ""
    amount: int | None = None


def limit_words(plan: Plan, role: str, act: str = "reply", *, spent: int = 0, in_case: int = 0) -> Words:
    """Say what a role may still do of this act: "You can answer without asking"."""
    if act in MONEY_WORDS:
        return _money_words(plan, role, act, spent, in_case)
    ruling = may(plan, role, act)
    if ruling.verdict == "allow":
        return Words(REPLY_PUBLIC if act == "reply_public" else REPLY)
    return _no(ruling)


def _money_words(plan: Plan, role: str, act: str, spent: int, in_case: int) -> Words:
    name = role if role in plan.roles else role_of(plan, member_role=role)
    left = limit(plan, name, act, spent=spent, in_case=in_case)
    if left:
        return Words(MONEY_WORDS[act], amount=left)
    return _no(may(plan, name, act, spent=spent, in_case=in_case))


def _no(ruling: Ruling) -> Words:
    if ruling.verdict == "ask":
        return Words(ASK, role=ruling.ask_of)
    return Words(NOBODY if ruling.role else ONLY_READ)
