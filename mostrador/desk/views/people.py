"""Personas: who they are over all doors, and everything one may write down about them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.desk import acquaintance, allowed, along, beside, care, changed, notices, pages, wording
from mostrador.desk.acquaintance import Acquaintance
from mostrador.desk.bubbles import bubble, note
from mostrador.desk.entering import case_of, member_of, message_of, person_of, reads, writes
from mostrador.desk.forms import FactForm
from mostrador.desk.surroundings import Surroundings, channel_name, enter, glyph_of
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.journeys import knowing
from mostrador.journeys.refusing import Refused
from mostrador.kit import saying
from mostrador.people import consenting, linking, naming, remembering
from mostrador.people.models import Consent, Fact, Person

PAGE = 40


@reads
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, the last who wrote first; `q` finds names and addresses."""
    around = enter(request)
    words = request.GET.get("q", "").strip()[:80]
    found = _found(around, words, before=_number(request.GET.get("before", "")))
    shown = {
        "people": [_line(person, around) for person in found[:PAGE]],
        "words": words,
        "next": found[PAGE - 1].pk if len(found) > PAGE else 0,
    }
    return pages.page(request, "people.html", {"list": shown})


@reads
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    found = person_of(request, person_id)
    around = enter(request)
    return pages.page(request, "person.html", _page(request, found, around))


@reads
def timeline(request: HttpRequest, person_id: int) -> HttpResponse:
    """The lines that follow the place `before`."""
    found = person_of(request, person_id)
    context = _page(request, found, enter(request))
    return pages.fragment(request, "_timeline.html", context, otherwise=reverse("desk:person", args=[found.pk]))


@writes
def name(request: HttpRequest, person_id: int) -> HttpResponse:
    found = person_of(request, person_id)
    naming.rename(found.head, name=request.POST.get("name", ""), by=member_of(request))
    return _back(request, found)


@writes
def person_note(request: HttpRequest, person_id: int) -> HttpResponse:
    found = person_of(request, person_id)
    naming.note(found.head, text=request.POST.get("note", "")[:5000], by=member_of(request))
    return _back(request, found)


@writes
def facts(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep what they told us, in their words."""
    found, form = person_of(request, person_id), FactForm(request.POST)
    if not form.is_valid():
        notices.tell(request, _(remembering.NothingToRemember.for_people))
        return _back(request, found)
    told = form.cleaned_data
    source, said_on = told["source"], told["said_on"] or timezone.localdate()
    if told["message"]:
        message = message_of(request, told["message"])
        source, said_on = source or message.door.name, timezone.localtime(message.shown_at).date()
    try:
        knowing.keep(
            found, quote=told["quote"], source=source, said_on=said_on, by=member_of(request),
            expires_on=told["expires_on"], message_id=told["message"],
        )  # fmt: skip
    except Refused as refused:
        notices.tell(request, refused.said())
    return _back(request, found)


@writes
def consents(request: HttpRequest, person_id: int) -> HttpResponse:
    """Note what they allow, or that they are of age, with where they said it (`give`); or that it holds no longer."""
    found, how = person_of(request, person_id), request.POST.get("how", "")
    what = request.POST.get("what", "")
    if what not in Consent.What.values or how not in ("give", "back"):
        return HttpResponseBadRequest()
    try:
        if how == "give":
            source = request.POST.get("source", "")[:200]
            knowing.allow(found, what=Consent.What(what), source=source, by=member_of(request))
        else:
            knowing.take_back(found, what=Consent.What(what), by=member_of(request))
    except consenting.NoSource as refused:
        notices.tell(request, _(refused.for_people))
    return _back(request, found)


@writes
def forgetting(request: HttpRequest, fact_id: int) -> HttpResponse:
    fact = get_object_or_404(Fact, pk=fact_id)
    found = person_of(request, fact.person_id)
    knowing.forget(fact, by=member_of(request))
    return _back(request, found)


@writes
def links(request: HttpRequest, person_id: int) -> HttpResponse:
    """¿Es la misma persona? Yes. Nothing moves, so it can be undone."""
    found = person_of(request, person_id)
    other = person_of(request, _number(request.POST.get("other", "")))
    try:
        linked = linking.link(other, to=found, by=member_of(request))
    except linking.AlreadyTheSame as refused:
        notices.tell(request, _(refused.for_people))
        return _back(request, found)
    notices.tell(request, _("Now they are one person."), undo=reverse("desk:unlinks", args=[linked.pk]))
    return _back(request, found)


@writes
def unlinks(request: HttpRequest, person_id: int) -> HttpResponse:
    found = person_of(request, person_id)
    linking.unlink(found, by=member_of(request))
    notices.tell(request, _("They are two people again."))
    return pages.go(request, reverse("desk:person", args=[found.pk]))


def lines(around: Surroundings, words: str, *, most: int = 5) -> list[dict[str, Any]]:
    """Return the people whose name or address holds these words, for the search page."""
    return [_line(person, around) for person in _found(around, words, before=0)[:most]]


def _found(around: Surroundings, words: str, *, before: int) -> list[Person]:
    """Return heads, newest conversation first. Restricted members find only whom they may see."""
    heads: QuerySet[Person] = Person.objects.heads()
    if not around.sees_all_doors:
        seen = Conversation.objects.visible_to(around.member).values("person_id")
        heads = heads.filter(pk__in=seen) | heads.filter(also__in=seen)
    if words:
        heads = heads.filter(name__icontains=words) | heads.filter(addresses__value__icontains=words)
    if before:
        heads = heads.filter(pk__lt=before)
    return list(heads.distinct().order_by("-pk").prefetch_related("addresses")[: PAGE + 1])


def _line(person: Person, around: Surroundings) -> dict[str, Any]:
    addresses = list(person.addresses.all())
    address = acquaintance.reached_at(addresses[0]) if addresses else ""
    glyph = glyph_of(addresses[0].channel) if addresses else ""
    door = channel_name(addresses[0].channel) if addresses else ""
    called = wording.called(person.name, address=str(addresses[0]) if addresses else "", door=door)
    return {
        "name": called,
        "key": f"person-{person.pk}",
        "door": glyph,
        "url": reverse("desk:person", args=[person.pk]),
        "more": " · ".join(
            filter(None, [address if address not in called else "", saying.dated(person.since, around.now)])
        ),
    }


def _page(request: HttpRequest, found: Person, around: Surroundings) -> dict[str, Any]:
    known = acquaintance.of(found, around=around)
    before = _number(request.GET.get("before", ""))
    said = acquaintance.latest_messages(known, around=around, before_id=before, size=PAGE)
    shown = list(said[:PAGE])
    return {
        "title": known.name, "known": known, "person": known.person, "notices": notices.shown(request),
        "days": _days(shown, around), "next": shown[-1].pk if len(said) > PAGE else 0,
        "cases": _cases(known, around), "may_be": acquaintance.may_be(known, around=around),
        "aside": {"known": known, "dates": beside.dates_of(known, around), "may_write": around.member.may_write,
                  "may_be": acquaintance.may_be(known, around=around)},
        "may_write": around.member.may_write, "noted": care.of_persons([one.pk for one in known.group], around),
        "allowed": allowed.shown(known, around),
    }  # fmt: skip


def _cases(known: Acquaintance, around: Surroundings) -> list[dict[str, Any]]:
    found = Case.objects.visible_to(around.member).filter(person__in=known.group).order_by("-moved_at")[:20]
    return [
        {
            "name": wording.wanted(case),
            "url": reverse("desk:case", args=[case.pk]),
            "state": Case.State(case.state).label,
            "mark": wording.mark(case, now=around.now),
        }
        for case in found
    ]


def _days(said: list[Message], around: Surroundings) -> list[dict[str, Any]]:
    """Group what was said by day, the newest day first, each line with its door and its asunto."""
    days: list[dict[str, Any]] = []
    hung = along.of(said)
    for message in said:
        day = saying.day(message.shown_at, around.now)
        if not days or days[-1]["day"] != day:
            days.append({"day": day, "lines": []})
        is_note = message.direction == Message.Direction.NOTE
        door = around.doors.get(message.door_id)
        days[-1]["lines"].append(
            {
                "m": note(message, around=around) if is_note else bubble(message, hung, around=around),
                "door": door,
                "case": message.case,
                "url": reverse("desk:case", args=[message.case_id]) if message.case_id else "",
                "wanted": wording.wanted(message.case) if message.case else "",
            }
        )
    return days


def _back(request: HttpRequest, found: Person) -> HttpResponse:
    """Return to the asunto it was written from, else to the person."""
    if number := _number(request.POST.get("case", "")):
        return changed.answer(request, case_of(request, number))
    return pages.go(request, reverse("desk:person", args=[found.pk]))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
