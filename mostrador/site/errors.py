"""Pages for when something is not there, not yours, too late or our fault: named by situation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def lost(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "kit/lost.html", status=404)


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "kit/not_yours.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "kit/try_later.html", status=403)


def our_fault(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/our_fault.html", status=500)
