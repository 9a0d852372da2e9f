"""Parcels that wait: new ones in their file, those set apart in quarantine."""

from datetime import datetime
from typing import Any

from mostrador.doors import ingest, lanes
from mostrador.doors.models import Quarantined
from mostrador.doors.parcel_reading import Stored


def listed(state: str, *, after: int, limit: int) -> dict[str, Any]:
    return _set_apart(after, limit) if state == "quarantined" else _new(after, limit)


def oldest() -> datetime | None:
    return ingest.the_writer().store.oldest_after(lanes.cursors())


def _set_apart(after: int, limit: int) -> dict[str, Any]:
    waiting = Quarantined.objects.filter(mended_at=None, set_aside_at=None)
    found = list(waiting.filter(parcel_id__gt=after).order_by("parcel_id")[: limit + 1])
    items = [
        {"id": row.parcel_id, "connection": row.connection_id, "lane": str(row.connection_id), "received_at": row.at,
         "why": row.why}
        for row in found[:limit]
    ]  # fmt: skip
    more = len(found) > limit
    return {"items": items, "next": items[-1]["id"] if more else None, "count": waiting.count()}


def _new(after: int, limit: int) -> dict[str, Any]:
    store, opened = ingest.the_writer().store, lanes.cursors()
    waiting: list[Stored] = []
    for lane in store.lanes_with_news(opened):
        waiting += store.after(lane, max(after, opened.get(lane, 0)), limit=limit + 1)
    waiting.sort(key=lambda stored: stored.parcel.id)
    items = [
        {"id": one.parcel.id, "connection": one.connection, "lane": one.lane, "received_at": one.parcel.received_at}
        for one in waiting[:limit]
    ]
    more = len(waiting) > limit
    return {"items": items, "next": items[-1]["id"] if more else None, "count": store.count_after(opened)}
