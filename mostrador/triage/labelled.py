"""What people said of messages, gathered a message a row: to learn from, and to take away."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from msgspec import Struct

from mostrador.triage import finest, language
from mostrador.triage.models import Correction
from mostrador.triage.needs import kind_of

SHIP = "ship"  # `triage train` takes these rows alone: what a house exports may train its own weights


class Labelled(Struct, frozen=True, kw_only=True):
    """One message with what people said of it, and what the machine had said of the same."""

    message: int
    text: str
    public: bool
    said: dict[str, str]
    machine: dict[str, str]
    at: int  # the last of its rows: the order in which people spoke


def labelled(*, latest: int | None = None) -> list[Labelled]:
    """Return what has a label, in the order of the last word on it; of many the latest."""
    rows = Correction.objects.standing().select_related("message__door__connection").order_by("message_id", "pk")
    found = [_labelled(list(group)) for _message, group in groupby(rows.iterator(500), key=lambda row: row.message_id)]
    ordered = sorted((one for one in found if one.text.strip()), key=lambda one: one.at)
    return ordered[-latest:] if latest else ordered


def _labelled(rows: list[Correction]) -> Labelled:
    message = rows[0].message
    return Labelled(
        message=message.pk,
        text=message.door.speaks.fresh(message.text) or message.subject,
        public=message.public,
        said={row.about: row.said for row in rows},
        machine={row.about: row.machine for row in rows},
        at=rows[-1].pk,
    )


def exported(rows: Iterable[Labelled]) -> Iterator[dict[str, Any]]:
    """Yield rows as `triage train` reads them; what nobody said is null."""
    for row in rows:
        need = row.said.get("need")
        yield {
            "id": row.message, "text": row.text, "lang": row.said.get("language") or language.spoken(row.text),
            "kind": kind_of(need) if need else None,
            "sub": finest.sub_of(row.text, need, public=row.public) if need else None,
            "urgency": row.said.get("urgency"), "sentiment": row.said.get("tone"),
            "abuse": {"yes": 1, "no": 0}.get(row.said.get("abuse", "")),
            "spam": int(need == "spam") if need else None, "tier": SHIP,
            "need": need, "machine": row.machine,
        }  # fmt: skip
