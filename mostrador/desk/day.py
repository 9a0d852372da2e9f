"""Hoy: who waits, who has waited longest, what comes after, and what we promised for today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.desk import care, lists, rows, shifts, wording
from mostrador.desk.lists import Row
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case, Message, Promise
from mostrador.kit import saying
from mostrador.plan import keeping, shop_hours

AFTER = 4
SHOWN_PROMISES = 8
Shown = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Longest:
    """Whoever has waited longest, and the one button."""

    name: str
    first_name: str
    words: str
    by: str  # whose words they are; empty: theirs
    quote: str
    astray: str  # what became of our answer, where it did not surely leave
    mark: Any
    url: str


def today(around: Surroundings) -> Shown:
    """Return everything Hoy shows, for this member's doors."""
    waiting = sorted(lists.page(around, "waiting").rows, key=_debt)[: AFTER + 1]
    counted = lists.counts(around)
    attended = _attended(around)
    promised = _promised(around)
    return {
        "waiting": counted["waiting"], "attended": attended, "longest": _longest(waiting, around),
        "after": rows.brief(waiting[1:], around=around), "more": max(0, counted["waiting"] - 2),
        "care": care.today(around), "may_write": around.member.may_write,
        "attended_words": ngettext("%(count)s attended today", "%(count)s attended today", attended)
        % {"count": attended},
        "promised": promised, "promised_words": _promised_words(promised),
        "date": saying.date_line(around.now), "hours": _hours(around.now), "time": saying.clock_time(around.now),
        "here": shifts.here(around),
        "calm": _calm(around, promised) if not counted["waiting"] else None,
        "empty": not counted["waiting"] and _nobody_ever_wrote(around), "try_url": _try_url(around),
        "words": ngettext("person waits for you", "people wait for you", counted["waiting"]),
    }  # fmt: skip


def _debt(row: Row) -> tuple[bool, datetime]:
    """Order by what is due first; what has no clock comes after, the longest wait first."""
    return row.due_at is None, row.due_at or row.waiting_since or row.moved_at


def _longest(waiting: list[Row], around: Surroundings) -> Longest | None:
    if not waiting:
        return None
    row = waiting[0]
    name = rows.name_of(row)
    since = row.waiting_since or row.moved_at
    return Longest(
        name=name, first_name=wording.first_name(name), by=rows.speaker(row), quote=wording.said(row.last_words),
        astray=rows.gone_astray([row]).get(row.id, ""),
        words=_("has waited %(time)s") % {"time": saying.lasting(around.now - since)},
        mark=wording.mark(row, now=around.now) if row.due_at else None,
        url=reverse("desk:case", args=[row.id]),
    )  # fmt: skip


def _attended(around: Surroundings) -> int:
    """Return how many people a colleague answered today."""
    said = Message.objects.visible_to(around.member).filter(
        direction=Message.Direction.OUT, automatic=False, received_at__gte=_midnight(around.now)
    )  # fmt: skip
    return said.exclude(state=Message.State.WITHDRAWN).values("conversation_id").distinct().count()


def _promised(around: Surroundings) -> list[Shown]:
    """Return our word due today, in the order of the clock, kept or still open."""
    start = _midnight(around.now)
    words = Promise.objects.filter(
        about=Promise.About.WORD, due_at__gte=start, due_at__lt=start + timedelta(days=1),
        case__in=Case.objects.visible_to(around.member),
    ).exclude(state=Promise.State.DROPPED)  # fmt: skip
    found = words.select_related("case__person__same_as", "case__conversation").order_by("due_at")
    return [_promise(one, around) for one in found[:SHOWN_PROMISES]]


def _promise(one: Promise, around: Surroundings) -> Shown:
    case, is_open = one.case, one.state == Promise.State.RUNNING
    door = around.door(case.conversation.door_id)
    name = wording.called(case.person.head.name, address=case.conversation.address_value, door=door.name)
    return {
        "time": saying.clock_time(one.due_at), "at": one.due_at, "person": wording.first_name(name),
        "words": one.what or wording.wanted(case).lower(), "open": is_open,
        "broken": one.state == Promise.State.BROKEN,
        "past": one.due_at <= around.now, "late": is_open and one.due_at <= around.now,
        "url": reverse("desk:case", args=[case.pk]) if is_open else "", "more": _became(one, around),
    }  # fmt: skip


def _became(one: Promise, around: Surroundings) -> str:
    if one.state == Promise.State.BROKEN:
        return _("not kept")
    return _whose(one, around) if one.state == Promise.State.RUNNING else ""


def _whose(one: Promise, around: Surroundings) -> str:
    left = saying.left(one.due_at, around.now)
    if one.case.owner_id == around.member.pk:
        return _("%(left)s · it is yours") % {"left": left}
    if one.case.owner_id:
        return _("%(left)s · %(name)s has it") % {"left": left, "name": around.members.get(one.case.owner_id, "")}
    return left


def _hours(now: datetime) -> str:
    """Return "abierta hasta las 20:30", or when it opens again; nothing where the plan names no hours that close."""
    hours = shop_hours.of(keeping.current())
    if hours is None:
        return ""
    if closes := hours.closes_at(now):
        return _("open until %(time)s") % {"time": saying.until(closes, now)}
    opens = hours.next_opening(now)
    return _("closed, opens %(moment)s") % {"moment": saying.moment(opens, now)} if opens else ""


def _promised_words(promised: list[Shown]) -> str:
    open_ones = sum(1 for one in promised if one["open"])
    broken = sum(1 for one in promised if one["broken"])
    kept = len(promised) - open_ones - broken
    words = []
    if kept:
        words.append(ngettext("%(count)s kept", "%(count)s kept", kept) % {"count": kept})
    if broken:
        words.append(ngettext("%(count)s not kept", "%(count)s not kept", broken) % {"count": broken})
    if open_ones:
        words.append(ngettext("%(count)s to keep", "%(count)s to keep", open_ones) % {"count": open_ones})
    return " · ".join(words)


def _calm(around: Surroundings, promised: list[Shown]) -> Shown:
    """Return what the closed ring says below itself: the last answer, the next promise, the day as one line."""
    last = (
        Message.objects.visible_to(around.member).filter(direction=Message.Direction.OUT, automatic=False)
        .exclude(state=Message.State.WITHDRAWN).order_by("-pk").values_list("sent_at", flat=True).first()
    )  # fmt: skip
    coming = next((one for one in promised if one["open"] and one["at"] > around.now), None)
    return {
        "last": _("The last answer left %(ago)s.") % {"ago": saying.ago(last, around.now)} if last else "",
        "next": coming, "line": _line(promised, around.now),
        "just_now": last is not None and around.now - last < timedelta(minutes=1),
    }  # fmt: skip


def _line(promised: list[Shown], now: datetime) -> Shown | None:
    if not promised:
        return None
    marks = [
        {"at": _hour(one["at"]), "word": one["person"], "open": one["open"], "broken": one["broken"]}
        for one in promised
    ]
    here = _hour(now)
    start = min(9, int(min([here, *[mark["at"] for mark in marks]])))
    end = max(22, int(max([here, *[mark["at"] for mark in marks]])) + 1)
    return {
        "start": start,
        "end": min(end, 24),
        "now": here,
        "hours": list(range(start, min(end, 24) + 1, 3)),
        "marks": marks,
    }


def _try_url(around: Surroundings) -> str:
    """Return where one writes as a customer: the page of the first door, which waits for its first message."""
    first = next((door for door in around.doors.values() if not door.closed), None)
    if first is None or not around.member.runs_the_house:
        return ""
    return reverse("desk:door", args=[first.connection_id]) + "#first-message"


def _nobody_ever_wrote(around: Surroundings) -> bool:
    return not Message.objects.visible_to(around.member).exists()


def _hour(at: datetime) -> float:
    here = timezone.localtime(at)
    return here.hour + here.minute / 60


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
