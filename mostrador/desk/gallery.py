"""Every component in every state, by day and by night: for eyes. Only on a developer's machine."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mostrador.desk.navigation import Rail
from mostrador.doors.contract import Field
from mostrador.kit import clock, icons, marking

Shown = dict[str, Any]
MINUTE = timedelta(minutes=1)


class Sample(NamedTuple):
    """A row that nobody wrote."""

    told: tuple[tuple[str, Any], ...]

    def shown(self) -> Shown:
        return dict(self.told)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery, or nothing at all outside development."""
    if not settings.DEVELOPMENT:
        raise Http404
    return render(request, "desk/gallery.html", context(now=clock.now()))


def context(*, now: datetime) -> Shown:
    """Return what the gallery draws, as of `now`."""
    return {
        "marks": marks(now), "rows": rows(now), "bubbles": bubbles(now), "boxes": boxes(), "fields": fields(),
        "errors": {"token": _("It does not look like a token: it has no colon.")}, "doors": doors(now), "now": now,
        "agenda": agenda(), "glyphs": icons.glyph_names(),
        "rail": partial(Rail, 1, "Leo", runs_the_house=True, waiting=5, current="today"),
    }  # fmt: skip


def marks(now: datetime) -> list[marking.Mark]:
    began, warn = now - 30 * MINUTE, now + 10 * MINUTE
    return [
        marking.due(now + 25 * MINUTE, began_at=began, warn_at=warn, now=now),
        marking.due(now + 7 * MINUTE, began_at=began, warn_at=now - MINUTE, now=now),
        marking.due(now - 12 * MINUTE, began_at=began, now=now),
        marking.due(now + timedelta(hours=23), began_at=now, now=now),
        marking.kept(now, now=now),
        marking.kept(now - timedelta(hours=1), now=now),
        marking.plain(now - 20 * MINUTE, now=now),
    ]


def rows(now: datetime) -> list[Sample]:
    time, soon, late, *_rest, quiet = marks(now)
    return [
        _row("Lucía Ferrer", "image", "¿Y mi pedido? Hace una semana y nadie contesta.", late,
             need="pedido", place="comentario bajo «Sorteo de mayo»"),
        _row("Pablo Rey", "message-square-more", "De seis botellas han llegado dos rotas. Era un regalo.", soon,
             need="queja", place="chat de la web", current=True, chips=("regalo",)),
        _row("+34 612 40 88 15", "phone", "¿A cuánto está el godello de la foto?", time, need="precio", draft=True),
        _row("Eva Lorenzo", "mail", "Vale, a las seis paso.", quiet, need="compromiso", theirs=True, by="Leo"),
        _row("عمر الحداد", "send", "هل لديكم النبيذ الأبيض؟", time, need="precio"),
    ]  # fmt: skip


def _row(name: str, door: str, quote: str, mark: marking.Mark, **more: Any) -> Sample:
    told = {"url": "#", "name": name, "key": name, "door": door, "quote": quote, "mark": mark, **more}
    return Sample(tuple(told.items()))


def bubbles(now: datetime) -> list[Shown]:
    """Return a thread with one message in each state."""
    said: Shown = {"time": "17:34", "at": now}
    ours: Shown = {**said, "ours": True, "author": "Leo"}
    again = {"word": _("Try now"), "url": "#", "post": True}
    return [
        {**said, "text": "De seis botellas han llegado dos rotas. Era un regalo para mi suegro.", "place": "chat"},
        {**said, "text": "Y el sábado lo celebramos.", "edited": True, "reactions": [{"emoji": "🙏", "count": 2}]},
        {**said, "text": "¿Y mi pedido?", "public": True, "likes": "3 me gusta", "quote": "Sorteo de mayo"},
        {**said, "deleted": True}, {**said, "unsupported": _("A kind of message we cannot show. Look at it there.")},
        {**said, "text": "Buenos días:\n\nOs mando la factura.", "subject": "Factura", "folded": "> Hola, Eva…",
         "attachments": [{"kind": "file", "name": "factura-1187.pdf", "size": "240 kB", "url": "#"},
                         {"kind": "waiting", "name": "foto.jpg"}, {"kind": "failed", "name": "audio.ogg"}]},
        {**ours, "text": "Lucía, perdona la espera. Te escribo por privado.", "public": True, "state": "published"},
        {**ours, "text": "Tu caja llega mañana entre las 10:00 y las 14:00.", "private": True, "state": "read"},
        {**ours, "text": "Esto es automático: te contesta Leo.", "automatic": True, "author": "", "state": "sent"},
        {**ours, "text": "Mañana la tienes aquí.", "undo": {"seconds": 4, "url": "#"}},
        {**ours, "text": "Te guardo un sitio.", "trouble": {"kind": "failed", "acts": [again],
         "words": "No ha salido: no responde. Lo intentamos otra vez a las 18:04."}},
        {**ours, "text": "Ya está devuelto, 8 €.", "trouble": {"kind": "unsure", "acts": [again, again],
         "words": "No sabemos si llegó. Míralo antes de repetir."}},
    ]  # fmt: skip


def boxes() -> list[Shown]:
    """Return the three surfaces, two open asuntos, and a box with a fault."""
    box: Shown = {
        "url": "#", "surfaces": ["public", "private", "note"], "person": "Lucía", "door": "chat de la web",
        "cost": "sin coste", "text": "Claro: mañana desde las 12:00.", "attach": True, "post": "Sorteo de mayo",
        "saved": [{"title": "Gracias", "text": "Gracias a ti."}],
        "tools": [{"icon": "shopping-bag", "word": "Pedido", "url": "#"}], "limit": "en tu límite", "why_url": "#",
    }  # fmt: skip
    cases = [{"id": 1, "name": "Pedido 1163"}, {"id": 2, "name": "Entradas para la cata"}]
    return [
        {**box, "id": "box-1", "surface": "public"},
        {**box, "id": "box-2", "surface": "private", "cases": cases, "case": 2, "line": "Prometes: mañana, 12:00"},
        {**box, "id": "box-3", "surface": "note"},
        {**box, "id": "box-4", "surface": "private", "text": "", "error": _("Write something first.")},
    ]


def fields() -> list[Field]:
    return [
        Field(key="name", label="Name", help="What your team calls this door.", placeholder="Tienda"),
        Field(key="token", label="Token", kind="secret", help="You get it where you made the bot."),
        Field(key="secret", label="Secret", kind="secret", generated=True),
        Field(key="address", label="Address", kind="url", required=False),
        Field(key="port", label="Port", kind="number", default="993"),
        Field(key="safety", label="Line", kind="choice", choices=(("tls", "TLS"), ("starttls", "STARTTLS"))),
        Field(key="sent", label="Also read what we send elsewhere", kind="check", help="It stops the clock."),
    ]


def doors(now: datetime) -> list[Shown]:
    _time, soon, late, *_rest = marks(now)
    fine: Shown = {}
    broken = {"fault": "enlace roto", "fix": "cambiarlo", "url": "#"}
    return [
        {"glyph": "message-square-more", "name": "Chat de la web", "url": "#", "last": "mensaje hace 8 min",
         "answers_in": "15 min", "cells": [fine, fine, {"mark": soon}]},
        {"glyph": "mail", "name": "Correo", "url": "#", "last": "correo a las 11:05", "answers_in": "8 h",
         "cells": [broken, fine, {"mark": late}]},
    ]  # fmt: skip


def agenda() -> list[Shown]:
    return [
        {"time": "10:30", "person": "Marina", "words": "apartarle el albariño"},
        {"time": "18:00", "person": "Eva", "words": "la caja de regalo lista", "open": True, "more": "la lleva Marta"},
    ]
