"""Calling somebody a troll, with evidence, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import changed, leave, notices, pages, trolls
from mostrador.desk.entering import case_of, member_of, reads, writes
from mostrador.desk.surroundings import enter
from mostrador.desk.views.answering import words_of
from mostrador.inbox.models import Message
from mostrador.journeys import labelling as journey
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.plan import keeping, labelling


@reads
def troll(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form: a sign of the plan and the message that shows it."""
    case, policy, around = case_of(request, case_id), keeping.current().troll, enter(request)
    if policy is None:
        notices.tell(request, _(journey.NO_POLICY))
        return pages.see(reverse("desk:case", args=[case.pk]))
    context = {**trolls.page(case, policy, around), "notices": notices.shown(request)}
    return pages.page(request, "troll.html", {**context, "may_write": around.member.may_write})


@writes
def troll_label(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note what shows it, and call them so if that is enough."""
    case, member, sign = case_of(request, case_id), member_of(request), request.POST.get("sign", "")
    number = request.POST.get("message", "")
    try:
        if sign:
            theirs = Message.objects.visible_to(member).filter(conversation=case.conversation_id)
            wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
            journey.note(case, message=get_object_or_404(theirs, pk=wanted), sign=sign, by=member)
        journey.label(case, by=member)
    except HasToAsk as waits:
        notices.tell(request, leave.above_limit(waits, enter(request)))
    except Refused as refused:
        notices.tell(request, words_of(refused))
        return pages.go(request, reverse("desk:troll", args=[case.pk]))
    else:
        back = reverse("desk:troll_wrong", args=[case.pk])
        notices.tell(request, _("Called a troll. It will be looked at again."), undo=back)
    return changed.elsewhere(request, case)


@writes
def troll_wrong(request: HttpRequest, case_id: int) -> HttpResponse:
    """It was wrong: in one tap it is gone, and they are owed an answer."""
    case = case_of(request, case_id)
    found = labelling.standing(case.person)
    if found is not None:
        journey.reverse(found, by=member_of(request))
        notices.tell(request, _("They are no longer called a troll, and are owed an answer. The mistake is counted."))
    return changed.elsewhere(request, case)
