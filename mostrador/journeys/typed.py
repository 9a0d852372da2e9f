"""What typed words do by themselves: they advertise, promise money, or lead to a payment. It is told, never blocked:
a machine misreads, and whoever wrote them knows what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import get_language, gettext

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.journeys import facts, gating, ranking
from mostrador.kit import clock, saying
from mostrador.kit.words import N_
from mostrador.plan import amounts, authority, citing, deciding, spending
from mostrador.plan.authority import Ruling
from mostrador.plan.shape import Act, Plan
from mostrador.plan.voice import Voice
from mostrador.triage import offering, pledging
from mostrador.triage.pledging import Pledge

MARKETING = Act("send", "marketing")
PAY_LINK, IN_CHAT = Act("send", "own_shop_pay_link"), Act("send", "in_chat_payment")
OFFER = N_("“%(words)s” reads like an offer, and here the law stands over offers: %(rule)s (%(line)s).")
PAYS = N_("This leads to a payment, and the plan says of that: %(rule)s (%(line)s).")
ABOVE = N_(
    "“%(words)s” is above your limit (%(limit)s; %(line)s). Ask %(role)s first, under “Refund, discount or gesture”."
)
NOBODY = N_("“%(words)s” is above your limit (%(limit)s; %(line)s), and nobody may give so much.")
SUM_ABOVE = N_(
    "%(parts)s: together %(sum)s, above your limit (%(limit)s; %(line)s). "
    "Ask %(role)s first, under “Refund, discount or gesture”."
)
SUM_NOBODY = N_("%(parts)s: together %(sum)s, above your limit (%(limit)s; %(line)s), and nobody may give so much.")


class Part(NamedTuple):
    """One sum that an answer promises, in the currency's smallest coin."""

    pledge: Pledge
    coins: int


class Slip(NamedTuple):
    """One warning: its sentence, marked with `N_`, what stands in it, and the plan's line."""

    sentence: str
    told: Mapping[str, Any]
    line: str


def slips(case: Case, text: str, plan: Plan, *, by: Member, sends: Sequence[str] = ()) -> Iterator[Slip]:
    """Go through what these words do that the plan stands over. What is said to be sent, its gate has seen already."""
    if MARKETING.value not in sends:
        yield from _offers(case, text)
    if PAY_LINK.value not in sends and gating.PAYING.search(text):
        yield from _payments(case, plan)
    yield from _sums(case, text, plan, by)


def _offers(case: Case, text: str) -> Iterator[Slip]:
    words = offering.offer(text)
    over = gating.over(case, MARKETING, text) if words else None
    if over is not None and (over.always or not _asked_for_it(case)):
        cited = citing.cited(over.line, Voice((get_language() or "en")[:2], gettext))
        yield Slip(OFFER, {"words": _short(words), "rule": over.rule, "line": cited}, over.line)


def _asked_for_it(case: Case) -> bool:
    last = Message.objects.filter(case=case, direction=Message.Direction.IN).order_by("-pk").first()
    return last is not None and offering.asks_for_offers(last.text)


def _payments(case: Case, plan: Plan) -> Iterator[Slip]:
    """A gate over paying in the chat has been asked by the one check of the law; else the one over our own link is."""
    place = facts.of_place(case.conversation)
    over_chat, over_link = (
        [gate for gate in deciding.gates_over(plan, place, act) if gate.effect != "note"] for act in (IN_CHAT, PAY_LINK)
    )
    if over_link and not over_chat:
        yield Slip(PAYS, {"rule": over_link[0].rule, "line": over_link[0].id}, over_link[0].id)


def _sums(case: Case, text: str, plan: Plan, by: Member) -> Iterator[Slip]:
    """What one answer promises is one sum of each kind, and all of it one sum of the month."""
    role = ranking.role_of(by, plan)
    within: list[Part] = []
    for parts in _by_kind(case, text, plan) if role else ():
        coins, before = _total(parts), _total(within)
        ruling = _ruling(case, plan, role, parts[0].pledge.kind, coins, promised=before)
        if ruling.verdict == "allow":
            within += parts
        elif ruling.why == authority.MONTH_SPENT and within:
            yield _above([*within, *parts], ruling, plan, limit=(ruling.left or 0) + before)
        else:
            yield _above(parts, ruling, plan, limit=ruling.left or 0)


def _by_kind(case: Case, text: str, plan: Plan) -> Iterator[list[Part]]:
    """Go through what is promised by kinds, without what was given already; the same sum said twice is one."""
    said: dict[str, list[Part]] = {}
    for pledge in pledging.find(text):
        each = amounts.coins(pledge.figures, plan.locale)
        coins = each * pledge.times if each else None
        parts = said.setdefault(pledge.kind, [])
        if coins is not None and not any(one.coins == coins and pledge.repeats(one.pledge) for one in parts):
            parts.append(Part(pledge, coins))
    for kind, parts in said.items():
        if fresh := list(_not_granted(parts, spending.granted(case, kind=kind))):
            yield fresh


def _not_granted(parts: Sequence[Part], granted: int) -> Iterator[Part]:
    for one in parts:
        if one.coins <= granted:
            granted -= one.coins
        else:
            yield one


def _total(parts: Sequence[Part]) -> int:
    return sum(one.coins for one in parts)


def _ruling(case: Case, plan: Plan, role: str, kind: str, coins: int, *, promised: int) -> Ruling:
    """Ask the plan; `promised` is what the same answer promises besides."""
    given = spending.spent(plan, at=clock.now())
    spent = {one: given.get(one, 0) + promised for one in plan.roles}
    in_case = spending.in_case(case, role=role, kind=kind)
    return authority.may(plan, role, kind, amount=coins, spent=spent.get(role, 0), in_case=in_case, spent_above=spent)


def _above(parts: Sequence[Part], ruling: Ruling, plan: Plan, *, limit: int) -> Slip:
    voice = Voice((get_language() or "en")[:2], gettext).of(plan)
    told = {"limit": voice.money(limit, plan), "line": citing.cited(ruling.line, voice)}
    told["role"] = voice.role(ruling.ask_of)
    if len(parts) > 1:
        told["sum"] = voice.money(_total(parts), plan)
        told["parts"] = " + ".join(saying.quoted(_short(one.pledge.words)) for one in parts)
        return Slip(SUM_ABOVE if ruling.ask_of else SUM_NOBODY, told, ruling.line)
    told["words"] = _short(parts[0].pledge.words)
    return Slip(ABOVE if ruling.ask_of else NOBODY, told, ruling.line)


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
