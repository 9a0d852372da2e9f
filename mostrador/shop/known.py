"""Everything that is sold, ready to be looked for in texts: read when first asked, and again after a change."""

from __future__ import annotations

import time
from datetime import datetime

from django.db.models import Count, Max

from mostrador.shop.models import Product
from mostrador.shop.recognising import NOTHING, Names, Sold

SECONDS = 2.0
State = tuple[datetime | None, int]


def names() -> Names:
    """Return all names, as they were at most two seconds ago."""
    asked_at, state, found = _lately.get("", (0.0, (None, 0), NOTHING))
    if not asked_at or time.monotonic() - asked_at > SECONDS:
        before, state = state, _state()
        found = found if state == before else _read()
        _lately[""] = (time.monotonic(), state, found)
    return found


def forget() -> None:
    """Let the next one ask anew."""
    _lately.clear()


def _state() -> State:
    told = Product.objects.aggregate(latest=Max("changed_at"), count=Count("pk"))
    return told["latest"], told["count"]


def _read() -> Names:
    rows = Product.objects.order_by("pk").values_list("pk", "name", "also", "reference")
    return Names(Sold(id=pk, name=name, also=tuple(also), reference=ref) for pk, name, also, ref in rows.iterator())


_lately: dict[str, tuple[float, State, Names]] = {}
