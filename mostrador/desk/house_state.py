"""How the house is, as its page shows it: what ails it, what was measured, which doors work, what is over."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador import __version__
from mostrador.accounts.models import Member
from mostrador.desk.surroundings import asked
from mostrador.journeys import alarming, looking, signs, trouble_words, watching
from mostrador.journeys.signs import LIMITS, Signs
from mostrador.kit import clock, house, saying, troubles
from mostrador.kit.models import Trouble
from mostrador.kit.troubles import Found
from mostrador.kit.words import N_

Shown = dict[str, Any]
BUSINESS_AS_USUAL = frozenset({"dead", "quarantine", "backup", "copying", "wal", "process"})
"""What the owner must look at, and whoever writes to us need not know of."""
SHOWN_OVER = timedelta(days=7)
STANDING = "SELECT kind, about, figure FROM kit_trouble WHERE ended_at IS NULL ORDER BY began_at, id LIMIT 5"
LATELY_SECONDS = 5.0
BEGAN = clock.now()


def is_degraded() -> bool:
    """Whether those who come to us may notice something."""
    try:
        seen = [row[0] for row in asked(STANDING)]
    except (DatabaseError, InterfaceError):
        return True
    return bool({*seen, *(one.kind for one in watching.unwritten())} - BUSINESS_AS_USUAL)


def band(member: Member) -> Shown | None:
    """Return what ails the house and what of it is safe, for whoever runs it; None while it is well."""
    if not member.runs_the_house:
        return None
    standing = _standing_lately() or [(one.kind, one.about, one.figure) for one in watching.unwritten()]
    if not standing:
        return None
    kind, about, figure = standing[0]
    first = trouble_words.words(kind, about=about, figure=figure)
    more = _(" And %(count)s more.") % {"count": len(standing) - 1} if len(standing) > 1 else ""
    return {"what": first.what, "safe": first.safe, "more": more}


def _standing_lately() -> list[tuple[str, str, int]]:
    """Ask at most every few seconds: every page of whoever runs the house would ask the same."""
    asked_at, rows = _lately.get("", (0.0, []))
    if time.monotonic() - asked_at > LATELY_SECONDS:
        rows = [(row[0], row[1], row[2]) for row in asked(STANDING)]
        _lately[""] = (time.monotonic(), rows)
    return rows


def forget() -> None:
    """Let the next page ask anew."""
    _lately.clear()


_lately: dict[str, tuple[float, list[tuple[str, str, int]]]] = {}


def state() -> Shown:
    """Return everything on the page, measured now."""
    seen = looking.look()
    now = seen.at
    standing = _standing(seen)
    return {
        "troubles": [_trouble(row, now) for row in standing],
        "alarm": _alarm(standing),
        "figures": [*_waits(seen), *_machine(seen)],
        "over": [_past(row, now) for row in troubles.over(since=now - SHOWN_OVER)[:20]] if not seen.database else [],
    }


def _standing(seen: Signs) -> list[Trouble]:
    """Return what is written down as standing; where nothing can be, what is seen now."""
    found: list[Found] = watching.unwritten() or (signs.ailing(seen) if seen.database else [])
    if found:
        return [Trouble(kind=o.kind, figure=o.figure, why=o.why, began_at=seen.at) for o in found if not o.about]
    return list(troubles.current())


def _trouble(row: Trouble, now: datetime) -> Shown:
    words = trouble_words.words(row.kind, about=row.about, figure=row.figure)
    url = reverse(words.page, args=[row.about] if row.about else None) if words.page else ""
    return {
        "what": words.what, "safe": words.safe, "act": words.act, "why": _(row.why) if row.why else "", "url": url,
        "since": saying.moment(row.began_at, now), "told": _told(row, now),
    }  # fmt: skip


def _told(row: Trouble, now: datetime) -> str:
    if row.told_at:
        return _("You were told %(when)s.") % {"when": saying.ago(row.told_at, now)}
    return _("Nobody could be told: %(why)s") % {"why": _(row.untold)} if row.untold else ""


def _past(row: Trouble, now: datetime) -> Shown:
    ended = row.ended_at or now
    seconds = int((ended - row.began_at).total_seconds())
    lasted = trouble_words.span(seconds) if seconds >= 60 else _("less than a minute")
    what = trouble_words.words(row.kind, about=row.about, figure=row.figure).what
    when = _("It began %(when)s and lasted %(span)s.") % {"when": saying.moment(row.began_at, now), "span": lasted}
    return {"what": what, "when": when}


def _alarm(standing: list[Trouble]) -> str:
    """Say when an alarm could not leave, or could not leave if there were one."""
    try:
        ways = alarming.owners()
    except (DatabaseError, InterfaceError):
        return ""
    if not any(way.is_open for way in ways):
        return _("Nobody can be called: open a door for mail, or write in your settings where alarms are posted to.")
    if any(row.untold for row in standing):
        return _("The last alarm could not leave. It is tried again every two minutes.")
    return ""


def _waits(seen: Signs) -> Iterator[Shown]:
    yield _age(_("Oldest delivery not opened"), seen.unopened_since, seen, LIMITS.unopened)
    yield _age(_("Oldest answer ready to leave"), seen.unsent_since, seen, LIMITS.unsent)
    yield _age(_("Oldest work ready to be done"), seen.undone_since, seen, LIMITS.undone)
    yield _row(_("Work given up"), str(seen.dead_jobs), "0", bad=bool(seen.dead_jobs))
    yield _row(_("Deliveries not understood"), str(seen.quarantined), "0", bad=bool(seen.quarantined))


def _machine(seen: Signs) -> Iterator[Shown]:
    copied = seen.copied_at
    late = copied is not None and seen.at - copied > LIMITS.uncopied
    yield _row(
        _("Last backup that was proven"), saying.ago(copied, seen.at) if copied else _("none yet"),
        trouble_words.span(int(LIMITS.uncopied.total_seconds())), bad=late or bool(seen.copy_trouble),
    )  # fmt: skip
    share = seen.disk.free / seen.disk.whole if seen.disk.whole else 1.0
    yield _row(
        _("Room on the disk"), f"{trouble_words.size(seen.disk.free)} ({saying.percent(round(share, 2))})",
        saying.percent(LIMITS.free_share),
        bad=share < LIMITS.free_share,
    )  # fmt: skip
    if not house.database_url():
        limit = trouble_words.size(LIMITS.wal_bytes)
        yield _row(_("Journal of the database"), trouble_words.size(seen.disk.wal), limit,
                   bad=seen.disk.wal > LIMITS.wal_bytes)  # fmt: skip
    yield _row(_("The disk takes deliveries"), _("no") if seen.writer else _("yes"), "", bad=bool(seen.writer))
    yield _row(_("Running since"), saying.moment(BEGAN, seen.at), "")
    yield _row(_("Version"), __version__, "")


def _age(what: str, since: datetime | None, seen: Signs, limit: timedelta) -> Shown:
    seconds = max(0, int((seen.at - since).total_seconds())) if since else 0
    value = trouble_words.span(seconds) if since else _("nothing waits")
    bad = since is not None and seen.at - since >= limit
    return _row(what, value, trouble_words.span(int(limit.total_seconds())), bad=bad)


def _row(what: str, value: str, limit: str, *, bad: bool = False) -> Shown:
    return {"what": what, "value": value, "limit": limit, "bad": bad}


PUBLIC_WORDS = {True: N_("Something is slow or does not work. We know and are at it."), False: N_("Everything works.")}
IN_A_WORD = {True: N_("In service, with trouble"), False: N_("In service")}
