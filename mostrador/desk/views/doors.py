"""Puertas: which ways in are open, what is wrong with one and how it is mended, and opening another."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.desk import door_rows, notices, pages
from mostrador.desk.door_forms import DoorForm
from mostrador.desk.entering import member_of, of_the_house, reads
from mostrador.desk.surroundings import enter
from mostrador.doors import finding, opening, quarantining
from mostrador.doors.contract import Channel, FoundDoor, NeedsSignIn, Unreachable
from mostrador.doors.models import Connection, Quarantined
from mostrador.inbox import holding
from mostrador.inbox.models import Message
from mostrador.journeys import slip_telling
from mostrador.kit import jobs, sealing

MOST_APART = 100  # on one page; each is read from the disk


@reads
def doors(request: HttpRequest) -> HttpResponse:
    """Every door one may see, what came in last, who waits there, and what is wrong."""
    return pages.page(request, "doors.html", _list(request))


@reads
def fragment(request: HttpRequest) -> HttpResponse:
    return pages.fragment(request, "_doors.html", _list(request), otherwise=reverse("desk:doors"))


@of_the_house
def channels(request: HttpRequest) -> HttpResponse:
    """Which kind of door to open."""
    enter(request)
    return pages.page(request, "channels.html", {"channels": door_rows.kinds()})


@of_the_house
def new(request: HttpRequest, channel: str) -> HttpResponse:
    """The guided form that comes from the channel's own file."""
    speaks = _channel(channel)
    form = DoorForm(speaks, request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = opening.open_connection(channel, name=form.name, values=form.values, by=member_of(request))
        return _tried(request, opened)
    enter(request)
    context = {"channel": speaks, "form": form, "steps": _steps(speaks)}
    return pages.page(request, "door_new.html", context, status=422 if form.is_wrong else 200)


@of_the_house
def door(request: HttpRequest, connection_id: int) -> HttpResponse:
    """One connection: its address, its state, its form, and its first message."""
    connection = get_object_or_404(Connection, pk=connection_id)
    speaks = _channel(connection.channel)
    kept = connection.secrets if connection.key_fits else {}
    form = DoorForm(speaks, request.POST or None, kept=kept, name=connection.name)
    if request.method == "POST" and form.is_valid():
        opening.change(connection, name=form.name, values=form.values, by=member_of(request))
        return _tried(request, connection)
    context = {**_one(request, connection), "channel": speaks, "form": form, "steps": _steps(speaks)}
    return pages.page(request, "door.html", context, status=422 if form.is_wrong else 200)


@of_the_house
def first_message(request: HttpRequest, connection_id: int) -> HttpResponse:
    """«Mándame un mensaje ahora»: waits for the first one and says that it came."""
    connection = get_object_or_404(Connection, pk=connection_id)
    otherwise = reverse("desk:door", args=[connection.pk])
    return pages.fragment(request, "_first_message.html", _one(request, connection), otherwise=otherwise)


@of_the_house
def trial(request: HttpRequest, connection_id: int) -> HttpResponse:
    """Ask the real platform whether the credentials hold."""
    if request.method != "POST":
        return pages.see(reverse("desk:door", args=[connection_id]))
    return _tried(request, get_object_or_404(Connection, pk=connection_id))


@of_the_house
def closing(request: HttpRequest, connection_id: int) -> HttpResponse:
    """Close it for a reason, or open it again."""
    if request.method != "POST":
        return pages.see(reverse("desk:door", args=[connection_id]))
    connection = get_object_or_404(Connection, pk=connection_id)
    why = request.POST.get("why", "").strip()
    if request.POST.get("reopen"):
        opening.reopen(connection, by=member_of(request))
    elif why:
        opening.close(connection, why=why, by=member_of(request))
    else:
        notices.tell(request, _("Say why you close it: whoever comes after you will want to know."))
    return pages.go(request, reverse("desk:door", args=[connection.pk]))


@of_the_house
def slips(request: HttpRequest, connection_id: int) -> HttpResponse:
    """Say whether customers are told of their receipt by this way in."""
    connection = get_object_or_404(Connection, pk=connection_id)
    if request.method == "POST":
        opening.tell_slips(connection, told=bool(request.POST.get("slips")), by=member_of(request))
    return pages.go(request, reverse("desk:door", args=[connection.pk]))


@of_the_house
def quarantine(request: HttpRequest) -> HttpResponse:
    """What could not be understood, with the reason, the newest first."""
    around = enter(request)
    rows = Quarantined.objects.filter(mended_at=None, set_aside_at=None).select_related("connection").order_by("-pk")
    shown = [door_rows.quarantined(row, around) for row in rows[:MOST_APART]]
    more = max(0, rows.count() - len(shown))
    return pages.page(request, "quarantine.html", {"rows": shown, "more": more, "notices": notices.shown(request)})


@of_the_house
def quarantined(request: HttpRequest, row_id: int) -> HttpResponse:
    """Open it again, or let it rest."""
    row = get_object_or_404(Quarantined.objects.filter(mended_at=None, set_aside_at=None), pk=row_id)
    how = request.POST.get("how", "")
    if request.method != "POST" or how not in ("reopen", "rest"):
        return pages.see(reverse("desk:quarantine"))
    if how == "rest":
        quarantining.set_aside(row, by=member_of(request))
    else:
        notices.tell(request, door_rows.open_again(row))
    return pages.go(request, reverse("desk:quarantine"))


def _list(request: HttpRequest) -> dict[str, Any]:
    around = enter(request)
    shown = door_rows.all_doors(around)
    apart = Quarantined.objects.filter(mended_at=None, set_aside_at=None).count() if around.sees_all_doors else 0
    faults = sum(1 for one in shown if one["faulty"])
    opened = sum(1 for one in shown if not one["closed"])
    words = [ngettext("%(count)s door open", "%(count)s doors open", opened) % {"count": opened}]
    if faults:
        words.append(ngettext("%(count)s to mend", "%(count)s to mend", faults) % {"count": faults})
    return {
        "doors": shown, "columns": [_("State"), _("Who waits")], "line": " · ".join(words), "quarantined": apart,
        "stuck": jobs.given_up() if around.sees_all_doors else 0,
        "doubtful": holding.doubtful().count() if around.sees_all_doors else 0,
        "may_open": around.sees_all_doors, "notices": notices.shown(request),
    }  # fmt: skip


def _one(request: HttpRequest, connection: Connection) -> dict[str, Any]:
    around = enter(request)
    speaks, kept = _channel(connection.channel), connection.secrets if connection.key_fits else {}
    first = _first_heard(connection)
    return {
        "connection": connection, "handed": _handed(connection) if connection.key_fits else [],
        "first": door_rows.first_message(first, around) if first else None, "notices": notices.shown(request),
        "state": door_rows.state_words(connection, around), "doors": list(connection.doors.order_by("name")),
        "slips": any(slip_telling.told_at(door) for door in connection.doors.all()),
        "kept": [field.key for field in speaks.fields if field.kind == "secret" and kept.get(field.key)],
    }  # fmt: skip


def _first_heard(connection: Connection) -> Message | None:
    """Return the first thing anybody said at one of its doors, door by door: each look walks one index."""
    heard = Message.objects.filter(direction=Message.Direction.IN).select_related("conversation__person")
    firsts = [heard.filter(door=door).order_by("pk").first() for door in connection.doors.all()]
    return min((one for one in firsts if one), key=lambda one: one.pk, default=None)


def _tried(request: HttpRequest, connection: Connection) -> HttpResponse:
    """Test it for real and say clearly how it went; what was written stays either way."""
    try:
        found = opening.test(connection)
        notices.tell(request, _outcome(found))
    except (NeedsSignIn, Unreachable, sealing.Unsealable) as trouble:
        notices.tell(request, _("It is kept, but it does not work yet: %(why)s") % {"why": _(str(trouble))})
    return pages.go(request, reverse("desk:door", args=[connection.pk]))


def _outcome(found: Sequence[FoundDoor]) -> str:
    """Say what was found: what does not work before what does."""
    if broken := next((one.note for one in found if not one.works), ""):
        return _("It takes messages in, but answers do not get out yet: %(why)s") % {"why": _(broken)}
    names = ", ".join(filter(None, (one.name for one in found)))
    note = next((one.note for one in found if one.note), "")
    return _(note) if note else _("It works: %(doors)s.") % {"doors": names} if names else _("It works.")


def _handed(connection: Connection) -> list[dict[str, str]]:
    """Translated here: a template would take the words for HTML, and one of them names a tag."""
    return [
        {"label": _(one.label), "value": one.value, "kind": one.kind, "help": _(one.help) if one.help else ""}
        for one in opening.handed_over(connection)
    ]


def _steps(speaks: Channel) -> list[str]:
    return [_(step) for step in speaks.help]


def _channel(key: str) -> Channel:
    try:
        return finding.channel(key)
    except finding.UnknownChannel as unknown:
        raise Http404 from unknown
