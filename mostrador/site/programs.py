"""What programs ask for has addresses of its own (`program_urls`), read at the first such question.

The API brings a library that is a sixth of the house's memory. A shop that no program talks to never reads it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PREFIX = "/api/"


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def ask(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PREFIX):
            request.urlconf = "mostrador.site.program_urls"  # type: ignore[attr-defined]  # Django reads it; the stubs do not know
        return answer(request)

    return ask
