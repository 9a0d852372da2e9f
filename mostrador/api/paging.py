"""Cursors: `after` is the id of the last item seen, so that a page never skips nor repeats."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query

Found = TypeVar("Found", bound=Model)

LARGEST_ID = 2**63 - 1
After = Annotated[int, Query(ge=0, le=LARGEST_ID, description="id of the last item seen")]
OfDoor = Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="id of a door")]
Limit = Annotated[int, Query(ge=1, le=1000)]


def page(rows: QuerySet[Found], *, after: int, limit: int, show: Callable[[Found], dict[str, Any]]) -> dict[str, Any]:
    """Return one page of rows by ascending id."""
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    more = len(found) > limit
    return {"items": [show(row) for row in found[:limit]], "next": found[limit - 1].pk if more else None}


def page_as_shown(rows: list[Found], *, limit: int, show: Callable[[Found], dict[str, Any]]) -> dict[str, Any]:
    """Return one page of rows that are already cut and ordered; `rows` holds one more than `limit` if there is more."""
    more = len(rows) > limit
    return {"items": [show(row) for row in rows[:limit]], "next": rows[limit - 1].pk if more else None}
