"""What they name in an asunto: order numbers, sums, days, places, as they wrote them. Read when somebody looks."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case, Message
from mostrador.kit.words import N_
from mostrador.triage.finding import Found, find

READ = 12  # of their last messages
MOST = 4  # of one sort
SORTS = (
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
    told = [find(text) for text in _last_words(case, around)]
    return [Named(_(label), " · ".join(words)) for sort, label in SORTS if (words := _each(told, sort))]


def _last_words(case: Case, around: Surroundings) -> Iterator[str]:
    theirs = Message.objects.visible_to(around.member).filter(
        case=case, direction=Message.Direction.IN, deleted_at=None
    )
    return theirs.order_by("-pk").values_list("text", flat=True)[:READ].iterator()


def _each(told: list[Found], sort: str) -> list[str]:
    written = {word.casefold(): word for found in reversed(told) for word in reversed(getattr(found, sort))}
    return list(written.values())[::-1][:MOST]
