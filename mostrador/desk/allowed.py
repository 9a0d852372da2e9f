"""What somebody allows us and whether they are of age, as their page shows it: with its source, and how it ended."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mostrador.desk import wording
from mostrador.desk.acquaintance import Acquaintance
from mostrador.desk.surroundings import Surroundings
from mostrador.kit import saying
from mostrador.kit.words import N_
from mostrador.people.models import Consent

Shown = dict[str, Any]
CONSENTS: Mapping[str, str] = {
    Consent.What.ADULT: N_("They are of age"), Consent.What.MARKETING: N_("We may write to them with offers"),
    Consent.What.QUOTE: N_("We may show their words with their name"),
}  # fmt: skip


def shown(known: Acquaintance, around: Surroundings) -> list[Shown]:
    """Return each of them: how it stands, since when and by whose word."""
    rows = Consent.objects.filter(person__in=[one.pk for one in known.group]).order_by("-pk")
    latest: dict[str, Consent] = {}
    for one in rows:
        latest.setdefault(one.what, one)
    return [_one(what, words, latest.get(what), around) for what, words in CONSENTS.items()]


def _one(what: str, words: str, last: Consent | None, around: Surroundings) -> Shown:
    return {"what": str(what), "words": _(words), "holds": last is not None and last.taken_back_at is None,
            "told": _told(last, around) if last else _("Nobody has noted it.")}  # fmt: skip


def _told(last: Consent, around: Surroundings) -> str:
    told = {
        "source": last.source, "when": saying.dated(last.given_at, around.now),
        "name": wording.first_name(around.members.get(last.kept_by_id or 0, "")),
    }  # fmt: skip
    words = _("%(source)s, %(when)s; noted by %(name)s") if told["name"] else _("%(source)s, %(when)s")
    if last.taken_back_at is None:
        return words % told
    gone = {"words": words % told, "when": saying.dated(last.taken_back_at, around.now)}
    return _("Taken back %(when)s. Before: %(words)s.") % gone
