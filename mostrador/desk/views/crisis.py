"""Crisis: how it is now, who leads, and what everybody does about it. Each change is signed by who made it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import crisis_page, notices, pages
from mostrador.desk.entering import member_of, reads, writes
from mostrador.desk.surroundings import enter
from mostrador.journeys.crisis import drilling, leading
from mostrador.kit import clock
from mostrador.listening import counting, raising, signing, standing
from mostrador.listening.models import Crisis

REFUSALS = (leading.NotYours, leading.BlanksLeft, leading.NoSuchLevel, leading.NotAsked, raising.Ended,
            signing.SaysNothing, drilling.NothingToRehearse)  # fmt: skip


@reads
def crises(request: HttpRequest) -> HttpResponse:
    """Nothing, the usual, and what was; or the one that is on."""
    around = enter(request)
    if (on := standing.now()) is not None:
        return pages.see(reverse("desk:crisis", args=[on.pk]))
    return pages.page(request, "crises.html", {**crisis_page.nothing(around), "notices": notices.shown(request)})


@reads
def crisis(request: HttpRequest, crisis_id: int) -> HttpResponse:
    shown = crisis_page.page(_found(crisis_id), enter(request))
    return pages.page(request, "crisis.html", {**shown, "notices": notices.shown(request)})


@reads
def fragment(request: HttpRequest, crisis_id: int) -> HttpResponse:
    shown = crisis_page.page(_found(crisis_id), enter(request))
    return pages.fragment(request, "_crisis_now.html", shown, otherwise=reverse("desk:crisis", args=[crisis_id]))


@reads
def band(request: HttpRequest) -> HttpResponse:
    """The band over every page, alone."""
    return pages.fragment(request, "_crisis_band.html", {}, otherwise=reverse("desk:crises"))


@writes
def new(request: HttpRequest) -> HttpResponse:
    """Somebody sees what no count can see."""
    level, words = _number(request.POST.get("level", "")), request.POST.get("words", "")
    return _opened(request, lambda by: leading.open_by_hand(level, words=words, by=by, reading=counting.now()))


@writes
def drill(request: HttpRequest) -> HttpResponse:
    return _opened(request, lambda by: drilling.drill(by=by))


@writes
def lead(request: HttpRequest, crisis_id: int) -> HttpResponse:
    return _done(request, crisis_id, lambda found, by: leading.take(found, by=by))


@writes
def log(request: HttpRequest, crisis_id: int) -> HttpResponse:
    """What is known, what is not, or anything else."""
    kind = request.POST.get("kind", "")
    kind = kind if kind in leading.SAID else "said"
    return _done(request, crisis_id, lambda found, by: leading.say(found, kind, request.POST.get("words", ""), by=by))


@writes
def pauses(request: HttpRequest, crisis_id: int) -> HttpResponse:
    return _done(request, crisis_id, lambda found, by: leading.tick(found, request.POST.get("item", ""), by=by))


@writes
def owner(request: HttpRequest, crisis_id: int) -> HttpResponse:
    """Whose the problem behind it is."""
    chosen = get_object_or_404(Member, pk=_number(request.POST.get("owner", "")), is_active=True)
    return _done(request, crisis_id, lambda found, by: leading.name_owner(found, chosen, by=by))


@writes
def notes(request: HttpRequest, crisis_id: int) -> HttpResponse:
    """Fill in a holding statement; the page then offers it for copying."""
    text = leading.holding().get(request.POST.get("note", ""), "")
    blanks = {name: request.POST.get(f"blank-{name}", "") for name in leading.blanks_of(text)}
    next_at = _today_at(request.POST.get("next", ""))
    return _done(
        request, crisis_id, lambda found, by: leading.note(found, signing.said(text), blanks, next_at=next_at, by=by)
    )


@writes
def end(request: HttpRequest, crisis_id: int) -> HttpResponse:
    words = request.POST.get("words", "")
    return _done(request, crisis_id, lambda found, by: leading.stand_down(found, words=words, by=by))


@writes
def debrief(request: HttpRequest, crisis_id: int) -> HttpResponse:
    words = request.POST.get("words", "")
    return _done(request, crisis_id, lambda found, by: leading.debrief(found, words=words, by=by))


def _found(crisis_id: int) -> Crisis:
    return get_object_or_404(Crisis.objects.select_related("lead", "stand_in", "owner"), pk=crisis_id)


def _done(request: HttpRequest, crisis_id: int, act: Callable[[Crisis, Member], object]) -> HttpResponse:
    try:
        act(_found(crisis_id), member_of(request))
    except REFUSALS as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(reverse("desk:crisis", args=[crisis_id]))


def _opened(request: HttpRequest, act: Callable[[Member], Crisis | None]) -> HttpResponse:
    try:
        opened = act(member_of(request))
    except REFUSALS as refused:
        notices.tell(request, _(refused.for_people))
        opened = None
    opened = opened or standing.now() or standing.now(drill=True)
    return pages.see(reverse("desk:crisis", args=[opened.pk]) if opened else reverse("desk:crises"))


def _today_at(written: str) -> datetime | None:
    """Return the next time it is that hour ("18:00") on the shop's clock, or None where none is written."""
    try:
        hour = datetime.strptime(written.strip(), "%H:%M").time()  # noqa: DTZ007 - an hour of the day has no zone
    except ValueError:
        return None
    here = timezone.localtime(clock.now())
    at = here.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    return at if at > here else at + timedelta(days=1)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
