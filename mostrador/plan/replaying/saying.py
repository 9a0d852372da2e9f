"""A report as rows for programs and sentences for the terminal: `part` names what a row is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from mostrador.plan.durations import written
from mostrador.plan.replaying import unknown as cannot_know
from mostrador.plan.replaying.report import Asked, Changed, Gap, Kept, LineCount, Report, Spent, Work

Row = Mapping[str, Any]


def rows(report: Report) -> Iterator[tuple[Row, str]]:
    """Return each row with its sentence, the whole first, what cannot be known last. The same report, the same rows."""
    yield _row("replay", _head(report)), _whole(report)
    yield _row("coverage", {"old": report.covered.old, "new": report.covered.new, **_shares(report)}), _coverage(report)
    yield from ((_row("line", _plain(one)), _line(one)) for one in report.lines)
    yield from ((_row("gap", _plain(one)), _gap(one)) for one in report.gaps)
    yield from ((_row("promises", _plain(one)), _kept(one)) for one in report.promises)
    yield from ((_row("asked", _plain(one)), _asked(one)) for one in report.asked)
    yield from ((_row("spent", _plain(one)), _spent(one, report)) for one in report.spent)
    yield _row("work", _plain(report.work)), _work(report.work)
    yield from ((_row("changed", _plain(one)), _changed(one, report)) for one in report.changed)
    yield from ((_row("unknown", {"says": says}), says) for says in unknown(report))


def unknown(report: Report) -> Iterator[str]:
    """Say what this replay cannot know."""
    yield from (words % values for words, values in cannot_know.said(report))


def _row(part: str, told: Mapping[str, Any]) -> Row:
    return {"part": part, **told}


def _plain(one: msgspec.Struct) -> Mapping[str, Any]:
    found: Mapping[str, Any] = msgspec.to_builtins(one)
    return found


def _head(report: Report) -> Mapping[str, Any]:
    whole = ("plan", "against", "since", "until", "messages", "corrected", "guessed", "answers", "given")
    late, asks = report.late(), report.asks()
    return {
        **{name: msgspec.to_builtins(getattr(report, name)) for name in whole},
        "changed": len(report.changed), "late": _plain(late), "asked": _plain(asks),
        "really_promised": report.really_promised, "really_late": report.really_late, "currency": report.currency,
    }  # fmt: skip


def _shares(report: Report) -> Mapping[str, float | None]:
    return {"old_share": share(report.covered.old, report), "new_share": share(report.covered.new, report)}


def share(count: int, report: Report) -> float | None:
    """Return the share of all messages, to four places; None where there was none."""
    return round(count / report.messages, 4) if report.messages else None


def _whole(report: Report) -> str:
    days = f"{_day(report.since, report)} to {_day(report.until - timedelta(seconds=1), report)}"
    plans = f"{report.plan.id} {report.plan.version} against {report.against.version}"
    late, asks = report.late(), report.asks()
    return (
        f"{plans}, {days}: {len(report.changed)} of {report.messages} messages are treated differently. "
        f"Late promises {late.old} → {late.new} (really: {report.really_late} of {report.really_promised}). "
        f"Asked for permission {asks.old} → {asks.new}."
    )


def _coverage(report: Report) -> str:
    old, new = (f"{share(count, report) or 0:.0%}" for count in (report.covered.old, report.covered.new))
    return f"Coverage {old} → {new}: decided by a line other than the default."


def _line(one: LineCount) -> str:
    return f"{one.line} ({one.when or 'only in the old plan'}): {one.old} → {one.new}."


def _gap(one: Gap) -> str:
    return f"Gap: {one.count} × {one.need} at {one.door}: " + " ".join(f"«{quote}»" for quote in one.quotes)


def _kept(one: Kept) -> str:
    late = f"{one.door}, {one.answer} answer: {one.made} promised, late {one.late.old} → {one.late.new}."
    if not one.too_fast:
        return late
    return f"{late} Those on shift cannot keep it: {one.at_best.new} of {one.tried.new} late, doing nothing else."


def _asked(one: Asked) -> str:
    by = f" ({one.line})" if one.line else ""
    return f"{one.act}: {one.role} asks {one.of or 'and nobody may'}{by}: {one.old} → {one.new}."


def _spent(one: Spent, report: Report) -> str:
    old, new = (f"{Decimal(coins).scaleb(-report.decimals):f} {report.currency}" for coins in (one.old, one.new))
    if not one.role:
        return f"The house gave gestures of {old} → {new} in {one.month}."
    return f"{one.role} gave {old} → {new} in {one.month}."


def _work(one: Work) -> str:
    each, needed = written(timedelta(seconds=one.seconds_each)), written(timedelta(seconds=one.needed))
    source = f"measured on {one.measured}" if one.measured else "the usual figure: too few could be measured"
    return (
        f"{one.answers} answers of {each} ({source}) take {needed}; {_on_shift(one)}. "
        f"People needed at once {one.people.old} → {one.people.new}."
    )


def _on_shift(one: Work) -> str:
    pair = one.on_shift or one.open
    hours = " → ".join(f"{seconds / 3600:.0f} h" for seconds in (pair.old, pair.new))
    if one.on_shift is None:
        return f"on shift {hours}"
    return f"on shift {hours}, of which the answers of these days take {written(timedelta(seconds=one.needed_then))}"


def _changed(one: Changed, report: Report) -> str:
    due = " → ".join(_moment(at, report) for at in (one.old_due, one.new_due))
    told = [
        f"{one.old_line} → {one.new_line}",
        *([f"{one.old_role} → {one.new_role}"] if one.old_role != one.new_role else []),
        *([f"due {due}"] if one.old_due != one.new_due else []),
    ]
    return f"/cases/{one.case}/ «{one.quote}»: {', '.join(told)}."


def _day(at: datetime, report: Report) -> str:
    return f"{at.astimezone(ZoneInfo(report.timezone)):%Y-%m-%d}"


def _moment(at: datetime | None, report: Report) -> str:
    return f"{at.astimezone(ZoneInfo(report.timezone)):%Y-%m-%d %H:%M}" if at else "no clock"
