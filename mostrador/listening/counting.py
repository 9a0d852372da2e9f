"""Counts who is angry now against the usual, out of what was noted: one question for people, one for words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from mostrador.inbox.models import Message
from mostrador.kit import clock
from mostrador.listening.models import Anger, Crisis
from mostrador.listening.reading import LEARNT_WORDS_FROM, Angry, read, windows
from mostrador.listening.weighing import LATELY, Reading
from mostrador.people.models import HEAD

MOST_WORDS = 2_000  # complaints whose words are compared: a busy house needs no more to know what is usual
COLUMNS = ("pk", "head", "at", "gist", "harm", "press")


def reading(*, at: datetime | None = None, after: datetime | None = None) -> Reading:
    """Return what is counted at that moment. What was said up to `after` is over; unsaid, up to the last crisis's end.

    So that an anger which was led once raises no second crisis, while a count that is shown tells what there is.
    """
    moment, zone = at or clock.now(), timezone.get_current_timezone()
    since = _since(moment)
    days = windows(moment, zone=zone, since=since)
    at_these_hours = reduce(or_, (Q(at__gt=begins, at__lte=ends) for begins, ends in days), Q(pk=None))
    lately = Q(at__gt=moment - LATELY, at__lte=moment)
    before = Anger.objects.filter(at__gt=moment - LATELY - LEARNT_WORDS_FROM, at__lte=moment - LATELY)
    rows = {row[0]: row for row in _rows(before.order_by("-at")[:MOST_WORDS])}
    rows |= {row[0]: row for row in _rows(Anger.objects.filter(lately | at_these_hours))}
    found = sorted((_angry(row) for row in rows.values()), key=lambda one: one.at)
    return read(found, at=moment, zone=zone, since=since, after=after or _ended(moment))


def now() -> Reading:
    """Return what there is now, whoever ended a crisis meanwhile."""
    moment = clock.now()
    return reading(at=moment, after=moment - LATELY)


def between(begins: datetime, ends: datetime) -> list[Angry]:
    """Return who was angry then, in the order of time."""
    return [_angry(row) for row in _rows(Anger.objects.filter(at__gt=begins, at__lte=ends).order_by("at", "pk"))]


def _rows(found: QuerySet[Anger]) -> Iterator[tuple[object, ...]]:
    return iter(found.annotate(head=HEAD).values_list(*COLUMNS))


def _angry(row: tuple[object, ...]) -> Angry:
    _pk, head, at, gist, harm, press = row
    return Angry(person=head, at=at, gist=gist, harm=harm, press=press)  # type: ignore[arg-type]  # columns in their order


def _since(moment: datetime) -> datetime:
    """Return since when the house hears: before its first message nothing was usual."""
    first = Message.objects.order_by("pk").values_list("received_at", flat=True).first()
    return min(first or moment, moment)


def _ended(moment: datetime) -> datetime | None:
    over = Crisis.objects.filter(drill=False, ended_at__lte=moment).order_by("-ended_at")
    return over.values_list("ended_at", flat=True).first()
