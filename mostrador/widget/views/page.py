"""/hablamos: the chat as a page with its own link and QR. It works without a script; with one it comes alive."""

import io
import secrets
from datetime import datetime
from typing import Any

import segno
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.doors.models import Connection
from mostrador.inbox import visiting as whereabouts
from mostrador.kit import clock, house, saying
from mostrador.widget import colours, facing, limiting, telling, visiting, writing
from mostrador.widget.knocking import Refused, comes_from_here, language_for, place_of, within
from mostrador.widget.plain import act
from mostrador.widget.views.chat import brought


@require_safe
def any_door(request: HttpRequest) -> HttpResponse:
    connection = visiting.first_connection()
    if connection is None:
        raise Http404
    return redirect("widget:page", connection.key)


@csrf_exempt  # a foreign site cannot use the visitor's cookie (SameSite), nor pass the look at Origin
@csp_update({"img-src": ["blob:"]})  # type: ignore[arg-type]  # its types know no words of the address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    connection = _connection(key)
    with translation.override(_language(request, connection)):
        visitor = _visitor(request, connection)
        if request.method != "POST":
            return _shown(request, connection, visitor)
        try:
            return _heard(request, connection, visitor or visiting.stranger())
        except Refused as refused:
            return _shown(request, connection, visitor, trouble=refused)


@never_cache
@require_safe
def back(request: HttpRequest, key: str, word: str) -> HttpResponse:
    """The way back from a mail: the word becomes a cookie, and leaves the address at once."""
    connection, conversation = _connection(key), whereabouts.came_back(word)
    if conversation is None or conversation.door.connection_id != connection.pk:
        with translation.override(_language(request, connection)):
            gone = Refused(410, "too_late", translation.gettext("This link has ended. Write here, or answer the mail."))
            return _shown(request, connection, None, trouble=gone)
    response = redirect("widget:page", key)
    response.headers["Referrer-Policy"] = "no-referrer"
    return _remember(response, connection, conversation.address_value)


@never_cache
@require_safe
def file(request: HttpRequest, key: str, file_key: str) -> HttpResponseBase:
    connection = _connection(key)
    visitor = _visitor(request, connection)
    conversation = visiting.conversation_of(connection, visitor) if visitor else None
    if conversation is None:
        raise Http404
    try:
        return brought(conversation, file_key)
    except Refused as refused:
        raise Http404 from refused


@require_safe
def poster(request: HttpRequest, key: str) -> HttpResponse:
    """The QR on paper, for the counter and the shop window."""
    connection = _connection(key)
    with translation.override(_language(request, connection)):
        return render(request, "widget/poster.html", _house(connection))


@require_safe
def qr(request: HttpRequest, key: str) -> HttpResponse:
    drawn = io.BytesIO()
    segno.make(_link(_connection(key)), error="m", micro=False).save(
        drawn,
        kind="svg",
        border=4,
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        dark="#172128",
        light="#fff",
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


@require_safe
def colour(request: HttpRequest, key: str) -> HttpResponse:
    """The shop's colour as a style sheet, since our pages carry no style of their own in the markup."""
    worn = colours.worn(_connection(key).secrets.get("colour", ""))
    return HttpResponse(f":root{{--shop:{worn}}}\n", content_type="text/css", headers={"Cache-Control": "max-age=60"})


def _heard(request: HttpRequest, connection: Connection, visitor: str) -> HttpResponse:
    if "Origin" in request.headers and not comes_from_here(request):
        raise Refused(403, "not_here", "This form is on another site.")
    within(limiting.WORDS_FROM, place_of(request))
    within(limiting.WORDS, visitor)
    done = act(request, connection, visitor)
    response = redirect(f"{reverse('widget:page', args=[connection.key])}?{done}#end")
    return _remember(response, connection, visitor)


def _shown(
    request: HttpRequest, connection: Connection, visitor: str | None, *, trouble: Refused | None = None
) -> HttpResponse:
    told = telling.thread(connection, visitor or "")
    if visitor and (conversation := visiting.conversation_of(connection, visitor)):
        whereabouts.note_here(conversation, language=translation.get_language() or "")
        writing.saw(connection, visitor, conversation, upto=max((row["id"] for row in told["messages"]), default=0))
    for row in told["messages"]:
        row["when"] = saying.moment(datetime.fromisoformat(row["at"]), clock.now())
    context = _house(connection) | {
        "told": told,
        "token": visiting.token(connection, visitor) if visitor else "",
        "trouble": trouble.for_people if trouble else "",
        "typed": request.POST.get("text", "")[: writing.LONGEST_TEXT] if trouble else "",
        "taken": "taken" in request.GET,
        "number": secrets.token_hex(16),
    }
    return render(request, "widget/page.html", context, status=trouble.status if trouble else 200)


def _house(connection: Connection) -> dict[str, Any]:
    return {
        "key": connection.key,
        "shop": facing.shop(connection),
        "greeting": facing.greeting(connection),
        "standing": telling.status(connection, None),
        "link": _link(connection),
        "limit": writing.LONGEST_TEXT,
    }


def _link(connection: Connection) -> str:
    """Return its address; the house's first chat has the short one, to be said aloud and printed."""
    if connection == visiting.first_connection():
        return f"{house.public_url()}{reverse('widget:hablamos')}"
    return f"{house.public_url()}{reverse('widget:page', args=[connection.key])}"


def _connection(key: str) -> Connection:
    found = visiting.connection_of(key)
    if found is None:
        raise Http404
    return found


def _language(request: HttpRequest, connection: Connection) -> str:
    return language_for(connection, request.GET.get("lang") or translation.get_language() or "")


def _visitor(request: HttpRequest, connection: Connection) -> str | None:
    return visiting.visitor_of(connection, request.COOKIES.get("chat", ""))


def _remember(response: HttpResponse, connection: Connection, visitor: str) -> HttpResponse:
    """Let this browser come back to its own chat: set with the first words, never before."""
    response.set_cookie(
        "chat",
        visiting.token(connection, visitor),
        max_age=visiting.VOUCHED_SECONDS if visiting.is_vouched(visitor) else visiting.STRANGER_SECONDS,
        path=reverse("widget:page", args=[connection.key]),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
