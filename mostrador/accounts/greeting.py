"""Knows who asks and speaks their language: a member's own, anybody else's as their browser says."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from mostrador.accounts.models import Member

Answering = Callable[[HttpRequest], HttpResponse]


def greet(get_response: Answering) -> Answering:
    """Return the middleware, which wants a session.

    It looks at once: the language depends on it, and a member who is only looked up when needed (as Django's own
    middleware has it) costs more at each of the hundred looks of a page than the question.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.user = get_user(request)
        translation.activate(_language(request))
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        if not isinstance(request.user, Member):
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return answer


def _language(request: HttpRequest) -> str:
    member = request.user
    return member.language if isinstance(member, Member) else translation.get_language_from_request(request)
