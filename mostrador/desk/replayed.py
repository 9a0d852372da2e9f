"""A plan tried on the past, in the words of whoever owns the shop: what changes, for whom, and what nobody can know."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.desk import money, plan_page, treated, wording
from mostrador.insights import past
from mostrador.kit import saying
from mostrador.plan import phrasing
from mostrador.plan.replaying import unknown
from mostrador.plan.replaying.report import Asked, Gap, Pair, Report, Spent
from mostrador.plan.shape import Plan

NEARLY = 0.2  # of a month's limit left
Words = dict[str, Any]


def whole(report: Report, plan: Plan, *, new: Plan | None = None, skip: int = 0) -> Words:
    """Return everything the page says; `skip` so many of the changed messages. `new` is the plan that was tried."""
    whens = conditions(new)
    quotes = past.quotes([one for gap in report.gaps for one in gap.messages])
    alone = report.plan.hash == report.against.hash
    return {
        "alone": alone, "title": _title(report, alone=alone), "days": _days(report),
        "empty": not report.messages, "figures": list(_figures(report, alone=alone)),
        "asked": [_asked(one) for one in report.asked], "spent": [_spent(one, plan) for one in report.spent],
        "promises": [_promise(one.door, one.answer, one.made, one.late, alone=alone) for one in report.promises],
        "lines": [
            _line(one.line, whens.get(one.line, one.when), one.default, Pair(one.old, one.new), report)
            for one in report.lines
        ], "too_fast": too_fast(report), "changed": treated.shown(report, skip=skip),
        "gaps": [_gap(one, quotes) for one in report.gaps], "gapped": report.messages - report.covered.new,
        "unknown": list(_unknown(report)),
    }  # fmt: skip


def conditions(plan: Plan | None) -> dict[str, str]:
    """Return when each line of a plan decides, in the reader's language."""
    voice = plan_page.voice()
    lines = plan.lines if plan else ()
    return {line.id: phrasing.conditions(line.when.written, voice) for line in lines if not line.default}


def too_fast(report: Report) -> list[str]:
    """Say which clocks of the plan those on shift cannot keep, however quick they are."""
    words = _("%(door)s, %(answer)s: %(late)s of %(tried)s would be late although everybody on shift did nothing else.")
    return [
        words % {"door": one.door, "answer": _answer(one.answer).lower(), "late": saying.number(one.at_best.new),
                 "tried": saying.number(one.tried.new)} for one in report.too_fast()
    ]  # fmt: skip


def _answer(word: str) -> str:
    return _("first answer") if word == "first" else _("later answers")


def _title(report: Report, *, alone: bool) -> str:
    if not report.messages:
        return _("Nobody wrote in these days")
    if alone:
        return _("The plan has a line for %(share)s of what they write") % {"share": _share(report.covered.new, report)}
    count = len(report.changed)
    if not count:
        return _asks_alone(report.asks())
    words = ngettext(
        "%(count)s message would be treated differently", "%(count)s messages would be treated differently", count
    )
    return words % {"count": saying.number(count)}


def _asks_alone(asks: Pair) -> str:
    """Say what changes where every message is treated as it was: how often somebody has to ask, if that."""
    more, less = asks.new - asks.old, asks.old - asks.new
    if not more:
        return _("No message would be treated differently")
    words = ngettext(
        "No message would be treated differently, but one would ask %(count)s time more",
        "No message would be treated differently, but one would ask %(count)s times more", more,
    ) if more > 0 else ngettext(
        "No message would be treated differently, and one would ask %(count)s time less",
        "No message would be treated differently, and one would ask %(count)s times less", less,
    )  # fmt: skip
    return words % {"count": saying.number(abs(more))}


def _days(report: Report) -> str:
    last = report.until - timedelta(seconds=1)
    told = {
        "since": saying.dated(report.since, last), "until": saying.dated(last, last), "new": report.plan.version,
        "old": report.against.version,
    }  # fmt: skip
    if report.plan.hash == report.against.hash:
        return _("From %(since)s to %(until)s, version %(new)s") % told
    return _("From %(since)s to %(until)s, version %(new)s against %(old)s") % told


def _figures(report: Report, *, alone: bool) -> Iterator[Words]:
    """Return the few figures that stand first, each with its two bars where there are two plans."""
    everything = report.messages
    yield _figure(_("has a line of its own"), report.covered, everything, alone=alone, as_share=True)
    yield _figure(_("answers promised and late"), report.late(), _made(report), alone=alone)
    asks = ngettext("time that somebody has to ask", "times that somebody has to ask", report.asks().new)
    yield _figure(asks, report.asks(), report.answers + report.given, alone=alone)
    people = report.work.people
    word = ngettext("person at once, to be in time", "people at once, to be in time", people.new)
    yield {**_figure(word, people, 0, alone=alone), "more": _work(report)}


def _figure(word: str, pair: Pair, of: int, *, alone: bool, as_share: bool = False) -> Words:
    shown = [_percent(one, of) if as_share else saying.number(one) for one in (pair.old, pair.new)]
    same = alone or pair.old == pair.new
    return {
        "word": word, "value": shown[1] if same else f"{shown[0]} → {shown[1]}", "same": same,
        "old": _length(pair.old, of), "new": _length(pair.new, of), "bars": of > 0,
        "more": _("of %(limit)s") % {"limit": saying.number(of)} if of and not as_share else "",
    }  # fmt: skip


def _work(report: Report) -> str:
    work = report.work
    each = saying.lasting(timedelta(seconds=work.seconds_each))
    told = {"answers": saying.number(work.answers), "each": each, "all": saying.working(timedelta(seconds=work.needed))}
    words = _("%(answers)s answers of %(each)s each, as measured: %(all)s.") if work.measured else _(
        "%(answers)s answers of %(each)s each, which is a guess: %(all)s."
    )  # fmt: skip
    return f"{words % told} {_there(report)}"


def _there(report: Report) -> str:
    work = report.work
    if work.on_shift is None:
        return _("The clocks ran for %(open)s, with one person there.") % {
            "open": saying.working(timedelta(seconds=work.open.new))
        }
    told = {"here": saying.working(timedelta(seconds=work.on_shift.new)),
            "needed": saying.working(timedelta(seconds=work.needed_then))}  # fmt: skip
    if report.shifts_from and report.shifts_from > report.since:
        return _("Since shifts are on record, %(needed)s needed and %(here)s on shift.") % told
    return _("%(needed)s needed and %(here)s on shift.") % told


def _asked(one: Asked) -> Words:
    told = {"role": _capital(one.role), "of": wording.of_role(one.of), "act": _act(one.act), "line": one.line}
    words = _("%(role)s asks %(of)s to %(act)s") if one.of else _("%(role)s may not %(act)s, and nobody may")
    words = _held_back(one) or words
    times = ngettext("%(count)s time", "%(count)s times", one.new) % {"count": one.new}
    return {"words": words % told, "times": times, "before": _before(one.old, one.new)}


def _held_back(one: Asked) -> str:
    """Say what the law or the policy of gestures does; nothing where it is neither."""
    if one.line and not one.line.startswith("gestures."):
        return _("%(role)s asks %(of)s first for a gesture, because of the law (%(line)s)") if one.of else _(
            "%(role)s could not give a gesture: the law (%(line)s) does not let it"
        )  # fmt: skip
    if one.line == "gestures.big" and one.of:
        return _("%(role)s asks %(of)s first for a large gesture")
    return {
        "gestures.budget": _("%(role)s could not give a gesture: the month's budget is spent"),
        "gestures.twice": _("%(role)s could not give a gesture: they had one not long ago"),
        "gestures.big": _("%(role)s could not give a large gesture: too dear, or the year's are given"),
    }.get(one.line, "")


def _capital(role: str) -> str:
    return wording.capital(wording.of_role(role))


def _act(act: str) -> str:
    known = {
        "refund": _("refund"), "discount": _("give a discount"), "gesture": _("give something"),
        "reply": _("answer"), "reply_public": _("answer in public"),
    }  # fmt: skip
    return known[act]


def _before(old: int, new: int) -> str:
    return "" if old == new else _("before: %(count)s") % {"count": saying.number(old)}


def _spent(one: Spent, plan: Plan) -> Words:
    limit = _("of %(limit)s") % {"limit": money.said(one.new_limit, plan)} if one.new_limit is not None else ""
    before = "" if one.old == one.new else _("before: %(count)s") % {"count": money.said(one.old, plan)}
    who = _capital(one.role) if one.role else _("Gestures of the whole house")
    return {
        "role": who,
        "left": _left(one, plan),
        "month": _month(one.month),
        "given": money.said(one.new, plan),
        "limit": limit,
        "before": before,
    }


def _left(one: Spent, plan: Plan) -> str:
    """Say that a month is nearly given away: what is asked for after that has nothing to do with one sum."""
    if one.new_limit is None or one.new_limit - one.new > one.new_limit * NEARLY:
        return ""
    left = max(0, one.new_limit - one.new)
    return _("%(left)s left of the month: whatever is dearer is asked for") % {"left": money.said(left, plan)}


def _month(month: str) -> str:
    """Name a month, told as the plan's calendar has it: 2026-10."""
    return saying.month(datetime.fromisoformat(f"{month}-15T12:00:00Z"))


def _promise(door: str, answer: str, made: int, late: Pair, *, alone: bool) -> Words:
    which = _answer(answer)
    same = alone or late.old == late.new
    shown = saying.number(late.new) if same else f"{saying.number(late.old)} → {saying.number(late.new)}"
    return {"door": door, "answer": which, "made": saying.number(made), "late": shown, "same": same}


def _line(line: str, when: str, default: bool, count: Pair, report: Report) -> Words:
    same = count.old == count.new
    return {
        "line": line, "when": _("anything else: the gap in the plan") if default else when, "default": default,
        "count": saying.number(count.new) if same else f"{saying.number(count.old)} → {saying.number(count.new)}",
        "old": _length(count.old, report.messages), "new": _length(count.new, report.messages), "same": same,
        "gone": not when,
    }  # fmt: skip


def _gap(gap: Gap, quotes: dict[int, str]) -> Words:
    said = [
        {"words": quotes[message], "url": reverse("desk:case", args=[case])}
        for message, case in zip(gap.messages, gap.cases, strict=True) if quotes.get(message)
    ]  # fmt: skip
    return {"need": wording.capital(wording.need(gap.need)), "door": gap.door, "count": saying.number(gap.count),
            "said": said}  # fmt: skip


def _unknown(report: Report) -> Iterator[str]:
    for words, values in unknown.said(report):
        yield _(words) % {name: _shown(one, report) for name, one in values.items()}


def _shown(value: object, report: Report) -> str:
    if isinstance(value, date):
        at = datetime.combine(value, time(12), ZoneInfo(report.timezone))
        return saying.dated(at, report.until)
    return saying.number(value) if isinstance(value, int) else str(value)


def _made(report: Report) -> int:
    return sum(one.made for one in report.promises)


def _share(count: int, report: Report) -> str:
    return _percent(count, report.messages)


def _percent(count: int, of: int) -> str:
    return saying.percent(round(count / of, 2) if of else 0)


def _length(count: int, of: int) -> float:
    """Return how long a bar is, of 100; what is there is never invisible."""
    return max(1.0, round(100 * count / of, 1)) if of and count else 0.0
