"""What was just done, in one line, with the way back: said once, on the page that follows."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

OURS = "desk"  # sign-in leaves words of its own in the same place, which the desk does not repeat


def tell(
    request: HttpRequest, words: str, *, undo: str = "", fields: dict[str, Any] | None = None, word: str = ""
) -> None:
    """Say `words`, and offer to undo it by a POST of `fields` to `undo`."""
    told = {"words": words, "undo": undo, "fields": fields or {}, "word": word}
    messages.info(request, json.dumps(told), extra_tags=OURS, fail_silently=True)


def shown(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what is to be said now, as strips for the macros."""
    waiting = messages.get_messages(request)
    return [_strip(json.loads(str(one))) for one in waiting if one.extra_tags == OURS]


def _strip(told: dict[str, Any]) -> dict[str, Any]:
    undo = {"word": told["word"] or _("Undo"), "url": told["undo"], "post": True, "fields": told["fields"]}
    extra = {"hx-post": told["undo"], "hx-swap": "none"}
    return {"words": told["words"], "acts": [{**undo, "extra": extra}] if told["undo"] else []}
