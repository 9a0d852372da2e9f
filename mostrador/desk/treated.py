"""The messages that a tried plan treats differently: the first as they are, the others by what changes for them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import wording
from mostrador.insights import past
from mostrador.kit import saying
from mostrador.plan.replaying.report import Changed, Report

FIRST, AT_ONCE = 10, 200  # shown as they are; on a page
Words = dict[str, Any]


def shown(report: Report, *, skip: int = 0) -> Words:
    """Return what stands on one page of them, `skip` so many."""
    some = report.changed[skip : skip + AT_ONCE]
    quotes = past.quotes([one.message for one in some])
    rows = [(_kind(one), _row(one, quotes, report)) for one in some]
    return {
        "all": len(report.changed), "first": [row for _kind, row in rows[:FIRST]], "groups": _groups(rows[FIRST:]),
        "more": skip + AT_ONCE if skip + AT_ONCE < len(report.changed) else 0,
    }  # fmt: skip


def _groups(rows: Sequence[tuple[str, Words]]) -> list[Words]:
    """Return the rows by what changes for them, the most first."""
    by_kind: dict[str, list[Words]] = {}
    for kind, row in rows:
        by_kind.setdefault(kind, []).append(row)
    found = [{"says": wording.capital(kind), "count": len(some), "rows": some} for kind, some in by_kind.items()]
    return sorted(found, key=lambda group: -len(group["rows"]))


def _row(one: Changed, quotes: dict[int, str], report: Report) -> Words:
    return {
        "words": quotes.get(one.message) or _("(without words)"), "url": reverse("desk:case", args=[one.case]),
        "place": f"{wording.need(one.need)} · {one.door} · {saying.dated(one.at, report.until)}",
        "says": " · ".join(_differences(one)),
    }  # fmt: skip


def _kind(one: Changed) -> str:
    """Name what changes most: the line, else who has it, else the clock without its time."""
    if one.old_line == one.new_line and one.old_role == one.new_role and one.old_due and one.new_due:
        return _("due sooner") if one.new_due < one.old_due else _("due later")
    return next(_differences(one), "")


def _differences(one: Changed) -> Iterator[str]:
    if one.old_line != one.new_line:
        yield _("line %(new)s instead of %(old)s") % {"new": one.new_line, "old": one.old_line}
    if one.old_role != one.new_role:
        yield _("%(new)s has it instead of %(old)s") % {
            "new": wording.of_role(one.new_role),
            "old": wording.of_role(one.old_role),
        }
    if one.old_due != one.new_due:
        yield _due(one)


def _due(one: Changed) -> str:
    if one.new_due is None or one.old_due is None:
        return _("no clock any more") if one.new_due is None else _("with a clock now")
    apart = one.new_due - one.old_due
    told = {"time": saying.lasting(abs(apart)), "due": saying.clock_time(one.new_due)}
    if apart < timedelta(0):
        return _("due %(time)s sooner, at %(due)s") % told
    return _("due %(time)s later, at %(due)s") % told
