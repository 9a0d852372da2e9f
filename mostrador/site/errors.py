"""Pages for when something is not there, not yours, too late or our fault: named by situation."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mostrador.kit import sealing, writing

# The disk, the database or a key that is missing, not what was asked.
NOT_NOW = (OperationalError, InterfaceError, writing.TooLong, sealing.Unsealable)
COME_BACK_SECONDS = "5"


def lost(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "kit/lost.html", status=404)


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "kit/not_yours.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "kit/try_later.html", status=403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Whatever broke, Django calls this while it handles it. Who only has to come back is told so, and when."""
    if isinstance(sys.exception(), NOT_NOW):
        return _not_now(request)
    return render(request, "kit/our_fault.html", status=500)


def _not_now(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(("/api/", "/chat/")):
        answer: HttpResponse = JsonResponse({"detail": _("We cannot keep anything just now. Nothing was stored.")})
    else:
        answer = render(request, "kit/not_now.html")
    answer.status_code = 503
    answer.headers["Retry-After"] = COME_BACK_SECONDS
    return answer
