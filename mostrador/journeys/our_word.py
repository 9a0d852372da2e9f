"""Our own words are read before they leave: whether they promise something, and by when."""

from dataclasses import dataclass
from datetime import datetime

from mostrador.inbox.models import Conversation
from mostrador.journeys import facts
from mostrador.kit import clock
from mostrador.plan import keeping, shop_hours
from mostrador.plan.hours import Hours
from mostrador.triage import language
from mostrador.triage.times import finding, telling
from mostrador.triage.times.finding import When


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A promise as its draft words it. `at` is None where it is too vague to hold anybody to it, or may be `either`.

    `closed` says that the shop is closed on that whole day.
    """

    words: str
    at: datetime | None
    either: tuple[datetime, ...] = ()
    closed: bool = False


def read(text: str, *, conversation: Conversation, now: datetime | None = None) -> Proposal | None:
    """Return what this draft promises, on the clock and within the hours of its door."""
    said = finding.find(text, language=language.spoken(text, hint=conversation.person.language[:2]))
    if said is None:
        return None
    if said.when is None:
        return Proposal(words=said.words[:200], at=None)
    hours = facts.hours_of(conversation)
    told, opening = now or clock.now(), _opening(hours, said.when)
    if either := telling.either(said.when, now=told, zone=hours.zone, hours=opening):
        return Proposal(words=said.words[:200], at=None, either=either)
    at = telling.due(said.when, now=told, zone=hours.zone, hours=opening)
    if at is None:
        return Proposal(words=said.words[:200], at=None) if said.when.by_closing else None
    closed = said.when.seconds is None and _is_closed_on(at, hours, opening)
    return Proposal(words=said.words[:200], at=at.replace(second=0, microsecond=0), closed=closed)


def is_open(at: datetime, conversation: Conversation) -> bool:
    """Whether we are open then, or close at that very moment."""
    opening = _opening(facts.hours_of(conversation))
    return opening is None or telling.is_open(at, hours=opening)


def _is_closed_on(at: datetime, hours: Hours, opening: Hours | None) -> bool:
    day = at.astimezone(hours.zone).date()
    return opening is not None and telling.closed_on(day, zone=hours.zone, hours=opening)


def _opening(hours: Hours, when: When | None = None) -> Hours | None:
    """A door may answer at all hours: "first thing" is still when the shop opens, and it is the shop that closes."""
    of_the_shop = hours.always or (when is not None and when.by_closing)
    return shop_hours.of(keeping.current()) if of_the_shop else hours
