"""An address that only takes what a form sends, opened by itself, answers in words, with the way back to its page.

It happens after a reload, and on the way back from signing in. Programs are answered as before.
"""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

Answering = Callable[[HttpRequest], HttpResponse]
NOT_PAGES = ("/api/", "/chat/")


def only_sent(get_response: Answering) -> Answering:
    """Return the middleware, which wants to know whose language to speak."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        return _in_words(request, response) if response.status_code == 405 and _is_opened(request) else response

    return answer


def _is_opened(request: HttpRequest) -> bool:
    by_hand = request.method in ("GET", "HEAD") and "HX-Request" not in request.headers
    return by_hand and request.accepts("text/html") and not request.path_info.startswith(NOT_PAGES)


def _in_words(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    page = render(request, "kit/only_sent.html", {"back": _belongs_to(request.path_info)}, status=405)
    for name in ("Allow", "Cache-Control", "Expires"):
        if name in refused.headers:
            page.headers[name] = refused.headers[name]
    return page


def _belongs_to(path: str) -> str:
    """Return the nearest address above that leads anywhere; empty where that is Today."""
    return next((above for above in _above(path) if _leads_anywhere(above)), "")


def _above(path: str) -> Iterator[str]:
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        yield f"/{'/'.join(parts[:length])}/"


def _leads_anywhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
