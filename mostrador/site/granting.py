"""Who may hear which live events: a member by the session's cookie, a visitor by a ticket. Asked once a stream."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.http import HttpRequest

from mostrador.accounts.models import Member
from mostrador.desk.streams import Grant
from mostrador.doors.models import Door
from mostrador.kit.gateway import Scope
from mostrador.widget import visiting

VISITORS_HEAR = frozenset({"MessageReceived", "MessageQueued", "MessageStateChanged", "MessageEdited", "MessageDeleted",
                           "MessageReacted", "MessageSeenElsewhere", "AttachmentChanged"})  # fmt: skip


class Granting:
    """Judges in a thread of its own: the edge's loop never waits for the database."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="judging")

    async def __call__(self, scope: Scope) -> Grant | None:
        return await asyncio.get_running_loop().run_in_executor(self._pool, judge, scope)


def judge(scope: Scope) -> Grant | None:
    """Return what the caller may hear, or None for nobody."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    try:
        if shown := asked.get("visitor"):
            return _visitor(shown[0])
        return _member(_cookies(scope))
    finally:
        close_old_connections()


def _visitor(ticket: str) -> Grant | None:
    conversations = visiting.grant(ticket)
    return Grant(conversations=conversations, names=VISITORS_HEAR) if conversations else None


def _member(cookies: Mapping[str, str]) -> Grant | None:
    request = HttpRequest()
    request.session = SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
    member = get_user(request)
    if not isinstance(member, Member) or not member.is_active:
        return None
    doors = None if member.runs_the_house else frozenset(Door.objects.visible_to(member).values_list("pk", flat=True))
    return Grant(member=member.pk, doors=doors)


def _cookies(scope: Scope) -> dict[str, str]:
    found = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(found).items()}
    except CookieError:
        return {}
