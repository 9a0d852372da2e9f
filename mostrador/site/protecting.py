"""What every answer forbids the browser: other people's scripts, other people's frames, guesses at its kind.

One look at each answer, with the words of Django's settings put together once: three middlewares that worded them
anew for every page cost a twentieth of it.
"""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answering = Callable[[HttpRequest], HttpResponse]


def protect(get_response: Answering) -> Answering:
    """Return the middleware. What a view said itself stands: its own header, or a decorator's word on the answer."""
    policy, always, safely = build_policy(), _always(), f"max-age={settings.SECURE_HSTS_SECONDS}"

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        headers = response.headers
        for name, value in always:
            headers.setdefault(name, value)
        if not getattr(response, "xframe_options_exempt", False):
            headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if HEADER not in headers:
            headers[HEADER] = _its_own_policy(response) or policy
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            headers.setdefault("Strict-Transport-Security", safely)
        return response

    return answer


def _always() -> list[tuple[str, str]]:
    return [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
    ]


def _its_own_policy(response: HttpResponse) -> str:
    """Return the policy of a view that was decorated by `csp.decorators`; empty for all others."""
    config, update, replace = (getattr(response, f"_csp_{word}", None) for word in ("config", "update", "replace"))
    return build_policy(config, update, replace) if config or update or replace else ""
