"""Who answers and when, told only where it is true: the plan's hours, and how long people really waited lately."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Conversation, Message
from mostrador.kit import saying
from mostrador.plan import deciding, keeping
from mostrador.plan.hours import Hours

ENOUGH = 5  # waits; from fewer nothing can be foretold
LATELY = timedelta(days=14)
AROUND = timedelta(hours=2)  # who answered somebody within it is there
LATEST = 20  # answers among which whoever is on shift is looked for
REMEMBERED_SECONDS = 60.0
EVER = Value(datetime(1970, 1, 1, tzinfo=UTC))
ARRIVED = ("sent", "delivered", "read")


@dataclass(frozen=True)
class Standing:
    """`line` is one sentence for the customer; `who` the name in it, or empty."""

    is_open: bool
    line: str
    who: str = ""


def standing(door: Door, conversation: Conversation | None, now: datetime) -> Standing:
    hours = hours_of(door)
    with timezone.override(hours.zone):
        if not hours.open_at(now):
            return Standing(False, _closed(hours, now))
        who = _who(door, conversation, now)
        return Standing(True, _open(hours, usual_wait(door, hours, now), who, now), who)


def hours_of(door: Door) -> Hours:
    """Return the hours in which the plan owes an answer at this door."""
    facts = deciding.Facts(
        needs=("question",), channel=door.connection.channel, door_name=door.name, door_hours=door.hours
    )
    advice = deciding.decide(keeping.current(), facts)
    return advice.owes.hours if advice.owes else deciding.clock(keeping.current(), facts).hours


def usual_wait(door: Door, hours: Hours, now: datetime) -> timedelta | None:
    """Return the median service time from their first unanswered words to a person's answer; None from too few."""
    waits = _recently(door.pk, lambda: _waits(door, hours, now))
    return timedelta(seconds=median(wait.total_seconds() for wait in waits)) if len(waits) >= ENOUGH else None


def _open(hours: Hours, wait: timedelta | None, who: str, now: datetime) -> str:
    closes_at = hours.closes_at(now)
    if wait is not None and (closes_at is None or now + wait <= closes_at):
        return _in_about(wait, who)
    if wait is not None and closes_at:
        return _too_late_today(hours, closes_at, now)
    if who:
        return _("%(name)s answers") % {"name": who}
    if closes_at is None or closes_at - now > timedelta(hours=24):
        return _("A person answers")
    return _("A person answers, until %(time)s") % {"time": saying.clock_time(closes_at)}


def _in_about(wait: timedelta, who: str) -> str:
    minutes = max(1, math.ceil(wait / timedelta(minutes=1)))
    if minutes < 60:
        rounded = minutes if minutes <= 10 else 5 * math.ceil(minutes / 5)
        if who:
            return _("%(name)s answers, in about %(minutes)s min") % {"name": who, "minutes": rounded}
        return _("We answer in about %(minutes)s min") % {"minutes": rounded}
    hours = math.ceil(minutes / 60)
    return ngettext("We answer in about an hour", "We answer in about %(hours)s hours", hours) % {"hours": hours}


def _too_late_today(hours: Hours, closes_at: datetime, now: datetime) -> str:
    again_at = hours.next_opening(closes_at)
    if again_at is None:
        return _("A person answers, until %(time)s") % {"time": saying.clock_time(closes_at)}
    told = {"time": saying.clock_time(closes_at), "moment": saying.moment(again_at, now)}
    return _("We close at %(time)s. If we do not make it, we open %(moment)s and answer you.") % told


def _closed(hours: Hours, now: datetime) -> str:
    again_at = hours.next_opening(now)
    if again_at is None:
        return _("Closed now. Leave your message.")
    return _("Closed now. We open %(moment)s and answer you.") % {"moment": saying.moment(again_at, now)}


def _who(door: Door, conversation: Conversation | None, now: datetime) -> str:
    """Return who will answer: whoever has their errand, else whoever has been answering here."""
    mine = conversation.cases.exclude(state="done").order_by("-id").first() if conversation else None
    owner = mine.owner if mine else None
    if owner and owner.is_here:
        return _first(owner)
    last = Message.objects.filter(
        door=door,
        direction="out",
        automatic=False,
        state__in=ARRIVED,
        author__is_active=True,
        author__away=False,
        shown_at__gt=now - AROUND,
    )
    latest = last.select_related("author").order_by("-shown_at")[:LATEST]
    return next((_first(one.author) for one in latest if one.author and one.author.is_here), "")


def _first(member: Member) -> str:
    return member.name.split()[0] if member.name.strip() else ""


def _waits(door: Door, hours: Hours, now: datetime) -> list[timedelta]:
    answers = Message.objects.filter(
        door=door, direction="out", automatic=False, state__in=ARRIVED, shown_at__gt=now - LATELY
    )
    same = Message.objects.filter(conversation=OuterRef("conversation"), shown_at__lt=OuterRef("shown_at"))
    before = same.filter(direction="out", automatic=False).order_by("-shown_at").values("shown_at")[:1]
    asked = same.filter(direction="in", shown_at__gt=Coalesce(OuterRef("before"), EVER)).order_by("shown_at")
    rows = answers.annotate(before=Subquery(before)).annotate(asked=Subquery(asked.values("shown_at")[:1]))
    latest = rows.exclude(asked=None).order_by("-shown_at").values_list("asked", "shown_at")[:60]
    return [hours.between(asked_at, answered_at) for asked_at, answered_at in latest]


_remembered: dict[int, tuple[float, list[timedelta]]] = {}


def _recently(door: int, count: Callable[[], list[timedelta]]) -> list[timedelta]:
    known = _remembered.get(door)
    if known and time.monotonic() - known[0] < REMEMBERED_SECONDS:
        return known[1]
    fresh = count()
    _remembered[door] = (time.monotonic(), fresh)
    return fresh


def forget() -> None:
    _remembered.clear()
