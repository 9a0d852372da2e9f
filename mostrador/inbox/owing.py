"""What the plan says that we owe, and the hours in which that time passes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from mostrador.inbox.models import Conversation, Message, Promise

WARNED_FOR_SHARE = 0.35  # of its time left when a promise turns to "due soon"
NOT_OLDER_THAN = timedelta(days=30)


class ServiceHours(Protocol):
    """When the house is open. The plan brings them."""

    def after(self, start: datetime, span: timedelta) -> datetime: ...
    def between(self, start: datetime, end: datetime) -> timedelta: ...


class AlwaysOpen:
    """Hours for who has none: every hour counts."""

    def after(self, start: datetime, span: timedelta) -> datetime:
        return start + span

    def between(self, start: datetime, end: datetime) -> timedelta:
        return end - start


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What the plan says that we owe: service time to the first and to every next answer, and to the end."""

    first: timedelta
    next: timedelta
    hours: ServiceHours
    line: str
    resolve: timedelta | None = None
    closes_at: datetime | None = None  # when the platform's reply window ends


class HoursOf(Protocol):
    def __call__(self, conversation: Conversation) -> ServiceHours: ...


def hours_of(conversation: Conversation) -> ServiceHours:
    """Return the hours of its door, where no message brings them: the plan, upstairs, knows."""
    return _asked()(conversation)


def began(message: Message) -> datetime:
    """A message counts from when it was written, even while we were away; an unbelievable date counts from arrival."""
    too_old = message.received_at - NOT_OLDER_THAN
    return message.shown_at if message.shown_at > too_old else message.received_at


def clock_of(message: Message, owed: Owed, *, about: Promise.About, span: timedelta) -> Promise:
    """Return a promise of so much service time from a message on, not yet written, and not yet tied to its case."""
    start = began(message)
    due_at, warn_at = owed.hours.after(start, span), warned_at(owed.hours, start, span)
    if about == Promise.About.ANSWER and owed.closes_at and start < owed.closes_at < due_at:
        due_at, warn_at = owed.closes_at, _warned_before(owed.closes_at, owed.hours, start)
    return Promise(
        origin=Promise.Origin.PLAN, about=about, line=owed.line, began_at=start, due_at=due_at, warn_at=warn_at
    )


def _warned_before(closes_at: datetime, hours: ServiceHours, start: datetime) -> datetime:
    """After its window nothing can be answered: it is due then, and warned of while the house is still open before."""
    fits = hours.between(start, closes_at)
    return warned_at(hours, start, fits) if fits > timedelta(0) else start


def warned_at(hours: ServiceHours, start: datetime, span: timedelta) -> datetime:
    """Return when a promise of that much service time is "due soon"."""
    return hours.after(start, span * (1 - WARNED_FOR_SHARE))


@cache
def _asked() -> HoursOf:
    found: HoursOf = import_string(settings.SERVICE_HOURS)
    return found
