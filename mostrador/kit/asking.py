"""What a browser asks with, made storable before anything reads it: the address, the cookies, the form.

A delivery and a call of the API are mended where their JSON is read (`doors.platforms.strict_json`).
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from mostrador.kit.storable import storable

Answering = Callable[[HttpRequest], HttpResponse]


def ask_storably(get_response: Answering) -> Answering:
    """Return the middleware: first of all, for the session is already looked up by a cookie."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        request.GET = _mended(request.GET)  # type: ignore[assignment]  # as immutable as Django's
        request.COOKIES = {name: storable(value) for name, value in request.COOKIES.items()}
        _mend_the_form(request)
        return get_response(request)

    return answer


def _mend_the_form(request: HttpRequest) -> None:
    """Let the form be mended when it is read, for whoever reads the body itself must still find it unread."""
    read = request._load_post_and_files

    def read_and_mend() -> None:
        read()
        request.POST = _mended(request.POST)  # type: ignore[assignment]  # as immutable as Django's
        for file in (each for files in request.FILES.lists() for each in files[1]):
            file.content_type = storable(file.content_type or "")

    request._load_post_and_files = read_and_mend  # type: ignore[method-assign]  # Django has no hook for it


def _mended(form: QueryDict) -> QueryDict:
    if all(storable(value) == value for values in form.lists() for value in values[1]):
        return form
    mended = QueryDict(mutable=True, encoding=form.encoding)
    for name, values in form.lists():
        mended.setlist(name, [storable(str(value)) for value in values])
    mended._mutable = False
    return mended
