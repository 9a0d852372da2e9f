"""What recorded deliveries mean: files on disk in, plain rows out. Stores nothing and needs no secret."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mostrador.doors.contract import CannotRead, Channel, Item, Malformed, Parcel
from mostrador.doors.platforms import strict_json

AROUND_A_BODY = ("headers", "method", "url", "received_at")
LINES = (".jsonl", ".ndjson")


def rows(channel: Channel, path: Path, *, name: str = "") -> Iterator[dict[str, Any]]:
    """Yield one row for each item of each delivery in the file, in the shape of `mostrador doors read`."""
    for parcel in parcels(path):
        for item in _items(channel, parcel):
            yield {"file": name or str(path), **(_row(item) if isinstance(item, Item) else _error(item))}


def parcels(path: Path) -> list[Parcel]:
    """Return the deliveries of a file: a raw body, or JSON `{"headers", "body", …}`; of `.jsonl`, one a line."""
    content = path.read_bytes()
    if path.suffix in LINES:
        return [_parcel(line) for line in content.splitlines() if line.strip()]
    return [_parcel(content)]


def _parcel(content: bytes) -> Parcel:
    try:
        told = strict_json.decoded(content)
    except strict_json.NotJson:
        return Parcel(body=content)
    if not isinstance(told, dict) or not _is_recording(told):
        return Parcel(body=content)
    headers = told.get("headers")
    return Parcel(
        method=str(told.get("method") or "POST"),
        url=str(told.get("url") or ""),
        headers={str(key).lower(): str(value) for key, value in headers.items()}
        if isinstance(headers, Mapping)
        else {},
        body=_body(told),
    )


def _is_recording(told: Mapping[str, Any]) -> bool:
    return ("body" in told or "body_base64" in told) and any(key in told for key in AROUND_A_BODY)


def _body(told: Mapping[str, Any]) -> bytes:
    if "body_base64" in told:
        try:
            return base64.b64decode(str(told["body_base64"]), validate=True)
        except binascii.Error:
            return str(told["body_base64"]).encode()
    body = told["body"]
    return body.encode("utf-8", "replace") if isinstance(body, str) else strict_json.encoded(body)


def _items(channel: Channel, parcel: Parcel) -> list[Item | str]:
    try:
        pieces = channel.split(parcel)
    except Malformed as wrong:
        return [str(wrong)]
    return [item for piece in pieces for item in _read(channel, parcel, piece.body)]


def _read(channel: Channel, parcel: Parcel, body: bytes) -> list[Item | str]:
    piece = Parcel(method=parcel.method, url=parcel.url, headers=parcel.headers, body=body)
    try:
        return list(channel.read(piece))
    except CannotRead as wrong:
        return [str(wrong)]


def _row(item: Item) -> dict[str, Any]:
    return {
        "item": item.kind,
        "external_id": item.external_id,
        "author": {"id": item.author.id, "name": item.author.name} if item.author else None,
        "text": item.text or item.emoji,
        "sent_at": item.sent_at,
        "thread": item.thread,
        "public": item.public,
        "attachments": [{"type": each.type, "url": each.url, "name": each.name} for each in item.attachments],
        "of": item.of,
        "state": item.state,
        "why": item.why,
    }


def _error(why: str) -> dict[str, Any]:
    return _row(Item(kind="ignored")) | {"item": "error", "why": why}
