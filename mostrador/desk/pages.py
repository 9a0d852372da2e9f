"""How a view answers: a whole page, a fragment of it for htmx, or after a change the fresh regions."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

Context = Mapping[str, Any]


def page(request: HttpRequest, template: str, context: Context, *, status: int = 200) -> HttpResponse:
    return render(request, f"desk/{template}", dict(context), status=status)


def fragment(
    request: HttpRequest, template: str, context: Context, *, otherwise: str, status: int = 200
) -> HttpResponse:
    """Answer htmx with a piece of page; without it send the browser to the page that shows the same."""
    if request.headers.get("HX-Request"):
        return page(request, template, context, status=status)
    return see(otherwise)


def see(address: str) -> HttpResponse:
    """Send the browser to look at `address` with a GET: no change is repeated by reloading."""
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Leave this page for another, also when htmx asked."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return see(address)
