"""A body larger than a form or a program may send is answered 413, in words, before anything reads it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

Answering = Callable[[HttpRequest], HttpResponse]
TOO_LARGE = "The body is larger than {limit} bytes."


def refuse_too_large(get_response: Answering) -> Answering:
    """Return the middleware. Files travel as multipart and have limits of their own, told where they are taken."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def answer(request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdigit() or int(size) <= limit or request.content_type == "multipart/form-data":
            return get_response(request)
        return JsonResponse({"detail": TOO_LARGE.format(limit=limit)}, status=413)

    return answer
