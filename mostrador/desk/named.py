"""What they name in an asunto: products by the shop's own list, order numbers, sums, days, places. Read when asked."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case, Message
from mostrador.kit.words import N_
from mostrador.shop import known
from mostrador.shop.recognising import Sighting
from mostrador.triage.finding import Found, find

READ = 12  # of their last messages
MOST = 4  # of one sort
SORTS = (
    ("products", N_("Product")),
    ("order_numbers", N_("Order")),
    ("amounts", N_("Sum")),
    ("days", N_("Day")),
    ("places", N_("Place")),
    ("mails", N_("Mail")),
    ("phones", N_("Telephone")),
)


class Named(NamedTuple):
    """One sort of things and what was written of it, the latest first."""

    sort: str
    words: str


def named(case: Case, around: Surroundings) -> list[Named]:
    """Return what the customer's last messages name; nothing where they name nothing."""
    sold = known.names()
    told = [find(text, sold=sold) for text in _last_words(case, around)]
    return [Named(_(label), " · ".join(words)) for sort, label in SORTS if (words := _each(told, sort))]


def _last_words(case: Case, around: Surroundings) -> Iterator[str]:
    theirs = Message.objects.visible_to(around.member).filter(
        case=case, direction=Message.Direction.IN, deleted_at=None
    )
    return theirs.order_by("-pk").values_list("text", flat=True)[:READ].iterator()


def _each(told: list[Found], sort: str) -> list[str]:
    things = [_said(thing) for found in reversed(told) for thing in reversed(getattr(found, sort))]
    return list({words.casefold(): words for words in things}.values())[::-1][:MOST]


def _said(thing: str | Sighting) -> str:
    """Return a thing as it was written; a product by its own name, and all that may be meant where it is not clear."""
    if isinstance(thing, str):
        return thing
    return " / ".join(f"{one.name} ({one.reference})" if one.reference else one.name for one in thing.products)
