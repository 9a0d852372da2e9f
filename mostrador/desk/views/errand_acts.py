"""What one does with an asunto: end it, put it off, hand it over, name it, tag it, join it."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import changed, leave, moments, notices, pages, wording
from mostrador.desk.entering import case_of, member_of, message_of, writes
from mostrador.desk.surroundings import enter
from mostrador.inbox import assigning, ending, grouping, naming, promising, slipping, snoozing, tagging
from mostrador.inbox import joining as joining_acts
from mostrador.inbox.models import Case, CaseEnd, Joining, Message, Promise
from mostrador.journeys import criticism, faulting, hiding, overruling, permitted
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit import clock, saying
from mostrador.kit.tidying import one_line
from mostrador.triage import needs

Done = TypeVar("Done")


@writes
def end(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hecho. It asks in one line what became of our word, if it is open, and why, if nobody answered."""
    case = case_of(request, case_id)
    settle, why = request.POST.get("settle", ""), request.POST.get("why", "")
    if settle not in ("", "kept", "drop") or why not in ("", *CaseEnd.Why.values):
        return HttpResponseBadRequest()
    seen = _number(request.POST["seen"]) if "seen" in request.POST else None
    member = member_of(request)
    try:
        hiding.refuse_end(case, why)
        finish = partial(ending.finish, case, by=member, seen=seen, why=CaseEnd.Why(why) if why else None)
        said = _do(request, case, "finish", partial(finish, settle=settle), why=_reason(why))
    except ending.NewWords as refused:
        notices.tell(request, _(refused.for_people))
        return changed.answer(request, case)
    except Refused as refused:
        notices.tell(request, refused.said())
        return changed.answer(request, case)
    except ending.PromiseOpen:
        return changed.answer(request, case, asking="end")
    except ending.AnswerOwed:
        return changed.answer(request, case, asking=f"why-{settle}")
    return _done(request, case, said)


@writes
def no_answer(request: HttpRequest, case_id: int) -> HttpResponse:
    """No hace falta contestar: one tap, with its reason."""
    case = case_of(request, case_id)
    why = request.POST.get("why", "")
    if why not in CaseEnd.Why.values:
        return HttpResponseBadRequest()
    words = request.POST.get("words", "")
    try:
        hiding.refuse_end(case, why)
    except Refused as refused:
        notices.tell(request, refused.said())
        return changed.answer(request, case)
    said = _do(
        request,
        case,
        "no_answer",
        partial(ending.no_answer_needed, case, why=CaseEnd.Why(why), by=member_of(request), words=words),
        why=words or _reason(why),
    )
    return _done(request, case, said)


@writes
def reopening(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    if case.state == Case.State.DONE:
        _do(request, case, "reopen", partial(ending.reopen, case, by=member_of(request)))
    return changed.answer(request, case)


@writes
def snooze(request: HttpRequest, case_id: int) -> HttpResponse:
    """Aplazar until a moment said in words, or take it back now (`until=now`)."""
    case = case_of(request, case_id)
    if request.POST.get("until") == "now":
        _do(request, case, "wake", partial(snoozing.wake, case, by=member_of(request)))
        return changed.answer(request, case)
    try:
        until = moments.read(request.POST.get("until", ""), request.POST.get("at", ""), now=clock.now())
        _do(request, case, "snooze", partial(snoozing.snooze, case, until=until, by=member_of(request)))
    except (moments.NotAMoment, snoozing.InThePast) as wrong:
        notices.tell(request, _(wrong.for_people))
        return changed.answer(request, case)
    words = _("Put off until %(moment)s.") % {"moment": saying.moment(until, clock.now())}
    notices.tell(request, words, undo=reverse("desk:snooze", args=[case.pk]), fields={"until": "now"})
    return changed.answer(request, case)


@writes
def owner(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take it, hand it over with a note, or leave it to everybody."""
    case = case_of(request, case_id)
    asked = request.POST.get("to", "")
    to = get_object_or_404(Member.objects.filter(is_active=True), pk=_number(asked)) if asked else None
    try:
        note = request.POST.get("note", "")[:2000]
        give = partial(assigning.assign, case, to=to, by=member_of(request), note=note)
        _do(request, case, "assign", give, why=to.name if to else "")
    except assigning.CannotTakeIt as refused:
        notices.tell(request, _(refused.for_people))
    return changed.answer(request, case)


@writes
def tags(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    add, drop = one_line(request.POST.get("add", "")), request.POST.get("drop", "")
    if add:
        _do(request, case, "tag", partial(tagging.tag, case, name=add, by=member_of(request)), why=add)
    if drop:
        _do(request, case, "untag", partial(tagging.untag, case, name=drop, by=member_of(request)), why=drop)
    return changed.answer(request, case)


@writes
def title(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    title = request.POST.get("title", "")
    _do(request, case, "rename", partial(naming.rename, case, title=title, by=member_of(request)), why=title)
    return changed.answer(request, case)


@writes
def need(request: HttpRequest, case_id: int) -> HttpResponse:
    """Correct in one tap what the machine took it for."""
    case = case_of(request, case_id)
    kind = request.POST.get("kind", "")
    if kind not in needs.KINDS:
        return HttpResponseBadRequest()
    row = overruling.overrule_errand(case, kind=kind, by=member_of(request))
    if row is not None:
        words = _("Noted: “%(said)s”.") % {"said": wording.need(kind)}
        notices.tell(request, words, undo=reverse("desk:opinion", args=[row.message_id]), fields={"undo": row.pk})
    return changed.answer(request, case)


@writes
def fault(request: HttpRequest, case_id: int) -> HttpResponse:
    """Say whose fault it was."""
    case = case_of(request, case_id)
    said = request.POST.get("fault", "-")
    if said not in Case.Fault.values:
        return HttpResponseBadRequest()
    faulting.say(case, fault=Case.Fault(said), by=member_of(request))
    return changed.answer(request, case)


@writes
def claims(request: HttpRequest, case_id: int) -> HttpResponse:
    """Say what was found out about one thing that they claim: true, not so, or not known after all."""
    case = case_of(request, case_id)
    told = request.POST
    try:
        criticism.check(case, about=told.get("about", ""), verdict=told.get("verdict", ""), by=member_of(request))
    except criticism.NoSuchClaim:
        return HttpResponseBadRequest()
    return changed.answer(request, case)


@writes
def promises(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give our word without writing to them: it was said on the telephone, or at the counter."""
    case = case_of(request, case_id)
    try:
        due_at = moments.read(request.POST.get("when", ""), request.POST.get("at", ""), now=clock.now())
        what = request.POST.get("what", "")
        give = partial(promising.promise, case, what=what, due_at=due_at, by=member_of(request))
        told = {"what": what, "due_at": due_at.isoformat()}
        permitted.do(Deed(case=case, act="promise", by=member_of(request), why=what, told=told), give)
    except HasToAsk as waits:
        notices.tell(request, leave.above_limit(waits, enter(request)))
    except (moments.NotAMoment, promising.InThePast, Refused) as wrong:
        notices.tell(request, _(wrong.for_people))
    return changed.answer(request, case)


@writes
def promise(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Our word was kept, or is no longer owed."""
    seen = Case.objects.visible_to(member_of(request))
    found = get_object_or_404(Promise.objects.filter(case__in=seen).select_related("case__conversation"), pk=promise_id)
    verbs: dict[str, tuple[str, Callable[..., None]]] = {
        "keep": ("promise_kept", promising.keep), "drop": ("promise_dropped", promising.drop),
    }  # fmt: skip
    act, verb = verbs.get(request.POST.get("how", ""), ("", None))
    if verb is None:
        return HttpResponseBadRequest()
    if found.state == Promise.State.RUNNING:
        _do(request, found.case, act, partial(verb, found, by=member_of(request)), why=found.what)
    return changed.answer(request, found.case)


@writes
def joining(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put this asunto into another one of the same person."""
    case, page = case_of(request, case_id), _page(request)
    into = case_of(request, _number(request.POST.get("into", "")))
    if into.pk == case.pk:
        return HttpResponseBadRequest()
    try:
        joined = _do(request, into, "join", partial(joining_acts.join, case, into=into, by=member_of(request)))
    except grouping.NotTheSamePerson as refused:
        notices.tell(request, _(refused.for_people))
        return changed.answer(request, case)
    words = _("Joined with %(name)s.") % {"name": saying.quoted(wording.wanted(into))}
    fields = {"page": page.pk} if page else {}
    notices.tell(request, words, undo=reverse("desk:parting", args=[joined.pk]), fields=fields)
    return changed.answer(request, page) if page else changed.elsewhere(request, into)


@writes
def parting(request: HttpRequest, joining_id: int) -> HttpResponse:
    """Take apart again what was joined."""
    seen = Case.objects.visible_to(member_of(request))
    found = get_object_or_404(Joining.objects.filter(case__in=seen, into__in=seen), pk=joining_id)
    page = _page(request) or case_of(request, found.into_id)
    try:
        _do(request, found.into, "part", partial(joining_acts.part, found, by=member_of(request)))
    except joining_acts.MovedOn as refused:
        notices.tell(request, _(refused.for_people))
    else:
        words = _("%(name)s is an errand of its own again.") % {"name": saying.quoted(wording.wanted(found.case))}
        notices.tell(request, words)
    return changed.answer(request, page)


@writes
def message_case(request: HttpRequest, message_id: int) -> HttpResponse:
    """Give a message an asunto of its own (`to=new`), or put it into another; both are undone by moving it back."""
    message = message_of(request, message_id)
    old, asked = message.case, request.POST.get("to", "")
    to = None if asked == "new" else case_of(request, _number(asked))
    page = _page(request) or old or to
    try:
        to = _regroup(request, message, to)
    except (grouping.NotTheSamePerson, grouping.NothingStays) as refused:
        notices.tell(request, _(refused.for_people))
        return changed.answer(request, page or message.conversation.cases.latest("pk"))
    page, words = page or to, _("It has an errand of its own now.")
    back, fields = reverse("desk:joining", args=[to.pk]), {"into": old.pk if old else 0, "page": page.pk}
    if asked != "new":
        words = _("Moved to %(name)s.") % {"name": saying.quoted(wording.wanted(to))}
        back, fields = reverse("desk:message_case", args=[message.pk]), {"to": fields["into"], "page": page.pk}
    notices.tell(request, words, undo=back if old else "", fields=fields)
    return changed.answer(request, page)


def _regroup(request: HttpRequest, message: Message, to: Case | None) -> Case:
    if to is None:
        fresh = partial(grouping.split, message, by=member_of(request))
        return _do(request, message.case, "split", fresh) if message.case else fresh()
    _do(request, to, "move", partial(grouping.move, message, to=to, by=member_of(request)))
    return to


def _page(request: HttpRequest) -> Case | None:
    """Return the asunto whose page is open, where a form stands on a page that shows others too."""
    return case_of(request, _number(request.POST["page"])) if "page" in request.POST else None


def _done(request: HttpRequest, case: Case, said: CaseEnd | None) -> HttpResponse:
    words = _("Done without an answer: %(why)s.") % {"why": wording.reason(said)} if said else _("Done.")
    back = reverse("desk:reopening", args=[case.pk])
    notices.tell(request, words, undo=back, fields={"why": "undo"}, word=_("Reopen"))
    return changed.answer(request, case)


def _do(request: HttpRequest, case: Case, act: str, verb: Callable[[], Done], *, why: str = "") -> Done:
    return permitted.do(Deed(case=case, act=act, by=member_of(request), why=why), verb)


def _reason(why: str) -> str:
    return str(CaseEnd.Why(why).label) if why else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


@writes
def slip(request: HttpRequest, case_id: int) -> HttpResponse:
    """Look at the receipt as the customer sees it; its address can be given to them by any way."""
    return pages.see(reverse("widget:slip", args=[slipping.slip_of(case_of(request, case_id)).token]))
