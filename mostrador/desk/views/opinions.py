"""What the machine made of one message, each thing of it overridable in one tap; and how often it was wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.desk import changed, machine, notices, pages, taught
from mostrador.desk.entering import for_writers, member_of, message_of, of_the_house
from mostrador.desk.surroundings import enter
from mostrador.inbox.models import Message
from mostrador.journeys import asking_the_model, learning, overruling
from mostrador.kit import jobs
from mostrador.triage import consulting, correcting, learnt
from mostrador.triage.models import Correction


@for_writers
def opinion(request: HttpRequest, message_id: int) -> HttpResponse:
    """See it; or say of one thing what it really is, that all is right, or take it back."""
    message = message_of(request, message_id)
    if message.direction != Message.Direction.IN or message.deleted_at is not None:
        return pages.see(reverse("desk:conversation", args=[message.conversation_id]))
    if request.method != "POST":
        shown = machine.opinion(message)
        return pages.page(request, "opinion.html", {**shown, "notices": notices.shown(request)})
    if request.POST.get("translate"):
        return _translated(request, message)
    try:
        _say(request, message)
    except correcting.NotAnAnswer:
        return HttpResponseBadRequest()
    if message.case is not None and request.headers.get("HX-Request") and "here" not in request.POST:
        return changed.answer(request, message.case)
    return pages.go(request, reverse("desk:opinion", args=[message.pk]))


def _translated(request: HttpRequest, message: Message) -> HttpResponse:
    shown = machine.opinion(message)
    try:
        words, refused = asking_the_model.translate(message, language=get_language()[:2]), ""
    except consulting.NotAnswered as trouble:
        words, refused = "", _(trouble.for_people)
    told = {"translation": words, "refused": refused, "notices": notices.shown(request)}
    return pages.page(request, "opinion.html", {**shown, **told})


def _say(request: HttpRequest, message: Message) -> None:
    """Raises `correcting.NotAnAnswer`."""
    by, told = member_of(request), request.POST
    if undo := told.get("undo", ""):
        first = int(undo) if undo.isascii() and undo.isdigit() and len(undo) < 16 else 0
        overruling.take_back(message, first_id=first, by=by)
    elif told.get("right"):
        _tell(request, message, overruling.agree(message, by=by))
    else:
        row = overruling.overrule(message, about=told.get("about", ""), value=told.get("value", ""), by=by)
        _tell(request, message, [row])


def _tell(request: HttpRequest, message: Message, rows: list[Correction]) -> None:
    if not rows:
        return
    words = _("Noted: “%(said)s”.") % {"said": machine.word(rows[0].about, rows[0].said)}
    if len(rows) > 1:
        told = ngettext("%(count)s thing is noted as right.", "%(count)s things are noted as right.", len(rows))
        words = told % {"count": len(rows)}
    notices.tell(
        request, words, undo=reverse("desk:opinion", args=[message.pk]), fields={"undo": rows[0].pk, "here": 1}
    )


@of_the_house
def sorting(request: HttpRequest) -> HttpResponse:
    """How often the machine was corrected."""
    shown = {**machine.record(), "learnt": taught.shown(enter(request).now)}
    return pages.page(request, "sorting.html", {**shown, "notices": notices.shown(request)})


@of_the_house
@require_POST
def learning_now(request: HttpRequest) -> HttpResponse:
    """Learn now: it takes some seconds, and the page says what came of it."""
    jobs.enqueue(learning.learn_now, only_one=learning.ONLY_ONE)
    notices.tell(request, _("It learns now. Look again in half a minute."))
    return pages.see(reverse("desk:sorting"))


@of_the_house
@require_POST
def factory(request: HttpRequest) -> HttpResponse:
    """Go back to the shipped weights."""
    learnt.put_back(by=member_of(request))
    notices.tell(request, _("The machine sorts as it came. Your corrections are kept."))
    return pages.see(reverse("desk:sorting"))
