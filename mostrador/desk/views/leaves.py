"""What one gives, what one asks for, and what one answers to a colleague who asks."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mostrador.desk import changed, leave, money, notices, pages
from mostrador.desk.entering import case_of, member_of, writes
from mostrador.desk.surroundings import enter
from mostrador.desk.views.answering import words_of
from mostrador.inbox.models import Case
from mostrador.journeys import allowing, asking, giving, permitted
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.plan import giving as gifts
from mostrador.plan import keeping
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given, Receipt

AROUND = ("case__conversation__door__connection", "case__person", "receipt")


@writes
def given(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note a refund, a discount or a gesture. The same `key` twice is one."""
    case, member = case_of(request, case_id), member_of(request)
    try:
        one = giving.give(case, _gift(request), by=member, went_on=bool(request.POST.get("went_on")))
    except HasToAsk as waits:
        month = _("What is given for safety counts in the month too.") if request.POST.get("safety", "").strip() else ""
        words = leave.above_limit(waits, enter(request))
        notices.tell(request, " ".join(filter(None, [words, month])))
    except (Refused, gifts.NotAGift, gifts.SameKeyOtherGift, money.NotAnAmount) as refused:
        notices.tell(request, words_of(refused))
    else:
        amount = money.said(one.amount, keeping.current())
        safety = one.receipt.ground == Receipt.Ground.SAFETY
        words = _("%(amount)s noted, for safety.") if safety else _("%(amount)s noted, within your limit.")
        notices.tell(request, words % {"amount": amount})
    return changed.answer(request, case)


@writes
def given_end(request: HttpRequest, given_id: int) -> HttpResponse:
    """Say that it was handed over (`done`), or that it was not given after all (`back`)."""
    seen = Case.objects.visible_to(member_of(request))
    found = get_object_or_404(Given.objects.filter(case__in=seen).select_related(*AROUND), pk=given_id)
    verbs = {"done": ("handed_over", gifts.hand_over), "back": ("given_back", gifts.take_back)}
    if (how := request.POST.get("how", "")) not in verbs:
        return HttpResponseBadRequest()
    act, verb = verbs[how]
    if found.member_id != member_of(request).pk and not member_of(request).runs_the_house:
        notices.tell(request, _("Only who gave it, or who runs the house, can say that."))
    else:
        amount = money.said(found.amount, keeping.current())
        deed = Deed(case=found.case, act=act, by=member_of(request), line=found.receipt.line, why=amount)
        permitted.do(deed, lambda: verb(found, by=member_of(request)))
    return changed.answer(request, found.case)


@writes
def answer(request: HttpRequest, asking_id: int) -> HttpResponse:
    """Say yes or no to a colleague, in one tap, with words or without; or take back what one asked."""
    found = get_object_or_404(_seen(request), pk=asking_id)
    how, words, member = request.POST.get("how", ""), request.POST.get("words", ""), member_of(request)
    try:
        if how == "yes":
            allowing.yes(found, by=member, words=words, thing=request.POST.get("thing", ""))
        elif how == "no":
            allowing.no(found, by=member, words=words)
        elif how == "back" and found.asked_by_id == member.pk:
            asking.take_back(found, by=member)
        else:
            return HttpResponseBadRequest()
    except Refused as refused:
        notices.tell(request, words_of(refused))
    if request.POST.get("from") == "today":
        return pages.go(request, "/")
    return changed.answer(request, found.case)


def _seen(request: HttpRequest):  # type: ignore[no-untyped-def]  # the queryset's own type says no more
    around = Asking.objects.visible_to(member_of(request))
    return around.select_related("case__conversation__door__connection", "case__person", "asked_by", "of")


def _gift(request: HttpRequest) -> Gift:
    told, plan = request.POST, keeping.current()
    return Gift(
        kind=told.get("kind", ""), amount=money.read(told.get("amount", ""), plan), why=told.get("why", ""),
        key=f"desk:{member_of(request).pk}:{told.get('key', '')}"[:150], thing=told.get("thing", "")[:40],
        note=told.get("note", ""), promised=bool(told.get("promised")), safety=told.get("safety", "")[:300],
    )  # fmt: skip
