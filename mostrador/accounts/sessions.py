"""Sessions in the database, read without the cost of a query set: every request asks for one."""

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from mostrador.kit.prepared import prepared


class SessionStore(db.SessionStore):
    """Django's own but for the reading; found by its module's name (`SESSION_ENGINE`)."""

    def _get_session_from_db(self) -> Session | None:
        for found in _sessions(self.session_key) if self.session_key else ():
            if found.expire_date > timezone.now():
                return found
        self._session_key = None
        return None

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(_checked(session_data))
        return found


@lru_cache(maxsize=500)
def _checked(session_data: bytes | str) -> str:
    """Check what we signed, once: the same words are asked for at every request until they change.

    Kept as text, since whoever reads a session may change it, deep inside too.
    """
    return json.dumps(db.SessionStore().decode(session_data))


@prepared
def _sessions(key: str) -> QuerySet[Session, Session]:
    return Session.objects.filter(session_key=key)
