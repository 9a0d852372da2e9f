"""What they say that is wrong, one claim a line, with what was found out about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mostrador.inbox.models import Case
from mostrador.journeys import criticism
from mostrador.kit.addressing import address
from mostrador.kit.words import N_

Shown = dict[str, Any]
ABOUT: Mapping[str, str] = {
    "broken": N_("it came broken"), "missing": N_("something is missing"), "wrong": N_("it is not what they ordered"),
    "late": N_("it came late"), "charged": N_("they paid too much"), "price": N_("the price"),
    "quality": N_("it is not good"), "manners": N_("how they were treated"), "silence": N_("nobody answered"),
}  # fmt: skip
VERDICTS: Mapping[str, str] = {"true": N_("true"), "false": N_("not so"), "": N_("not known yet")}


def shown(case: Case) -> list[Shown]:
    """Return each claim with its words, its order and what is known; none where they criticise nothing."""
    return [
        {
            "about": one.about, "says": _(ABOUT[one.about]), "words": one.words, "order": one.order,
            "verdict": one.verdict, "known": _(VERDICTS[one.verdict]), "url": address("desk:claims", case.pk),
            "others": [(value, _(word)) for value, word in VERDICTS.items() if value != one.verdict],
        }
        for one in criticism.read(case)
    ]  # fmt: skip


def checked_words(told: str) -> str:
    """Say what a receipt keeps: "llegó roto: cierto"."""
    about, _colon, verdict = told.partition(": ")
    return f"{_(ABOUT.get(about, about))}: {_(VERDICTS.get(verdict, verdict))}"
