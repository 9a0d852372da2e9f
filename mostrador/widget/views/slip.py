"""/r/<code>: the customer's own receipt. Whoever has the address sees that one errand, and nothing else of anybody."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.inbox import slipping
from mostrador.inbox.models import Slip
from mostrador.journeys import slip_telling
from mostrador.kit import house
from mostrador.plan import keeping
from mostrador.widget import limiting, slip_page, slip_words, writing
from mostrador.widget.knocking import Refused, comes_from_here, place_of, within
from mostrador.widget.views.chat import handed

View = Callable[..., HttpResponseBase]  # of (request, slip) and what else its address names


def of_slip(view: View) -> Callable[..., HttpResponseBase]:
    """Find the slip first. A wrong address, one of nobody any more, and one that asks too fast tell nothing."""

    @wraps(view)
    def dressed(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        try:
            within(limiting.LOOKS_FROM, place_of(request))
        except Refused as refused:
            return HttpResponse(
                refused.for_people, status=429, content_type="text/plain", headers={"Retry-After": "30"}
            )
        slip = slipping.find(token)
        if slip is None:
            raise Http404
        with translation.override(_language(request, slip)):
            response = view(request, slip, **more)
        response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return dressed


@csrf_exempt  # who knows the address may write by it; another site's form is refused by its Origin
@csp_update({"connect-src": ["'self'"]})
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_slip
def page(request: HttpRequest, slip: Slip) -> HttpResponse:
    if slipping.is_over(slip):
        return _shown(request, slip, over=True)
    if request.method != "POST":
        return _shown(request, slip)
    try:
        return _heard(request, slip)
    except Refused as refused:
        return _shown(request, slip, trouble=refused)


@never_cache
@require_safe
@of_slip
def file(request: HttpRequest, slip: Slip, file_key: str) -> HttpResponseBase:
    try:
        return handed(slipping.shown(slip), file_key)
    except Refused as refused:
        raise Http404 from refused


def _language(request: HttpRequest, slip: Slip) -> str:
    """Speak the language of the conversation, unless they chose another on the page: no browser is asked."""
    return _chosen(request) or slip_telling.language_of(slip.case)


def _chosen(request: HttpRequest) -> str:
    wished = request.GET.get("lang", "")
    return wished if wished in slip_telling.LANGUAGES else ""


def _heard(request: HttpRequest, slip: Slip) -> HttpResponse:
    if "Origin" in request.headers and request.headers["Origin"] != "null" and not comes_from_here(request):
        raise Refused(403, "not_here", "This form is on another site.")
    within(limiting.WORDS_FROM, place_of(request))
    within(limiting.WORDS, f"slip {slip.pk}")
    slip_words.say(request, slip)
    chosen = f"lang={_chosen(request)}&" if _chosen(request) else ""
    return redirect(f"/r/{slip.token}?{chosen}taken#end")


def _shown(request: HttpRequest, slip: Slip, *, trouble: Refused | None = None, over: bool = False) -> HttpResponse:
    context = {
        "shop": keeping.house_name(),
        "token": slip.token,
        "over": over,
        "told": {} if over else slip_page.shown(slip),
        "trouble": trouble.for_people if trouble else "",
        "typed": request.POST.get("text", "")[: writing.LONGEST_TEXT] if trouble else "",
        "taken": "taken" in request.GET,
        "number": secrets.token_hex(16),
        "limit": writing.LONGEST_TEXT,
        "chosen": _chosen(request),
        "languages": settings.LANGUAGES,
        "chat": f"{house.public_url()}/hablamos",
    }
    status = trouble.status if trouble else 410 if over else 200
    return render(request, "widget/slip.html", context, status=status)
