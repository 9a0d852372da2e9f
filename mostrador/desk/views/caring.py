"""What was written down for somebody, done by hand; and the page of who asked whom."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import care, changed, leave, money, notices, pages
from mostrador.desk.entering import member_of, reads, writes
from mostrador.desk.surroundings import enter
from mostrador.journeys import by_hand, closing_twice, doing
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.plan import giving as gifts
from mostrador.plan import keeping, noting
from mostrador.plan.models import Noted


@reads
def listed(request: HttpRequest, kind: str) -> HttpResponse:
    """One list: to thank, problems, ideas…"""
    if kind not in doing.LISTS:
        raise Http404
    around = enter(request)
    context = {
        "rows": care.listed(kind, around), "tabs": care.tabs(kind), "kind": kind, "title": _(doing.LISTS[kind]),
        "notices": notices.shown(request), "may_write": around.member.may_write,
    }  # fmt: skip
    return pages.page(request, "care.html", context)


@reads
def leaves(request: HttpRequest) -> HttpResponse:
    """Who asked whom, what was answered, and how often anybody had to ask."""
    around = enter(request)
    context = {**care.leaves(around), "notices": notices.shown(request), "may_write": around.member.may_write}
    return pages.page(request, "leaves.html", context)


@writes
def noted(request: HttpRequest, noted_id: int) -> HttpResponse:
    """It was done by hand (`done`), is not needed (`no`, with a reason), or is to be done after all (`open`)."""
    around = Noted.objects.visible_to(member_of(request)).select_related(
        "case__conversation__door__connection", "case__person"
    )
    found = get_object_or_404(around, pk=noted_id)
    how = request.POST.get("how", "")
    try:
        if how not in ENDS:
            return HttpResponseBadRequest()
        ENDS[how](request, found)
    except (noting.SayWhy, money.NotAnAmount, gifts.NotAGift, gifts.SameKeyOtherGift) as refused:
        notices.tell(request, _(refused.for_people))
    except Refused as refused:
        notices.tell(request, refused.said())
    except HasToAsk as waits:
        notices.tell(request, leave.above_limit(waits, enter(request)))
    if "page" in request.POST:
        return changed.answer(request, found.case)
    return pages.go(request, reverse("desk:care", args=[found.kind]))


@writes
def told(request: HttpRequest) -> HttpResponse:
    """It is put right: tell everybody who was chosen, and close what was noted of those who were told."""
    member, chosen = member_of(request), [one for one in request.POST.getlist("one") if one.isascii() and one.isdigit()]
    rows = Noted.objects.visible_to(member).to_do().filter(pk__in=[one[:15] for one in chosen], kind="problems")
    around = rows.select_related("case__conversation__door__connection", "case__person__same_as").order_by("pk")
    problems = [one for one in around if closing_twice.is_problem(one)]
    try:
        done, left = closing_twice.tell_all(problems, text=request.POST.get("news", "")[:5000], by=member)
    except Refused as refused:
        notices.tell(request, refused.said())
    else:
        words = _("Told: %(told)s. Still to be told: %(left)s.") % {"told": len(done), "left": len(left)}
        notices.tell(request, words)
    return pages.go(request, reverse("desk:care", args=["problems"]))


def _done(request: HttpRequest, found: Noted) -> None:
    told = request.POST
    cost = money.read(told["cost"], keeping.current()) if told.get("cost", "").strip() else None
    why, news = told.get("why", ""), told.get("news", "")
    kept, words = bool(told.get("kept")), care.words_of(found.act)
    thing = told.get("thing", "")[:40]
    by_hand.done(found, by=member_of(request), words=words, why=why, news=news, cost=cost, thing=thing, kept=kept)


def _not_needed(request: HttpRequest, found: Noted) -> None:
    words, why = care.words_of(found.act), request.POST.get("why", "")
    by_hand.not_needed(found, by=member_of(request), words=words, why=why)


def _open_again(request: HttpRequest, found: Noted) -> None:
    by_hand.open_again(found, by=member_of(request), words=care.words_of(found.act))


ENDS = {"done": _done, "no": _not_needed, "open": _open_again}
