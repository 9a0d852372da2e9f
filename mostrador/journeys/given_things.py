"""What a gesture gives is chosen among the things of the plan, and no words are read for it.

Where the law tells one thing from another, such as wine from a card, only choices pass at once: one of those things,
and one of our reasons. Whatever else is written could name anything, so somebody else says what it is.
"""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext, override

from mostrador.inbox.models import Case
from mostrador.journeys import gating
from mostrador.journeys.gating import Over
from mostrador.kit.folding import fold
from mostrador.kit.words import N_
from mostrador.plan.doing import VOCABULARY
from mostrador.plan.giving import Gift
from mostrador.plan.shape import Act

CHOICES: tuple[str, ...] = tuple(map(str, VOCABULARY["gesture"]))
OTHER = "other"
REASONS = (
    N_("for the wait"), N_("something came broken or wrong"), N_("to say thank you"), N_("they are celebrating"),
    N_("they recommended us"),
)  # fmt: skip


def act_of(gift: Gift) -> Act:
    """Return what the plan calls giving it: what is none of its things is another."""
    return Act("gesture", gift.thing if gift.thing in CHOICES else OTHER)


def is_told(gift: Gift) -> bool:
    """Whether nothing but choices tell what is given and why; of what was written down, the plan tells why."""
    return tells(gift.thing, gift.note, "" if gift.noted_id is not None else gift.why)


def tells(thing: str, note: str, why: str) -> bool:
    """Whether a thing is a choice that says what it is, and the words beside it are reasons of ours, or none."""
    return thing in CHOICES and thing != OTHER and {_plain(note), _plain(why)} <= _reasons()


def apart(case: Case) -> Over | None:
    """Return what of the law stands over one thing and not over another, for this person and here."""
    found = {one: gating.all_over(case, Act("gesture", one)) for one in CHOICES}
    everywhere = set.intersection(*({over.line for over in each} for each in found.values()))
    return next((over for each in found.values() for over in each if over.line not in everywhere), None)


@cache
def _reasons() -> frozenset[str]:
    """Return our reasons as they are compared, in every language; nothing is one too."""
    said = {""}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said |= {_plain(gettext(one)) for one in REASONS}
    return frozenset(said)


def _plain(words: str) -> str:
    return " ".join(fold(words).split())
