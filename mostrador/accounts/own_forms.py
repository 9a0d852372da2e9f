"""Takes forms only from our own pages, as Django does, and tells a browser its secret once."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

TO_BE_TOLD = "CSRF_COOKIE_NEEDS_UPDATE"


class OwnForms(CsrfViewMiddleware):
    """Django repeats the cookie with every form, for nothing but a later end. Ours lasts a year; a session a month."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.COOKIES.get(settings.CSRF_COOKIE_NAME) == request.META.get("CSRF_COOKIE"):
            request.META[TO_BE_TOLD] = False
        return super().process_response(request, response)
