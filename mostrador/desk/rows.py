"""From a row of the database to a row on the screen, as `macros/row.html` wants it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mostrador.desk import addresses, lists, wording
from mostrador.desk.lists import Filters, Page, Row, Tab
from mostrador.desk.surroundings import Surroundings, asked
from mostrador.inbox.models import Case, Message, Promise
from mostrador.journeys import binding
from mostrador.kit import saying
from mostrador.kit.prepared import prepared
from mostrador.plan import keeping

Shown = dict[str, Any]
PREVIEW = 3
HOLDS_SECONDS = 10
"""A row says its times as of the last full ten seconds: what was drawn lately holds, and no page is older than that."""


@lru_cache(maxsize=500)
def query(tab: Tab, filters: Filters, **more: Any) -> str:
    """Return the part of an address that keeps the list as it is, with its question mark; empty for the plain one."""
    told = {
        "tab": tab if tab != "waiting" else "", "door": filters.door or "", "need": filters.need,
        "mine": "1" if filters.mine else "", "tag": filters.tag, **more,
    }  # fmt: skip
    words = urlencode({key: value for key, value in told.items() if value})
    return f"?{words}" if words else ""


def groups(page: Page, tab: Tab, filters: Filters, *, around: Surroundings, current: int, first: bool) -> list[Shown]:
    """Return the titled groups of one page of the list."""
    shown = _lines(page.rows, tab, around=around, keep=query(tab, filters), current=current)
    if tab != "waiting":
        return [{"title": "", "rows": shown}] if shown else []
    pinned = [one for one, row in zip(shown, page.rows, strict=True) if row.asks_for_manager]
    rest = [one for one, row in zip(shown, page.rows, strict=True) if not row.asks_for_manager]
    found = (
        [{"title": _("Asks to speak to the manager"), "glyph": "flag", "pinned": True, "rows": pinned}]
        if pinned
        else []
    )
    if rest:
        found.append({"title": _rest_title(len(pinned), filters, around) if first and pinned else "", "rows": rest})
    return found


def theirs(filters: Filters, *, around: Surroundings, current: int) -> list[Shown]:
    """Return the group below those who wait: whom we wait for, a few."""
    page = lists.page(around, "theirs", filters=filters, size=PREVIEW)
    shown = _lines(page.rows, "theirs", around=around, keep=query("waiting", filters), current=current)
    return [{"title": _("You wait for them"), "rows": shown}] if shown else []


def brief(rows: Sequence[Row], *, around: Surroundings) -> list[Shown]:
    """Return lines for Hoy: who comes after."""
    astray = gone_astray(rows)
    return [_brief(row, around, astray.get(row.id, "")) for row in rows]


def speaker(row: Row) -> str:
    """Return whose the last words of a row are; empty: theirs."""
    return (row.last_author or _("Us")) if row.last_from_us else ""


def gone_astray(rows: Iterable[Row]) -> dict[int, str]:
    """Return, by case, what became of a last answer of ours that did not surely leave, in words."""
    words = {Message.State.FAILED: _("did not leave"), Message.State.UNSURE: _("it may not have arrived")}
    return {case: words[Message.State(state)] for case, state in _astray([row.id for row in rows if row.last_from_us])}


def _unfinished(rows: Sequence[Row], around: Surroundings) -> dict[int, str]:
    """Return, by case, when it should have been done, where that time has passed; asked only where there is one."""
    plan = keeping.current()
    if not (any(door.resolve for door in plan.doors.values()) or binding.law_names_a_time(plan)):
        return {}
    return {
        case: _("due to be done %(moment)s") % {"moment": saying.moment(due_at, around.now)}
        for case, due_at in _late([row.id for row in rows], around.now)
    }


@prepared
def _astray(cases: Collection[int]) -> QuerySet[Message, Any]:
    ours = Message.objects.filter(case__in=cases, direction=Message.Direction.OUT)
    last = ours.exclude(state=Message.State.WITHDRAWN).values("case").annotate(last=Max("pk")).values("last")
    found = Message.objects.filter(pk__in=last, state__in=[Message.State.FAILED, Message.State.UNSURE])
    return found.values_list("case", "state")


@prepared
def _late(cases: Collection[int], now: datetime) -> QuerySet[Promise, Any]:
    running = Promise.objects.filter(about=Promise.About.RESOLVE, state=Promise.State.RUNNING)
    return running.filter(case__in=cases, due_at__lt=now).order_by("-due_at").values_list("case_id", "due_at")


def name_of(row: Row) -> str:
    return wording.called(row.person_name, address=row.address, door=row.door.name)


class Tabs(NamedTuple):
    """All that decides how the tabs look."""

    tab: Tab
    filters: Filters
    counted: tuple[tuple[Tab, int], ...]

    def shown(self) -> Shown:
        words: dict[Tab, str] = {
            "waiting": pgettext("tab", "They wait"), "promised": _("Promised"), "theirs": pgettext("tab", "You wait"),
            "snoozed": pgettext("tab", "Put off"), "done": pgettext("tab", "Done"),
        }  # fmt: skip
        counted = dict(self.counted)
        return {"tabs": [
            {
                "word": words[one], "url": addresses.inbox() + query(one, self.filters), "current": one == self.tab,
                "count": _few(counted.get(one, 0)), "debt": one == "waiting", "glyph": "check" if one == "done" else "",
            }
            for one in lists.TABS
            if one != "snoozed" or counted.get(one) or self.tab == one
        ]}  # fmt: skip


def tabs(tab: Tab, filters: Filters, *, around: Surroundings) -> Tabs:
    counted = lists.counts(around, filters)
    return Tabs(tab, filters, tuple((one, min(count, lists.COUNTED + 1)) for one, count in counted.items()))


def _few(count: int) -> str:
    return f"{lists.COUNTED}+" if count > lists.COUNTED else str(count or "")


def _rest_title(pinned: int, filters: Filters, around: Surroundings) -> str:
    counted = lists.counts(around, filters)
    more = counted["waiting"] - pinned
    return ngettext("%(count)s more waits for you", "%(count)s more wait for you", more) % {"count": more}


class Line(NamedTuple):
    """All that decides how a row looks: what was drawn of an equal one is drawn for every colleague, in their language.

    The names and the words are the row's own, so that what changes, here or in another process, is another line.
    """

    row: Row
    tab: Tab
    keep: str
    now: datetime
    current: bool
    is_mine: bool
    draft: bool
    chips: tuple[str, ...]

    def shown(self) -> Shown:
        """Return what `macros/row.html` draws."""
        row = self.row
        mark = wording.word_mark if self.tab == "promised" else wording.mark
        return {
            "url": addresses.case(row.id) + self.keep, "id": f"row-{row.id}", "name": name_of(row),
            "key": f"person-{row.person_id}", "door": row.door.glyph, "door_name": row.door.name,
            "quote": wording.said(row.last_words), "by": speaker(row),
            "need": row.title or wording.need(row.kind), "place": self._place(), "mark": mark(row, now=self.now),
            "current": self.current, "theirs": row.state != Case.State.WAITING_US, "draft": self.draft,
            "chips": self.chips,
        }  # fmt: skip

    def _place(self) -> str:
        where = wording.place(self.row.door, public=self.row.public, subject=self.row.subject)
        return where if self.is_mine or not self.row.owner else f"{where} · {self.row.owner}"


def _lines(rows: Sequence[Row], tab: Tab, *, around: Surroundings, keep: str, current: int) -> list[Line]:
    drafts, astray, unfinished = _drafts(rows, around), gone_astray(rows), _unfinished(rows, around)
    now = around.now - timedelta(seconds=around.now.second % HOLDS_SECONDS, microseconds=around.now.microsecond)
    return [
        Line(
            row, tab, keep, now, row.id == current, row.owner == around.member.name, row.conversation_id in drafts,
            tuple(words[row.id] for words in (astray, unfinished) if row.id in words),
        )
        for row in rows
    ]  # fmt: skip


def _brief(row: Row, around: Surroundings, astray: str) -> Shown:
    what = _("asks to speak to the manager") if row.asks_for_manager else row.title or wording.need(row.kind)
    by = f"{speaker(row)}: " if row.last_from_us else ""
    said = f"{by}{saying.quoted(wording.said(row.last_words))}" if row.last_words else ""
    words = " · ".join(filter(None, [said, astray, what]))
    return {
        "url": addresses.case(row.id), "name": name_of(row), "key": f"person-{row.person_id}",
        "door": row.door.glyph, "door_name": row.door.name, "more": words,
        "mark": wording.mark(row, now=around.now),
    }  # fmt: skip


def _drafts(rows: Iterable[Row], around: Surroundings) -> set[int]:
    """Return in which of these conversations this member has begun to write."""
    wanted = [row.conversation_id for row in rows]
    if not wanted or not around.member.may_write:
        return set()
    mine = asked("SELECT conversation_id FROM inbox_draft WHERE member_id = %s", around.member.pk)
    return {found[0] for found in mine} & set(wanted)
