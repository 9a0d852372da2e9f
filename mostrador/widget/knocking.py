"""What every call of the chat goes through: its door, the site it comes from, its method, its refusals.

Only the sites that the shop named may read the answers, and our own pages. No cookie is read or set here: the
visitor shows a token in a header, so no other site can speak for them.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mostrador.doors.channels.website import LANGUAGES, origin, origins
from mostrador.doors.models import Connection
from mostrador.doors.platforms import strict_json
from mostrador.kit import house
from mostrador.widget import limiting, visiting

LONGEST_BODY = 64 * 1024
View = Callable[..., HttpResponseBase]  # of (request, connection) and what else its address names


class Refused(Exception):
    """The chat says no, in words for the person who reads it. `code` is for the script."""

    def __init__(self, status: int, code: str, for_people: str) -> None:
        super().__init__(code)
        self.status, self.code, self.for_people = status, code, for_people


def chat(method: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Make a view of the chat out of a function of (request, connection)."""

    def dress(view: View) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @wraps(view)
        def dressed(request: HttpRequest, key: str, **rest: Any) -> HttpResponseBase:
            connection = visiting.connection_of(key)
            if connection is None:
                return _no(Refused(404, "no_door", "There is no chat at this address."))
            return _for_sites(request, connection, lambda: _answer(request, connection, method, view, rest))

        return dressed

    return dress


def body_of(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object of the body. Raises `Refused` for anything else."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY or len(request.body) > LONGEST_BODY:
        raise Refused(413, "too_long", _("That is too long. Send it in several messages."))
    try:
        told = strict_json.mended(strict_json.decoded(request.body))
    except strict_json.NotJson as wrong:
        raise Refused(400, "not_json", str(wrong)) from wrong
    if not isinstance(told, dict):
        raise Refused(400, "not_json", "The body is a JSON object.")
    return told


def visitor_of(request: HttpRequest, connection: Connection) -> str:
    """Return who shows their token. Raises `Refused`."""
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    visitor = visiting.visitor_of(connection, shown.strip()) if scheme.lower() == "bearer" else None
    if visitor is None:
        raise Refused(401, "no_token", "This token opens nothing here.")
    return visitor


def within(allowance: limiting.Allowance, who: str, cost: float = 1) -> None:
    """Use some of an allowance. Raises `Refused`."""
    if not allowance.take(who, cost):
        raise Refused(429, "too_fast", _("That is a lot at once. Wait a moment and try again."))


def place_of(request: HttpRequest) -> str:
    """Return the network address they write from, as the edge tells it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def language_for(connection: Connection, wished: str) -> str:
    """Return the language to speak: theirs where the shop speaks it, else the shop's first."""
    spoken = [word for word in connection.secrets.get("languages", "").replace(",", " ").split() if word in LANGUAGES]
    short = wished.strip().lower()[:2]
    return short if short in (spoken or LANGUAGES) else (spoken or LANGUAGES)[0]


def comes_from_here(request: HttpRequest) -> bool:
    return request.headers.get("Origin", "") in _ours(request)


def _answer(
    request: HttpRequest, connection: Connection, method: str, view: View, rest: dict[str, Any]
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method != method:
        return HttpResponse(status=405, headers={"Allow": method})
    with translation.override(language_for(connection, request.GET.get("lang", ""))):
        try:
            return view(request, connection, **rest)
        except Refused as refused:
            return _no(refused)


def _for_sites(
    request: HttpRequest, connection: Connection, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    site = request.headers.get("Origin")
    allowed = site is None or site in _ours(request) | origins(connection.secrets.get("sites", ""))
    response = answer() if allowed else _no(Refused(403, "not_here", "The shop did not name this site."))
    response.headers["Vary"] = "Origin"
    response.headers.setdefault("Cache-Control", "no-store")
    if site is not None and allowed:
        response.headers["Access-Control-Allow-Origin"] = site
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = "600"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _ours(request: HttpRequest) -> frozenset[str]:
    return frozenset({origin(house.public_url()), f"{request.scheme}://{request.get_host()}"})


def _no(refused: Refused) -> JsonResponse:
    again = {"Retry-After": "5"} if refused.status in (429, 503) else {}
    return JsonResponse({"error": refused.code, "words": refused.for_people}, status=refused.status, headers=again)


def json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
