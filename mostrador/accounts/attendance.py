"""Who was on shift when: read from the dated periods, what somebody was away taken out."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Min, Q

from mostrador.accounts import on_shift
from mostrador.accounts.models import Absence, Member, Shift

Span = tuple[datetime, datetime]
"""From when until when, not counted."""


def on_record_from() -> datetime | None:
    """Return since when shifts are written down; None where nobody has ever had any."""
    began: datetime | None = Shift.objects.aggregate(first=Min("since"))["first"]
    return began


def between(since: datetime, until: datetime) -> dict[int, list[Span]]:
    """Return by member when they were here between two moments, in order. Who had no week then was here always."""
    meanwhile = Q(since__lt=until) & (Q(until=None) | Q(until__gt=since))
    shifts, absences = Shift.objects.filter(meanwhile).order_by("since"), Absence.objects.filter(meanwhile)
    return {
        member.pk: _without(
            list(_spans(member, [one for one in shifts if one.member_id == member.pk], since, until)),
            [(one.since, one.until or until) for one in absences if one.member_id == member.pk],
        )
        for member in Member.objects.exclude(role="viewer").order_by("pk")
    }


def _spans(member: Member, shifts: Sequence[Shift], since: datetime, until: datetime) -> Iterator[Span]:
    at = max(since, min([member.joined_at, *(one.since for one in shifts[:1])]))
    for one in shifts:
        if at < one.since:
            yield at, one.since
        ends = min(until, one.until or until)
        yield from _of_week(one.week, max(since, one.since), ends)
        at = ends
    if at < until:
        yield at, until


def _of_week(week: str, since: datetime, until: datetime) -> Iterator[Span]:
    if not week:
        yield since, until
        return
    hours = on_shift.hours(week)
    at: datetime | None = since if hours.open_at(since) else hours.next_opening(since)
    while at is not None and at < until:
        end = min(hours.closes_at(at) or until, until)
        yield at, end
        at = hours.next_opening(end)


def _without(spans: list[Span], gaps: Sequence[Span]) -> list[Span]:
    for begin, end in gaps:
        spans = [part for one in spans for part in _cut(one, begin, end)]
    return spans


def _cut(span: Span, begin: datetime, end: datetime) -> Iterator[Span]:
    if span[0] < min(begin, span[1]):
        yield span[0], min(begin, span[1])
    if max(end, span[0]) < span[1]:
        yield max(end, span[0]), span[1]
