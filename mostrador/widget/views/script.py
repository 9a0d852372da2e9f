"""The script that a shop's page loads with one line."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from mostrador.widget import bundling


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    made = bundling.bundle()
    if request.headers.get("If-None-Match") == made.tag:
        return _dressed(HttpResponse(status=304), made)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(made.packed if packed else made.plain, content_type="text/javascript; charset=utf-8")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return _dressed(response, made)


def _dressed(response: HttpResponse, made: bundling.Bundle) -> HttpResponse:
    response.headers["ETag"] = made.tag
    response.headers["Cache-Control"] = "public, max-age=600, stale-while-revalidate=86400"
    # Any page may load it: it holds nothing of anybody.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
