"""Cuidar: what the plan asks for beside answering, written down until somebody does it by hand; and who needs leave."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import kind_words, leave, money, trolls, wording
from mostrador.desk.surroundings import Surroundings
from mostrador.journeys import allowing, asking, closing_twice, doing
from mostrador.kit import saying
from mostrador.kit.addressing import address
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_
from mostrador.people.models import HEAD
from mostrador.plan import counting, keeping
from mostrador.plan.deciding import UP
from mostrador.plan.models import Asking, Noted
from mostrador.plan.shape import Act

Shown = dict[str, Any]
MOST = 100
MONTH = timedelta(days=30)
GLYPHS = {
    "thanks": "heart", "problems": "wrench", "ideas": "lightbulb", "orders": "shopping-bag", "posts": "megaphone",
    "facts": "bookmark", "rest": "clipboard-list",
}  # fmt: skip
TITLES = {
    "thanks": (N_("Thank 1 person"), N_("Thank %(count)s people")),
    "problems": (N_("1 problem to put right"), N_("%(count)s problems to put right")),
    "ideas": (N_("1 idea to look at"), N_("%(count)s ideas to look at")),
    "orders": (N_("1 order by hand"), N_("%(count)s orders by hand")),
    "posts": (N_("1 thing at your posts"), N_("%(count)s things at your posts")),
    "facts": (N_("1 thing to keep"), N_("%(count)s things to keep")),
    "rest": (N_("1 thing to do by hand"), N_("%(count)s things to do by hand")),
}
TO_SOMEBODY = (*UP, "notify")  # acts whose value is a role of the plan
COUNTED = {"thanks": "people", "problems": "errands", "ideas": "errands", "orders": "errands"}
"""What the sentence of a list counts, where it is not each act: an order with its link to pay is one order."""
NAMES_IT = "gesture: "  # an act that says itself what is given
LOOKED_AT = 30  # of those to thank, the latest: whoever said more than thanks stands first


def today(around: Surroundings) -> list[Shown]:
    """Return the lines of Hoy: who asks this member first, then each list that has something."""
    return [*_asked(around), *_lists(around)]


def listed(kind: str, around: Surroundings) -> list[Shown]:
    """Return one list, the latest first; those who said no more than thanks after the others."""
    found = Noted.objects.visible_to(around.member).to_do().filter(kind=kind).order_by("-at", "-pk")
    latest = found.select_related("person__same_as", "case__conversation")[:MOST]
    return shown(sorted(latest, key=lambda one: kind == "thanks" and kind_words.bare(one.quote)), around)


def of_persons(persons: Sequence[int], around: Surroundings) -> list[Shown]:
    """Return what is written down for somebody, over all the doors one may see."""
    return shown(_of_persons(persons, around.member), around)


@prepared
def _of_persons(persons: Sequence[int], member: Member) -> QuerySet[Noted, Noted]:
    found = Noted.objects.visible_to(member).filter(person__in=persons).order_by("-at", "-pk")
    return found.select_related("person__same_as", "case__conversation")[:20]


def shown(rows: Iterable[Noted], around: Surroundings) -> list[Shown]:
    return [_noted(one, around) for one in rows]


def tabs(kind: str) -> list[Shown]:
    return [
        {"word": _(word), "url": address("desk:care", key), "current": key == kind} for key, word in doing.LISTS.items()
    ]


def words_of(act: str) -> str:
    """Say what an act asks of a person: "dar las gracias en persona"."""
    word, _colon, value = act.partition(": ")
    said = wording.of_role(value) if word in TO_SOMEBODY else value.replace("_", " ")
    return _(doing.way(Act(word, value or None)).says) % {"value": said, "act": act}


def leaves(around: Surroundings) -> Shown:
    """Return who asks whom, and how much of a month's work waited for that."""
    rows = Asking.objects.visible_to(around.member).select_related("case__person__same_as", "case__conversation")
    latest = sorted(rows.order_by("-pk")[:MOST], key=lambda one: (one.state != Asking.State.WAITING, -one.pk))
    trolled = trolls.counted() if around.member.runs_the_house else ""
    return {
        "rows": [_leave(one, around) for one in latest],
        "share": " ".join(filter(None, [asked_share(around), trolled])),
    }


def asked_share(around: Surroundings) -> str:
    """Say how much of a month's answers and gifts waited for somebody's leave: it is to be the exception."""
    month = counting.asked(since=around.now - MONTH)
    told = {"share": saying.percent(month.share), "waited": month.waited, "done": month.done}
    words = _("In 30 days %(share)s of what was done waited for permission: %(waited)s of %(done)s. Up to 3%% is good.")
    return words % told


def _leave(one: Asking, around: Surroundings) -> Shown:
    return {
        "question": leave.question(one, around), "person": _called(one.case, around), "state": str(one.state),
        "url": address("desk:case", one.case_id), "answer_url": address("desk:asking", one.pk),
        "may_answer": allowing.may_answer(one, around.member), "id": one.pk, "choices": leave.choices(one),
        "when": saying.before(one.due_at, around.now) if one.due_at > around.now else _("you are late"),
        "by": (by := _whose(one, around)), "words": one.words, "answer": _answer(one, by),
    }  # fmt: skip


def _answer(one: Asking, name: str) -> str:
    return "" if one.state == Asking.State.WAITING else leave.answer(one, name)


def _whose(one: Asking, around: Surroundings) -> str:
    name = around.members.get(one.answered_by_id or one.of_id or 0, "")
    return wording.first_name(name) or wording.of_role(one.role)


def _asked(around: Surroundings) -> list[Shown]:
    return [
        {
            "icon": "lock", "title": leave.question(one, around), "url": address("desk:case", one.case_id),
            "more": f"{_called(one.case, around)} · {_due(one, around)}",
        }
        for one in asking.waiting_for(around.member)
    ]  # fmt: skip


def _due(one: Asking, around: Surroundings) -> str:
    late = one.due_at <= around.now
    return _("you are late") if late else _("answer %(moment)s") % {"moment": saying.before(one.due_at, around.now)}


def _lists(around: Surroundings) -> list[Shown]:
    found = Noted.objects.visible_to(around.member).to_do().order_by().values("kind")
    counted = found.annotate(
        acts=Count("pk"), people=Count(HEAD, distinct=True), errands=Count("case", distinct=True), last=Max("pk")
    )
    each = {one["kind"]: {**one, "last": _first(one, around.member)} for one in counted}
    latest = Noted.objects.select_related("person__same_as", "case__conversation").in_bulk(
        [one["last"] for one in each.values()]
    )
    return [_list(kind, each[kind], latest[each[kind]["last"]], around) for kind in doing.LISTS if kind in each]


def _first(counted: Shown, member: Member) -> int:
    """Return which one stands for its list: the latest, of those to thank the latest who said more than thanks."""
    last: int = counted["last"]
    if counted["kind"] != "thanks":
        return last
    thanks = Noted.objects.visible_to(member).to_do().filter(kind="thanks").order_by("-pk").values_list("pk", "quote")
    return next((pk for pk, quote in thanks[:LOOKED_AT] if not kind_words.bare(quote)), last)


def _list(kind: str, counted: Shown, last: Noted, around: Surroundings) -> Shown:
    count = counted[COUNTED.get(kind, "acts")]
    return {
        "icon": GLYPHS[kind], "title": _(TITLES[kind][count != 1]) % {"count": count},
        "more": f"{_called(last.case, around)}: {saying.quoted(last.quote)}", "url": address("desk:care", kind),
    }  # fmt: skip


def _noted(one: Noted, around: Surroundings) -> Shown:
    plan = keeping.current()
    rules = {gate.id: gate.rule for gate in plan.gates}
    return {
        "id": one.pk, "message": one.message_id, "quote": one.quote, "line": wording.of_line(one.line),
        "words": wording.capital(words_of(one.act)),
        "person": _called(one.case, around), "case_url": address("desk:case", one.case_id),
        "why_url": leave.why_url(one.line, one.case), "when": saying.dated(one.at, around.now),
        "is_problem": closing_twice.is_problem(one),
        "waits": one.after_case and one.state == Noted.State.WAITING and one.case.state != "done",
        "state": str(one.state), "open": one.state == Noted.State.WAITING,
        "glyph": GLYPHS.get(one.kind, GLYPHS["rest"]),
        "gates": [rules.get(gate) or wording.of_line(gate) for gate in one.gates.split()],
        "ended": _ended(one, around), "url": address("desk:noted", one.pk),
        "cost": money.said(one.cost, plan) if one.cost else "",
        "things": [] if one.act.startswith(NAMES_IT) else leave.things(plan),
    }  # fmt: skip


def _ended(one: Noted, around: Surroundings) -> str:
    if one.state == Noted.State.WAITING or one.ended_at is None:
        return ""
    said = _("%(name)s did it, %(when)s") if one.state == Noted.State.DONE else _("%(name)s: not needed, %(when)s")
    name = wording.first_name(around.members.get(one.ended_by_id or 0, ""))
    words = said % {"name": name, "when": saying.stamp(one.ended_at, around.now)}
    return f"{words}: {saying.quoted(one.why)}" if one.why else words


def _called(case: Any, around: Surroundings) -> str:
    door = around.door(case.conversation.door_id).name
    return wording.called(case.person.head.name, address=case.conversation.address_value, door=door)
