"""What the machine says, in words: of one message, and how often it was right."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.desk import wording
from mostrador.inbox.models import Message
from mostrador.insights import corrected
from mostrador.insights.corrected import OfNeed
from mostrador.journeys import opining
from mostrador.kit import saying
from mostrador.kit.words import N_
from mostrador.triage import allowance, consulting, correcting
from mostrador.triage.asked import WORDS, Said
from mostrador.triage.models import Correction

Shown = dict[str, Any]
TITLES = {
    "need": N_("What they need"), "urgency": N_("How urgent it is"), "tone": N_("How they sound"),
    "abuse": N_("Abuse"), "language": N_("Language"),
}  # fmt: skip
QUOTED = 600  # characters of the message above the questions


def word(about: str, value: str) -> str:
    return _(WORDS.get(about, {}).get(value, value)) if value else ""


def opinion(message: Message) -> Shown:
    """Return each thing asked of a message: what the machine says and how surely, and what a person said."""
    rows = correcting.of(message)
    asked = [_asked(about, said, rows.get(about)) for about, said in opining.told(message).items()]
    return {
        "message": message, "words": opining.words(message)[:QUOTED], "asked": asked,
        "can_translate": consulting.speaks(), "all_said": all(one["by"] for one in asked),
    }  # fmt: skip


def _asked(about: str, said: Said, row: Correction | None) -> Shown:
    stands = row.said if row else said.value
    told = {"what": word(about, said.value), "share": _percent(said.p)}
    return {
        "about": about, "title": _(TITLES[about]), "machine": _("The machine: %(what)s, %(share)s sure") % told,
        "sure": round(said.p * 100), "by": _by(row) if row else "",
        "answers": [(value, wording.capital(word(about, value)), value == stands) for value in WORDS[about]],
    }  # fmt: skip


def _by(row: Correction) -> str:
    told = {"name": row.by.name if row.by else _("Somebody of the team"), "day": saying.dated(row.at, row.at)}
    return (_("%(name)s agrees, %(day)s") if row.confirms else _("%(name)s says otherwise, %(day)s")) % told


def record() -> Shown:
    """Return how often the machine was corrected in the last messages."""
    found = corrected.corrected()
    most = max((one.said for one in found.needs), default=1)
    return {
        "model": _model(), "found": found, "title": _title(found), "needs": [_need(one, most) for one in found.needs],
        "others": [{"title": _(TITLES[about]), "count": count} for about, count in sorted(found.others.items())],
    }  # fmt: skip


def _model() -> Shown | None:
    """Return how often the language model was asked lately; None in a house without one."""
    days = allowance.lately()
    if not consulting.url() and not days:
        return None
    count = {name: sum(getattr(one, name) for one in days) for name in ("calls", "failed", "tokens_in", "tokens_out")}
    return {name: saying.number(number) for name, number in count.items()} | {"daily": consulting.daily()}


def _title(found: corrected.Corrected) -> str:
    words = ngettext(
        "Of the last %(all)s messages you corrected %(count)s",
        "Of the last %(all)s messages you corrected %(count)s",
        found.corrected,
    )
    return words % {"all": saying.number(found.messages), "count": saying.number(found.corrected)}


def _need(one: OfNeed, most: int) -> Shown:
    return {
        "word": wording.capital(wording.need(one.need)), "said": one.said, "corrected": one.corrected,
        "mostly": wording.need(one.mostly) if one.mostly else "",
        "length": round(100 * one.said / most), "wrong": round(100 * one.corrected / most),
    }  # fmt: skip


def _percent(p: float) -> str:
    return saying.percent(round(p, 2))
