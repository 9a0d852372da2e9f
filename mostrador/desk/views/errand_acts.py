"""What one does with an asunto: end it, put it off, hand it over, name it, tag it, join it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import changed, moments, notices, wording
from mostrador.desk.entering import case_of, member_of, message_of, writes
from mostrador.inbox import assigning, ending, grouping, naming, promising, snoozing, tagging
from mostrador.inbox import joining as joining_acts
from mostrador.inbox.models import Case, CaseEnd, Joining, Promise
from mostrador.kit import clock, saying
from mostrador.triage import needs


@writes
def end(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hecho. With our word still open it asks in one line what became of it."""
    case = case_of(request, case_id)
    settle = request.POST.get("settle", "")
    if settle not in ("", "kept", "drop"):
        return HttpResponseBadRequest()
    seen = _number(request.POST["seen"]) if "seen" in request.POST else None
    try:
        ending.finish(case, by=member_of(request), settle=settle, seen=seen)  # type: ignore[arg-type]  # one of the known words by now
    except ending.NewWords as refused:
        notices.tell(request, _(refused.for_people))
        return changed.answer(request, case)
    except ending.PromiseOpen:
        return changed.answer(request, case, asking="end")
    return _done(request, case)


@writes
def no_answer(request: HttpRequest, case_id: int) -> HttpResponse:
    """No hace falta contestar: one tap, with its reason."""
    case = case_of(request, case_id)
    why = request.POST.get("why", "")
    if why not in CaseEnd.Why.values:
        return HttpResponseBadRequest()
    words = request.POST.get("words", "")
    ending.no_answer_needed(case, why=CaseEnd.Why(why), by=member_of(request), words=words)
    end = case.ends.latest("pk")
    return _done(request, case, _("Done without an answer: %(why)s.") % {"why": wording.reason(end)})


@writes
def reopening(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    if case.state == Case.State.DONE:
        ending.reopen(case, by=member_of(request))
    return changed.answer(request, case)


@writes
def snooze(request: HttpRequest, case_id: int) -> HttpResponse:
    """Aplazar until a moment said in words, or take it back now (`until=now`)."""
    case = case_of(request, case_id)
    if request.POST.get("until") == "now":
        snoozing.wake(case, by=member_of(request))
        return changed.answer(request, case)
    try:
        until = moments.read(request.POST.get("until", ""), request.POST.get("at", ""), now=clock.now())
        snoozing.snooze(case, until=until, by=member_of(request))
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
        assigning.assign(case, to=to, by=member_of(request), note=request.POST.get("note", "")[:2000])
    except assigning.CannotTakeIt as refused:
        notices.tell(request, _(refused.for_people))
    return changed.answer(request, case)


@writes
def tags(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    add, drop = request.POST.get("add", "").strip(), request.POST.get("drop", "")
    if add:
        tagging.tag(case, name=add, by=member_of(request))
    if drop:
        tagging.untag(case, name=drop, by=member_of(request))
    return changed.answer(request, case)


@writes
def title(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    naming.rename(case, title=request.POST.get("title", ""), by=member_of(request))
    return changed.answer(request, case)


@writes
def need(request: HttpRequest, case_id: int) -> HttpResponse:
    """Correct in one tap what the machine took it for."""
    case = case_of(request, case_id)
    kind = request.POST.get("kind", "")
    if kind not in needs.KINDS:
        return HttpResponseBadRequest()
    naming.say_need(case, kind=kind, by=member_of(request))
    return changed.answer(request, case)


@writes
def promises(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give our word without writing to them: it was said on the telephone, or at the counter."""
    case = case_of(request, case_id)
    try:
        due_at = moments.read(request.POST.get("when", ""), request.POST.get("at", ""), now=clock.now())
        promising.promise(case, what=request.POST.get("what", ""), due_at=due_at, by=member_of(request))
    except (moments.NotAMoment, promising.InThePast) as wrong:
        notices.tell(request, _(wrong.for_people))
    return changed.answer(request, case)


@writes
def promise(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Our word was kept, or is no longer owed."""
    seen = Case.objects.visible_to(member_of(request))
    found = get_object_or_404(Promise.objects.filter(case__in=seen).select_related("case__conversation"), pk=promise_id)
    verbs: dict[str, Callable[..., None]] = {"keep": promising.keep, "drop": promising.drop}
    verb = verbs.get(request.POST.get("how", ""))
    if verb is None:
        return HttpResponseBadRequest()
    if found.state == Promise.State.RUNNING:
        verb(found, by=member_of(request))
    return changed.answer(request, found.case)


@writes
def joining(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put this asunto into another one of the same person."""
    case = case_of(request, case_id)
    into = case_of(request, _number(request.POST.get("into", "")))
    if into.pk == case.pk:
        return HttpResponseBadRequest()
    try:
        joined = joining_acts.join(case, into=into, by=member_of(request))
    except grouping.NotTheSamePerson as refused:
        notices.tell(request, _(refused.for_people))
        return changed.answer(request, case)
    words = _("Joined with %(name)s.") % {"name": saying.quoted(wording.wanted(into))}
    notices.tell(request, words, undo=reverse("desk:parting", args=[joined.pk]))
    return changed.elsewhere(request, into)


@writes
def parting(request: HttpRequest, joining_id: int) -> HttpResponse:
    """Take apart again what was joined."""
    seen = Case.objects.visible_to(member_of(request))
    found = get_object_or_404(Joining.objects.filter(case__in=seen, into__in=seen), pk=joining_id)
    try:
        joining_acts.part(found, by=member_of(request))
    except joining_acts.MovedOn as refused:
        notices.tell(request, _(refused.for_people))
    else:
        words = _("%(name)s is an errand of its own again.") % {"name": saying.quoted(wording.wanted(found.case))}
        notices.tell(request, words)
    return changed.answer(request, case_of(request, found.into_id))


@writes
def message_case(request: HttpRequest, message_id: int) -> HttpResponse:
    """Give a message an asunto of its own (`to=new`), or put it into another; both are undone by moving it back."""
    message = message_of(request, message_id)
    old, asked = message.case, request.POST.get("to", "")
    if asked == "new":
        to = grouping.split(message, by=member_of(request))
        words = _("It has an errand of its own now.")
    else:
        to = case_of(request, _number(asked))
        try:
            grouping.move(message, to=to, by=member_of(request))
        except grouping.NotTheSamePerson as refused:
            notices.tell(request, _(refused.for_people))
            return changed.answer(request, old or to)
        words = _("Moved to %(name)s.") % {"name": saying.quoted(wording.wanted(to))}
    if old is None:
        notices.tell(request, words)
    elif asked == "new":
        notices.tell(request, words, undo=reverse("desk:joining", args=[to.pk]), fields={"into": old.pk})
    else:
        notices.tell(request, words, undo=reverse("desk:message_case", args=[message.pk]), fields={"to": old.pk})
    return changed.answer(request, old or to)


def _done(request: HttpRequest, case: Case, words: str = "") -> HttpResponse:
    back = reverse("desk:reopening", args=[case.pk])
    notices.tell(request, words or _("Done."), undo=back, fields={"why": "undo"}, word=_("Reopen"))
    return changed.answer(request, case)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
