"""Where a listening connection stopped reading."""

from typing import Any

from django.db import transaction

from mostrador.doors import opening
from mostrador.doors.models import Bookmark, Connection
from mostrador.kit import clock


def place(connection: Connection) -> dict[str, Any]:
    found = Bookmark.objects.filter(connection=connection).first()
    return dict(found.place) if found else {}


def keep(connection: Connection, *, place: dict[str, Any]) -> None:
    """Remember the place, and that the platform answered. Writes only what changed."""
    known = Bookmark.objects.filter(connection=connection).first()
    if known is None or known.place != place:
        with transaction.atomic():
            Bookmark.objects.update_or_create(connection=connection, defaults={"place": place, "kept_at": clock.now()})
    opening.note_well(connection)
