"""Doors and quarantined parcels as their tables show them."""

import json
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mostrador.desk import apart, bubbles, wording
from mostrador.desk.surroundings import Surroundings, glyph_of
from mostrador.doors import finding, holding, ingest
from mostrador.doors.models import Connection, Door, Quarantined, WayOut
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.journeys import inbound
from mostrador.kit import marking, saying, sealing
from mostrador.plan import deciding, keeping

Shown = dict[str, Any]


def all_doors(around: Surroundings) -> list[Shown]:
    """Return the rows of Puertas, the open ones first."""
    doors = (
        Door.objects.visible_to(around.member).select_related("connection").order_by("connection__state", "name", "pk")
    )
    waiting, held = _waiting(around), holding.held(door.connection_id for door in doors)
    return [_door(door, waiting.get(door.pk), held.get(door.connection_id), around) for door in doors]


def kinds() -> list[Shown]:
    """Return every channel that a door can be opened for."""
    known = finding.channels().values()
    return sorted(({"key": one.key, "name": _(one.name), "glyph": glyph_of(one.key)} for one in known), key=_by_name)


def _by_name(kind: Shown) -> str:
    return str(kind["name"]).casefold()


def state_words(connection: Connection, around: Surroundings) -> str:
    """Return how it stands, in words with what to do."""
    if connection.state == Connection.State.CLOSED:
        return _("Closed: %(why)s") % {"why": connection.note} if connection.note else _("Closed")
    if not connection.key_fits:
        return _(sealing.Unsealable.for_people)
    if connection.state == Connection.State.NEEDS_SIGN_IN:
        return _("The platform no longer takes our key: %(why)s") % {"why": _(connection.note)}
    if connection.note:
        return _(connection.note)
    if way := holding.held([connection.pk]).get(connection.pk):
        return _held_words(way, around)
    return pgettext("door", "Open")


def _held_words(way: WayOut, around: Surroundings) -> str:
    if way.needs_sign_in:
        return _("The platform no longer takes our key: %(why)s") % {"why": _(way.why)}
    words = _("Answers do not leave: %(why)s What was written is kept; we try again at %(time)s.")
    return words % {"why": bubbles.closed(_(way.why)), "time": _next_try(way)}


def _next_try(way: WayOut) -> str:
    return saying.clock_time(way.held_until) if way.held_until else ""


def first_message(message: Message, around: Surroundings) -> Shown:
    name = wording.called(message.conversation.person.name, address=message.conversation.address_value, door="")
    url = reverse("desk:conversation", args=[message.conversation_id])
    return {"words": message.text, "name": name, "when": saying.ago(message.received_at, around.now), "url": url}


def quarantined(row: Quarantined, around: Surroundings) -> Shown:
    """Return why it is there and the beginning of what came, as it came."""
    stored = ingest.the_writer().store.get(row.parcel_id)
    body = _readable(stored.parcel.body)[:2000] if stored else ""
    return {
        "id": row.pk, "why": apart.reason(row.why), "door_url": reverse("desk:door", args=[row.connection_id]),
        "connection": row.connection.name,
        "glyph": glyph_of(row.connection.channel), "when": saying.moment(row.at, around.now), "body": body,
    }  # fmt: skip


def _readable(body: bytes) -> str:
    """Return what came with its letters as people know them; programs may write ñ as \\u00f1."""
    try:
        said = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        said = body.decode("utf-8", "replace")
    # Half of a letter, such as \ud800, is good JSON and no text that a page could hold.
    return said.encode("utf-8", "replace").decode()


def open_again(row: Quarantined) -> str:
    """Try to understand it once more and say how it went."""
    if inbound.open_again(row.parcel_id, ingest.the_writer().store):
        return _("Understood: it is in the inbox now.")
    return _("It still cannot be understood.")


def _door(door: Door, waiting: dict[str, Any] | None, held: WayOut | None, around: Surroundings) -> Shown:
    connection = door.connection
    closed = door.closed_at is not None
    fault, fix = _fault(connection, held)
    url = (
        reverse("desk:door", args=[connection.pk])
        if around.sees_all_doors
        else reverse("desk:inbox") + f"?door={door.pk}"
    )
    return {
        "glyph": glyph_of(connection.channel), "name": door.name, "url": url,
        "last": _last(door, around), "answers_in": _answers_in(door),
        "faulty": bool(fault) and not closed, "closed": closed,
        "cells": [
            _closed(url, around) if closed else {"fault": fault, "fix": fix, "url": url} if fault else {},
            _waiting_cell(waiting, around),
        ],
    }  # fmt: skip


def _closed(url: str, around: Surroundings) -> Shown:
    """Return a closed door's state, and where whoever may opens it again."""
    return {"words": _("closed"), "fix": _("open it again") if around.sees_all_doors else "", "url": url}


def _fault(connection: Connection, held: WayOut | None) -> tuple[str, str]:
    """Return what is wrong and the act that mends it."""
    if not connection.key_fits:
        return _(sealing.Unsealable.for_people).rstrip("."), ""
    if connection.state == Connection.State.NEEDS_SIGN_IN or (held and held.needs_sign_in):
        return _("not signed in"), _("sign in again")
    if connection.note:
        return _(connection.note).rstrip("."), ""  # it says itself what to do
    if held:
        words = _("answers do not leave: %(why)s; next try at %(time)s")
        return words % {"why": _(held.why).rstrip("."), "time": _next_try(held)}, ""
    return "", ""


def _waiting(around: Surroundings) -> dict[int, dict[str, Any]]:
    """Return for each door how many wait there, how many of them too long, and the first time due."""
    cases = Case.objects.visible_to(around.member).filter(state=Case.State.WAITING_US)
    rows = cases.values("conversation__door").annotate(
        count=Count("pk"), late=Count("pk", filter=Q(due_at__lt=around.now)), due=Min("due_at"),
        began=Min("promise_began_at"), since=Max("moved_at"),
    )  # fmt: skip
    return {row["conversation__door"]: row for row in rows}


def _waiting_cell(waiting: dict[str, Any] | None, around: Surroundings) -> Shown:
    if not waiting:
        return {}
    words = _waiting_words(waiting["count"], waiting["late"])
    if waiting["due"] is None:
        return {"words": words}
    began = waiting["began"] or waiting["since"]
    mark = marking.due(waiting["due"], began_at=min(began, waiting["due"]), now=around.now)
    # Without its moment the browser leaves the words alone: they count people, not minutes.
    return {"mark": marking.Mark(kind=mark.kind, words=words, share=mark.share)}


def _waiting_words(count: int, late: int) -> str:
    """Return "1 tarde · 1 espera": who waits too long apart from who waits in time."""
    in_time = count - late
    words = []
    if late:
        words.append(_("%(count)s late") % {"count": late})
    if in_time:
        words.append(ngettext("%(count)s waits", "%(count)s wait", in_time) % {"count": in_time})
    return " · ".join(words)


def _last(door: Door, around: Surroundings) -> str:
    at = Message.objects.filter(door=door, direction="in").order_by("-pk").values_list("received_at", flat=True).first()
    return saying.ago(at, around.now) if at else _("nothing yet")


def _answers_in(door: Door) -> str:
    """Return how soon the plan promises the first answer there; a door where one writes in public has its own clock."""
    last = Conversation.objects.filter(door=door).order_by("-pk").values_list("public", flat=True).first()
    facts = deciding.Facts(
        channel=door.connection.channel, door_name=door.name, door_hours=door.hours, public=bool(last)
    )
    return saying.lasting(deciding.clock(keeping.current(), facts).first)
