"""What a draft promises, as the reply box offers it: kept by default, dropped with one tap; a vague one asks when."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.desk import moments, wording
from mostrador.desk.moments import Choice
from mostrador.inbox.models import Case
from mostrador.journeys import our_word
from mostrador.journeys.our_word import Proposal
from mostrador.kit import saying
from mostrador.kit.words import N_

LOOK = N_("Your text promises something. Look at it and send.")


def shown(case: Case, *, text: str, surface: str, now: datetime, told: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what `desk/_word.html` draws; None where the draft promises nothing. `told` is the form as it was sent."""
    proposal = None if surface == "note" or not text.strip() else our_word.read(text, conversation=case.conversation)
    if proposal is None:
        return None
    again = told.get("word") == proposal.words
    return {
        "words": proposal.words,
        "at": proposal.at.isoformat() if proposal.at else "",
        "kept": not again or bool(told.get("word_at")),
        "says": _says(case, proposal, now),
        "asks": _asks(proposal, now),
        "moments": [] if proposal.at else [*_either(case, proposal, now), *moments.choices(now)],
        "chosen": told.get("word_at", "") if again else "",
    }


def taken(case: Case, told: Mapping[str, Any], *, now: datetime) -> tuple[str, datetime] | Proposal | None:
    """Return our word to be kept (what, by when), None for none, or the proposal that the sender has not seen yet."""
    if told["told"] or told["surface"] == "note":
        return told["told"]  # type: ignore[no-any-return]  # the form made it so
    proposal = our_word.read(told["text"], conversation=case.conversation, now=now)
    if proposal is None:
        return None
    if told["word"] != proposal.words:
        return proposal
    return (proposal.words, chosen) if (chosen := _chosen(told["word_at"], now)) else None


def unasked(proposal: Proposal) -> tuple[str, datetime] | None:
    """Nobody can be asked any more: what was written without signal leaves, with the time it says."""
    at = proposal.at or next(iter(proposal.either), None)  # who reads "at eight" takes it for today
    return (proposal.words, at) if at else None


def _chosen(told: str, now: datetime) -> datetime | None:
    """Return the moment of a choice or of the offer itself. Raises `NotAMoment`."""
    if not told:
        return None
    return moments.read("", told, now=now) if "T" in told else moments.read(told, "", now=now)


def _asks(proposal: Proposal, now: datetime) -> str:
    quoted = {"words": saying.quoted(proposal.words)}
    rests = proposal.either and timezone.localdate(proposal.either[0]) == timezone.localdate(now)
    return (_("%(words)s We are closed today. When?") if rests else _("%(words)s When?")) % quoted


def _either(case: Case, proposal: Proposal, now: datetime) -> Iterator[Choice]:
    """Go through what the words may mean: a day that we are closed, and the next day that we are open."""
    for at in proposal.either:
        said = saying.moment(at, now)
        aside = _("we are open") if our_word.is_open(at, case.conversation) else _("we are closed")
        yield Choice(at.isoformat(), said, at, said, aside)


def _says(case: Case, proposal: Proposal, now: datetime) -> str:
    if proposal.at is None:
        return ""
    told = {"name": wording.first_name(case.person.name), "before": saying.before(proposal.at, now)}
    words = _("Promise to %(name)s: %(before)s") % told if told["name"] else _("Promise: %(before)s") % told
    return _("%(words)s (we are closed that day)") % {"words": words} if proposal.closed else words
