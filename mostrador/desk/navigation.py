"""The rail and the phone's bar: by what one does, for the role that looks; an empty room is not shown."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import house_state, lists
from mostrador.desk.surroundings import Surroundings, enter
from mostrador.journeys.crisis import wording
from mostrador.kit import clock
from mostrador.kit.addressing import address
from mostrador.listening import standing
from mostrador.plan import keeping

Shown = dict[str, Any]
THEMES = ("light", "dark")


def frame(request: HttpRequest) -> Shown:
    """Return what every page of the desk has around it. A context processor: lazy, so error pages ask nothing."""
    # Django masks the token anew for each form of a page: once is enough, and thirty times costs three milliseconds.
    token = {"csrf_token": _lazy(lambda: get_token(request)), "csrf_input": _lazy(lambda: csrf_input(request))}
    member = getattr(request, "user", None)
    if not isinstance(member, Member) and not getattr(member, "is_authenticated", False):
        return token
    theme = request.COOKIES.get("theme", "")
    return {
        **token,
        "navigation": _lazy(lambda: navigation(request, enter(request))), "me": _lazy(lambda: _me(request)),
        "house": {"name": keeping.house_name()}, "theme": theme if theme in THEMES else "",
        "ails": _lazy(lambda: house_state.band(enter(request).member)),
        "crisis": _lazy(_crisis),
        "live_after": _lazy(lambda: enter(request).position),
    }  # fmt: skip


def navigation(request: HttpRequest, around: Surroundings) -> list[Shown]:
    """Return the rooms this member works in; the first three stand in the phone's bar."""
    waiting = lists.counts(around)["waiting"]
    item = partial(_item, request)
    found = [
        item("today", "sun", _("Today"), go="h", phone=True),
        item("inbox", "inbox", _("Inbox"), go="b", phone=True, count=min(waiting, lists.COUNTED), also="/cases/"),
        item("people", "users", _("People"), go="p", phone=True, also="/people/"),
    ]
    if around.member.runs_the_house:
        found.append(item("crises", "flag", _("Crisis"), go="c", part="run", also="/crisis/"))
        found.append(item("plan", "file-text", _("Plan"), go="l", part="run", also="/plan/"))
        found.append(item("doors", "door-open", _("Doors"), go="d", part="run", also="/doors/"))
        found.append(item("status", "activity", _("The house"), part="run", go="s"))
    return found


def _crisis() -> Shown | None:
    """Return the band over every page while a crisis lasts; what it says is at most two seconds old."""
    on, now = standing.lately(), clock.now()
    if on is None:
        return None
    words = f"{wording.title(on).upper()} · {wording.line(on)} · {wording.leads(on, now)}"
    return {"words": words, "url": address("desk:crisis", on.pk), "word": _("Open")}


def _item(
    request: HttpRequest, name: str, icon: str, word: str, *, go: str, part: str = "attend", phone: bool = False,
    count: int = 0, also: str = "",
) -> Shown:  # fmt: skip
    url = address(f"desk:{name}")
    current = request.path == url or (bool(also) and request.path.startswith(also))
    return {
        "word": word,
        "icon": icon,
        "url": url,
        "current": current,
        "count": count,
        "part": part,
        "phone": phone,
        "key": go,
    }


def _me(request: HttpRequest) -> Shown:
    member = enter(request).member
    return {
        "name": member.name, "key": f"member-{member.pk}", "url": address("accounts:me"),
        "sign_out_url": address("account_logout"),
    }  # fmt: skip


def _lazy(make: Callable[[], Any]) -> Any:
    return SimpleLazyObject(make)
