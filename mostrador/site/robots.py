"""What search engines may read: the public chat page, and nothing of the team."""

from django.http import HttpRequest, HttpResponse

RULES = "User-agent: *\nAllow: /hablamos\nAllow: /static/\nDisallow: /\n"
"""Source: https://www.rfc-editor.org/rfc/rfc9309 (read 2026-11-22): the longest match counts."""


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(RULES, content_type="text/plain; charset=utf-8")
