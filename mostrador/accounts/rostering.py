"""Whose shift is when: a change begins a new period, and who is away leaves a trace. Nothing here rewrites the past."""

from datetime import datetime

from django.db import transaction

from mostrador.accounts import on_shift
from mostrador.accounts.events import ShiftChanged
from mostrador.accounts.models import LONGEST_WEEK, Absence, Member, Shift
from mostrador.kit import clock, ledger
from mostrador.kit.words import N_


class NotTheirs(Exception):
    for_people = N_("Only an owner or a manager changes the shifts.")


class NoWeek(Exception):
    for_people = N_("These hours cannot be read. Every span needs its beginning and its end.")


@transaction.atomic
def set_week(member: Member, *, week: str, by: Member) -> None:
    """Let somebody's weekly hours be these from now on; empty: always. Raises `NotTheirs` and `NoWeek`."""
    if not by.runs_the_house:
        raise NotTheirs
    _check(week)
    held = Member.objects.select_for_update().get(pk=member.pk)
    if held.week == week and Shift.objects.filter(member=member, until=None).exists():
        return
    _begin(member, week=week, at=clock.now(), by=by)
    member.week = week
    member.save(update_fields=["week"])
    ledger.record(ShiftChanged(member_id=member.pk), member_id=by.pk)


def note_absence(member: Member) -> None:
    """Begin or end the trace of who is away or has left, in the transaction of whoever said so."""
    gone = member.away or not member.is_active
    now, open_one = clock.now(), Absence.objects.filter(member=member, until=None)
    if gone and not open_one.exists():
        Absence.objects.create(member=member, since=now)
    elif not gone:
        open_one.update(until=now)


def _begin(member: Member, *, week: str, at: datetime, by: Member) -> None:
    """End the period that runs; one that began this very moment never was."""
    Shift.objects.filter(member=member, until=None, since__gte=at).delete()
    Shift.objects.filter(member=member, until=None).update(until=at)
    Shift.objects.create(member=member, week=week, since=at, set_by=by)


def _check(week: str) -> None:
    try:
        fine = not week or (len(week) <= LONGEST_WEEK and on_shift.hours(week) is not None)
    except ValueError:
        fine = False
    if not fine:
        raise NoWeek
