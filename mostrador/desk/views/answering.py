"""Answering: the reply box, its draft, its files, and second thoughts."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mostrador.desk import changed, leave, moments, notices, pages, reply_box, uploading, word_box
from mostrador.desk.entering import case_of, conversation_of, member_of, message_of, writes
from mostrador.desk.errand import Errand
from mostrador.desk.forms import AnswerForm
from mostrador.desk.surroundings import enter
from mostrador.inbox import correcting, drafting, noting, promising, replying, retrying, withdrawing
from mostrador.inbox.models import Attachment, Case, Conversation, Message
from mostrador.journeys import gating, outbound
from mostrador.journeys.our_word import Proposal
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit import clock
from mostrador.kit.words import N_


@writes
def answers(request: HttpRequest, case_id: int) -> HttpResponse:
    """Publish, send or note what the box holds. The same `key` twice is one answer."""
    case = case_of(request, case_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _again(request, case, form.trouble or _("Something in the form is not right."))
    told = form.cleaned_data
    if told["case"] and told["case"] != case.pk:
        case = get_object_or_404(Case.objects.filter(conversation=case.conversation_id), pk=told["case"])
    files: list[Attachment] = []
    other = drafting.unsaid(case.conversation, by=member_of(request), text=told["text"], over=_over(request))
    try:
        uploading.take(
            request.FILES.getlist("files"), by=member_of(request), conversation=case.conversation, into=files,
            beside=len(request.POST.getlist("file")),
        )  # fmt: skip
        told["told"] = _our_word(request, case, told)
        _say(request, case, told, files)
    except HasToAsk as waits:
        drafting.drop(case.conversation, by=member_of(request))
        notices.tell(request, leave.above_limit(waits, enter(request)))
    except REFUSALS as refused:
        warned = isinstance(refused, gating.Warned)
        return _again(request, case, words_of(refused), files, warned=warned)
    if other:
        drafting.save(case.conversation, by=member_of(request), surface=other.surface, text=other.text,
                      files=other.files)  # fmt: skip
    return changed.answer(request, case, box=changed.fresh_box(request, case))


@writes
def draft(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = conversation_of(request, conversation_id)
    text, surface = request.POST.get("text", "")[:200_000], request.POST.get("surface", "private")
    files = request.POST.getlist("file")[: uploading.MOST_FILES]
    member = member_of(request)
    try:
        kept = drafting.save(conversation, by=member, surface=surface, text=text, files=files, over=_over(request))
    except drafting.ChangedElsewhere as other:
        theirs = other.theirs
        return JsonResponse({"over": theirs.saved_at.isoformat(), "text": theirs.text}, status=409)
    beside = reply_box.beside(drafting.beside(drafting.of(conversation), by=member))
    word = _word(request, conversation, text=text, surface=surface)
    warned = _warned(request, conversation, text=text, surface=surface)
    over = kept.saved_at.isoformat() if kept else ""
    return JsonResponse({"over": over, "beside": beside, "word": word, "warned": warned})


@writes
def uploads(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Keep files before the words are sent: the box names them by their keys."""
    conversation = conversation_of(request, conversation_id)
    kept: list[Attachment] = []
    try:
        uploading.take(request.FILES.getlist("files"), by=member_of(request), conversation=conversation, into=kept)
    except uploading.NotTaken as refused:
        return JsonResponse({"error": words_of(refused)}, status=413)
    return JsonResponse({"files": [{"key": one.key, "name": one.name, "size": one.size} for one in kept]}, status=201)


@writes
def withdrawal(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take an answer back before it leaves: its words and its files return to the box."""
    message = message_of(request, message_id)
    member = member_of(request)
    try:
        text = withdrawing.withdraw(message, by=member)
    except withdrawing.TooLate as refused:
        notices.tell(request, _(refused.for_people))
        return changed.answer(request, _case(message))
    surface = "public" if message.public else "private"
    files = [file.key for file in message.attachments.order_by("pk")]
    if begun := drafting.current(message.conversation, by=member):
        text, files = f"{text}\n\n{begun.text}", [*files, *begun.files]
    drafting.save(message.conversation, by=member, surface=surface, text=text, files=files)
    case = _case(message)
    return changed.answer(request, case, box=reply_box.box(Errand(case_of(request, case.pk), enter(request))))


@writes
def delivery(request: HttpRequest, message_id: int) -> HttpResponse:
    """Say what became of an answer that is in trouble: try it now, it arrived, it did not, send it again."""
    message = message_of(request, message_id)
    verbs: dict[str, Callable[..., None]] = {
        "retry": retrying.try_now, "arrived": retrying.it_arrived, "again": retrying.send_again,
        "lost": retrying.it_did_not_arrive,
    }  # fmt: skip
    verb = verbs.get(request.POST.get("how", ""))
    if verb is None:
        return HttpResponse(status=400)
    try:
        verb(message, by=member_of(request))
    except retrying.NotStuck as refused:
        notices.tell(request, _(refused.for_people))
    return changed.answer(request, _case(message))


@writes
def words(request: HttpRequest, message_id: int) -> HttpResponse:
    """Say something of ours otherwise, here and at the platform."""
    message = message_of(request, message_id)
    text = request.POST.get("text", "").strip()
    went_on = bool(request.POST.get("went_on"))
    verb = partial(outbound.change, message, text=text, went_on=went_on, **_by(request))
    return _correct(request, message, verb, bool(text))


@writes
def removal(request: HttpRequest, message_id: int) -> HttpResponse:
    """Unsay something of ours, here and at the platform."""
    message = message_of(request, message_id)
    return _correct(request, message, partial(outbound.unsay, message, **_by(request)), True)


class NotSeen(Exception):
    """The draft promises something, and its writer has not been asked about it yet."""

    for_people = word_box.LOOK


REFUSALS = (
    Refused, replying.SameKeyOtherWords, noting.NothingToSay, promising.InThePast, uploading.NotTaken, NotSeen,
    moments.NotAMoment,
)  # fmt: skip


def words_of(refused: Exception) -> str:
    """Return a refusal's words in the reader's language, with its numbers filled in."""
    if isinstance(refused, Refused):
        return refused.said()
    words = _(str(getattr(refused, "for_people", "")))
    return words % told if (told := getattr(refused, "words", None)) else words


def _say(request: HttpRequest, case: Case, told: dict[str, Any], files: list[Attachment]) -> None:
    member = member_of(request)
    if told["surface"] == "note":
        noting.write(case, text=told["text"], by=member)
        drafting.drop(case.conversation, by=member)
        return
    if told["surface"] != ("public" if case.conversation.public else "private"):
        raise Refused(SURFACE_CHANGED)
    keys = [*request.POST.getlist("file"), *[one.key for one in files]][: uploading.MOST_FILES]
    outbound.answer(
        case, by=member, text=told["text"], key=str(told["key"]), files=keys, cc=told["cc"], bcc=told["bcc"],
        told=told["told"], sends=request.POST.getlist("sends")[:8], went_on=bool(request.POST.get("went_on")),
        safety=request.POST.get("safety", "")[:300], slip=True,
    )  # fmt: skip


def _our_word(request: HttpRequest, case: Case, told: dict[str, Any]) -> tuple[str, datetime] | None:
    """Return the word that we give with this answer. Raises `NotSeen` and `moments.NotAMoment`."""
    taken = word_box.taken(case, told, now=clock.now())
    if not isinstance(taken, Proposal):
        return taken
    if "unasked" in request.POST:  # it was written without signal: its writer may be gone
        return word_box.unasked(taken)
    raise NotSeen


def _word(request: HttpRequest, conversation: Conversation, *, text: str, surface: str) -> str:
    case = conversation.cases.select_related("person", "conversation__door__connection").current()
    told = request.POST.dict()
    word = word_box.shown(case, text=text, surface=surface, now=clock.now(), told=told) if case else None
    return pages.page(request, "_word.html", {"word": word}).content.decode().strip()


def _warned(request: HttpRequest, conversation: Conversation, *, text: str, surface: str) -> str:
    case = conversation.cases.select_related("person", "conversation__door__connection").current()
    warned = reply_box.warned(case, text=text, surface=surface, by=member_of(request)) if case else ()
    return pages.page(request, "_warned.html", {"warned": warned}).content.decode().strip()


def _over(request: HttpRequest) -> datetime | None:
    """Return which draft the words in the box were written over; None from a program that does not say it."""
    if "over" not in request.POST:
        return None
    try:
        return datetime.fromisoformat(request.POST.get("over", ""))
    except ValueError:
        return drafting.NOTHING


SURFACE_CHANGED = N_("Who will see it has changed. Look again before you send it.")


def _again(
    request: HttpRequest, case: Case, error: str, files: Sequence[Attachment] = (), *, warned: bool = False
) -> HttpResponse:
    """Give the box back as it was, with what is wrong; without script the draft keeps the words."""
    text, surface = request.POST.get("text", ""), request.POST.get("surface", "private")
    member = member_of(request)
    both = drafting.unsaid(case.conversation, by=member, text=text, over=_over(request))
    kept = f"{text}\n\n{both.text}" if both else text
    keys = [*request.POST.getlist("file"), *[file.key for file in files]][: uploading.MOST_FILES]
    drafting.save(case.conversation, by=member, surface=surface, text=kept, files=keys)
    page = Errand(case, enter(request))
    box = reply_box.box(
        page,
        text=text,
        surface=surface,
        error=error,
        key=request.POST.get("key", ""),
        told={**request.POST.dict(), "warned": "1" if warned else ""},
    )
    if request.headers.get("HX-Request"):
        return changed.answer(request, case, box=box, status=422)
    notices.tell(request, error)
    return changed.answer(request, case)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": member_of(request), "safety": request.POST.get("safety", "")[:300]}


def _correct(request: HttpRequest, message: Message, verb: Callable[[], None], wanted: bool) -> HttpResponse:
    if wanted:
        try:
            verb()
        except HasToAsk as waits:
            notices.tell(request, leave.above_limit(waits, enter(request)))
        except gating.Warned as warned:
            told = {"text": request.POST.get("text", ""), "went_on": "1"}
            notices.tell(request, words_of(warned), undo=request.path, fields=told, word=_("Change it all the same"))
        except (correcting.CannotChange, Refused) as refused:
            notices.tell(request, words_of(refused))
    return changed.answer(request, _case(message))


def _case(message: Message) -> Case:
    found: Case | None = message.case
    if found is None:
        found = Case.objects.filter(conversation=message.conversation_id).order_by("-moved_at")[0]
    return found
