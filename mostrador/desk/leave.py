"""What one may give in an asunto without asking, what was given in it, and what was asked of whom."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mostrador.desk import money, plan_page, wording
from mostrador.desk.errand import Errand
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case
from mostrador.journeys import allowing, gating, given_things, labelling, ranking
from mostrador.journeys.refusing import HasToAsk
from mostrador.kit import saying
from mostrador.kit.addressing import address
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_
from mostrador.plan import asking as waiting
from mostrador.plan import authority, explaining, gestures, keeping, spending
from mostrador.plan.models import Asking, Given, Receipt
from mostrador.plan.shape import Plan

Shown = dict[str, Any]
MOST = 6
MAY = {
    "refund": N_("Refund up to %(amount)s without asking"),
    "discount": N_("Take up to %(amount)s off without asking"),
    "gesture": N_("Spend up to %(amount)s on a gesture without asking"),
}
KINDS = {"refund": N_("Refund"), "discount": N_("Discount"), "gesture": N_("Gesture")}
ASKS = {
    "refund": N_("%(name)s asks to refund %(amount)s"), "discount": N_("%(name)s asks to take %(amount)s off"),
    "gesture": N_("%(name)s asks to spend %(amount)s on a gesture"),
    "review": N_("%(name)s acted for safety"),
    "label_troll": N_("%(name)s asks to call them a troll"),
    "troll_review": N_("%(name)s called them a troll. Still so?"),
    "edit": N_("%(name)s asks to say it otherwise"), "take_back": N_("%(name)s asks to take words of ours back"),
    "promise": N_("%(name)s asks to give our word"),
    "reply": N_("%(name)s asks to answer"), "reply_public": N_("%(name)s asks to answer in public"),
}  # fmt: skip
ANSWERS = {
    Asking.State.YES: N_("%(name)s said yes"), Asking.State.NO: N_("%(name)s said no"),
    Asking.State.TAKEN_BACK: N_("no longer needed"), Asking.State.REPLACED: N_("%(name)s asked again, otherwise"),
    Asking.State.GIVEN: N_("%(name)s gave it meanwhile"),
}  # fmt: skip
THINGS = {
    "wine": N_("wine, or anything with alcohol"), "voucher": N_("a voucher"), "card": N_("a card"),
    "note": N_("a written note"), "other": N_("something else"),
}  # fmt: skip
ANSWERED = N_("%(name)s let another answer leave")
MAY_IT = N_("%(name)s asks: may this be done?")
GAVE = {
    "refund": N_("%(name)s refunded %(amount)s"), "discount": N_("%(name)s took %(amount)s off"),
    "gesture": N_("%(name)s spent %(amount)s on a gesture"),
}  # fmt: skip
PROMISED = {
    "refund": N_("%(name)s promised to refund %(amount)s"), "discount": N_("%(name)s promised %(amount)s off"),
    "gesture": N_("%(name)s promised a gesture of %(amount)s"),
}  # fmt: skip


def panel(errand: Errand) -> Shown | None:
    """Return what stands under "You may": the limits that are left here, and the form; None for who only looks."""
    member, plan = errand.around.member, keeping.current()
    role = ranking.role_of(member, plan)
    if not role or not member.may_write:
        return None
    spent = spending.spent(plan, at=errand.around.now).get(role, 0)
    return {
        "limits": _limits(errand, plan, role, spent), "never": explaining.never_for(plan, plan_page.voice()),
        "kinds": [(kind, _(word)) for kind, word in KINDS.items()], "key": uuid.uuid4(),
        "why_url": why_url(f"authority.{role}", errand.case), "url": address("desk:given", errand.case.pk),
        "asks": bool(authority.above_of(plan, role)), "month": _month(plan, role, spent),
        "warned": gating.warnings(plan, "gesture"), "things": things(plan),
        "reasons": [_(one) for one in given_things.REASONS],
        "rule": over.rule if (over := given_things.apart(errand.case)) is not None else "",
    }  # fmt: skip


def given_in(errand: Errand) -> list[Shown]:
    """Return what was given in it, the latest first."""
    return [_given(one, errand.around) for one in errand.given[:MOST]]


def askings(errand: Errand) -> list[Shown]:
    """Return what waits for a yes in this asunto, and what was answered last."""
    around = errand.around
    shown = _askings(errand.case.pk)
    open_ = [one for one in shown if one.state == Asking.State.WAITING]
    answered = [one for one in shown if one.state != Asking.State.WAITING][:1]
    return [*(_waiting(one, around) for one in open_), *(_answered(one, around) for one in answered)]


@prepared
def _askings(case: int) -> QuerySet[Asking, Asking]:
    found = Asking.objects.filter(case=case).select_related("asked_by", "of", "answered_by", "case__person")
    return found.exclude(state__in=(Asking.State.TAKEN_BACK, Asking.State.REPLACED)).order_by("-pk")[:MOST]


def question(asked: Asking, around: Surroundings) -> str:
    """Say what is asked: "Marta pide devolver 45 €: «dos botellas rotas»"."""
    reviewed = "troll_review" if asked.act == labelling.ACT else "review"
    kind = asked.act if asked.about == Asking.About.LEAVE else reviewed
    told = {
        "name": wording.first_name(around.members.get(asked.asked_by_id, "")),
        "amount": money.said(asked.amount or 0, keeping.current()),
    }  # fmt: skip
    gave = _(GAVE[asked.act]) % told if kind == "review" and asked.act in GAVE else ""
    words = _("%(done)s, for safety") % {"done": gave} if gave else _(ASKS.get(kind, MAY_IT)) % told
    if thing := asked.told.get("thing"):
        words = f"{words} ({_(THINGS.get(thing, thing))})"
    why = asked.told.get("text") or _and_note(asked.why, asked.told.get(waiting.NOTE, ""))
    return f"{words}: {saying.quoted(why)}" if why else words


def _and_note(why: str, note: str) -> str:
    return " · ".join(filter(None, dict.fromkeys((why.strip(), note.strip()))))


def choices(asked: Asking) -> Shown:
    """Return what one may answer: to what was done already, whether it was right; and what a gesture is, if need be."""
    if asked.about == Asking.About.REVIEW:
        return {"yes": _("It was right"), "no": _("It was not right")}
    untold = asked.state == Asking.State.WAITING and allowing.untold(asked) is not None
    return {"yes": _("Yes, go ahead"), "no": _("No"), "things": _things() if untold else []}


def answer(asked: Asking, name: str) -> str:
    """Say what became of it."""
    state = Asking.State(asked.state)
    other = state == Asking.State.GIVEN and asked.act in waiting.REPLIES
    return _(ANSWERED if other else ANSWERS[state]) % {"name": name}


def above_limit(waits: HasToAsk, around: Surroundings) -> str:
    """Say: "45 € pasa de tu límite (30 €). Se lo pido a Leo: contesta antes de las 17:40. Mientras…"."""
    asked, left, plan = waits.asking, waits.left, keeping.current()
    told = {
        "amount": money.said(asked.amount or 0, plan), "limit": money.said(left or 0, plan),
        "name": wording.first_name(around.members.get(asked.of_id or 0, "")) or wording.of_role(asked.role),
        "before": saying.before(asked.due_at, around.now), "who": wording.first_name(asked.asked_by.name),
    }  # fmt: skip
    if asked.asked_by_id != around.member.pk:
        return (
            _("%(who)s has asked for %(amount)s here already: %(name)s answers %(before)s, and you hear it too.") % told
        )
    if waits.rule:
        rule = _("The plan has a rule over some things: %(rule)s.") % {"rule": waits.rule}
        return f"{rule} " + _("I ask %(name)s what it is: they answer %(before)s.") % told
    if asked.amount is None:
        return _("For this you ask first. I ask %(name)s: they answer %(before)s.") % told
    if not left:
        return _("%(amount)s is above your limit. I ask %(name)s: they answer %(before)s.") % told
    words = _("%(amount)s is above your limit (%(limit)s). I ask %(name)s: they answer %(before)s.") % told
    return words + " " + _("Meanwhile you can give %(limit)s.") % told


def why_url(line: str, case: Case) -> str:
    return address("desk:why") + f"?line={line}&case={case.pk}"


def things(plan: Plan) -> Sequence[tuple[str, str]]:
    """Return what a gesture may be, and its words, where the plan's law stands over gestures: "wine"."""
    written = [gate.when.written for gate in plan.gates]
    parts = [part for when in written for part in (when, *when.values()) if isinstance(part, dict)]
    return _things() if any("gesture" in part for part in parts) else []


def _things() -> Sequence[tuple[str, str]]:
    return [(one, _(THINGS[one])) for one in given_things.CHOICES]


def _limits(errand: Errand, plan: Plan, role: str, spent: int) -> list[Shown]:
    here = dict.fromkeys(KINDS, 0)
    for one in errand.given:
        if one.purse.role == role and one.state != Given.State.TAKEN_BACK:
            here[one.kind] += one.amount
    left = {kind: authority.limit(plan, role, kind, spent=spent, in_case=here[kind]) for kind in KINDS}
    if left["gesture"] and (budget := gestures.left(plan, at=errand.around.now)) is not None:
        left["gesture"] = min(left["gesture"], budget)
    return [
        {"kind": kind, "what": _(MAY[kind]) % {"amount": money.said(amount, plan)}}
        for kind, amount in left.items() if amount
    ]  # fmt: skip


def _month(plan: Plan, role: str, spent: int) -> str:
    found = plan.authority.get(role)
    if found is None or found.month is None:
        return ""
    return _("%(amount)s left this month.") % {"amount": money.said(max(0, found.month - spent), plan)}


def _given(one: Given, around: Surroundings) -> Shown:
    told = PROMISED if one.state == Given.State.PROMISED else GAVE
    words = _(told[one.kind]) % {
        "name": wording.first_name(around.members.get(one.member_id or 0, "")),
        "amount": money.said(one.amount, keeping.current()),
    }  # fmt: skip
    acts = {Given.State.PROMISED: [("done", _("Handed over")), ("back", _("It was not given"))],
            Given.State.DONE: [("back", _("It was not given"))]}  # fmt: skip
    return {
        "id": one.pk, "words": words, "why": _and_note(one.why, one.note), "at": one.at,
        "when": saying.moment(one.at, around.now), "receipt": receipt_words(one.receipt),
        "why_url": why_url(one.receipt.line, one.case),
        "taken_back": one.state == Given.State.TAKEN_BACK, "url": address("desk:given_end", one.pk),
        "acts": acts.get(Given.State(one.state), []),
    }  # fmt: skip


def receipt_words(receipt: Receipt) -> str:
    """Say by what it was allowed: "L08 · tienda", with who said yes where somebody did."""
    grounds = {
        Receipt.Ground.ASKED: _("after asking"), Receipt.Ground.SAFETY: _("for safety"),
        Receipt.Ground.WARNED: _("in spite of a warning"), Receipt.Ground.PLAN: _("the plan did it"),
    }  # fmt: skip
    line = wording.of_line(receipt.line)
    role = receipt.role.replace("_", " ") if receipt.line != f"authority.{receipt.role}" else ""
    return " · ".join(filter(None, [line, role, grounds.get(Receipt.Ground(receipt.ground), "")]))


def _waiting(one: Asking, around: Surroundings) -> Shown:
    name = wording.first_name(around.members.get(one.of_id or 0, "")) or wording.of_role(one.role)
    told = {"name": name, "before": saying.before(one.due_at, around.now)}
    due = _("%(name)s has it: answers %(before)s.") if one.due_at > around.now else _("%(name)s has not answered yet.")
    aside = " ".join(filter(None, [_given_meanwhile(one), due % told]))
    return {
        "id": one.pk, "words": f"{question(one, around)}.", "aside": aside, "open": True,
        "may_answer": allowing.may_answer(one, around.member), "choices": choices(one),
        "may_take_back": one.asked_by_id == around.member.pk and one.about == Asking.About.LEAVE,
        "url": address("desk:asking", one.pk),
    }  # fmt: skip


def _given_meanwhile(one: Asking) -> str:
    """Say what of it was given since it was asked: a yes gives the rest."""
    if one.about != Asking.About.LEAVE or one.amount is None or (rest := waiting.left(one)) == one.amount:
        return ""
    plan = keeping.current()
    told = {"given": money.said(one.amount - rest, plan), "rest": money.said(rest, plan)}
    return _("%(given)s of it were given meanwhile: a yes gives the other %(rest)s.") % told


def _answered(one: Asking, around: Surroundings) -> Shown:
    name = wording.first_name(around.members.get(one.answered_by_id or 0, ""))
    words = answer(one, name) + (f": {saying.quoted(one.words)}" if one.words else "")
    return {"id": one.pk, "words": f"{question(one, around)}.", "aside": f"{words}.", "open": False}
