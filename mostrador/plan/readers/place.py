"""Reads `locale`, `hours` and `doors`: where the house is, when it is open, by when each door answers."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from mostrador.plan import law, values
from mostrador.plan.hours import DaysOff, Hours
from mostrador.plan.resting import UnknownPlace, days_off
from mostrador.plan.shape import Clock, Locale
from mostrador.plan.timetable import HoursWrong
from mostrador.plan.written import Findings, Spot

NO_DAYS: frozenset[date] = frozenset()
KINDS = ("private", "public", "review", "counter", "any")


def locale(spot: Spot | None) -> Locale:
    if spot is None:
        return Locale(timezone="UTC")
    zone = spot.need("timezone", "Write `timezone: Europe/Madrid`.")
    currency = spot.read("currency", values.currency, "EUR")
    found = Locale(
        timezone=(values.timezone(zone) if zone else None) or "UTC",
        language=spot.read("language", values.language, "es"),
        currency=currency,
        decimals=values.decimals(currency),
        country=spot.read("country", values.word, "").upper(),
        subdivision=spot.read("subdivision", values.word, "").upper(),
        holidays=spot.read("holidays", values.days, NO_DAYS),
        sector=spot.read("sector", values.word, ""),
    )
    spot.done(("timezone", "language", "currency", "country", "subdivision", "holidays", "sector"))
    return found


def off(locale: Locale, findings: Findings) -> DaysOff:
    """Return the holidays of the country that the plan names, else of its time zone's, where those are known."""
    try:
        return days_off(law.country(locale), locale.subdivision, locale.holidays)
    except UnknownPlace as unknown:
        if not locale.country:
            return days_off("", also=locale.holidays)
        what, _, fix = str(unknown).partition(". ")
        findings.error(1, f"`locale`: {what}", fix)
        return days_off("")


def hours(spot: Spot | None, locale: Locale, off: DaysOff) -> dict[str, Hours]:
    found = {}
    for name, one in spot.entries() if spot else ():
        if one.value is None:
            one.error(f"{one.name} is empty", "Write it like mon-fri 09:00-20:00.")
            continue
        try:
            found[name] = Hours.parse(str(one.value), locale.timezone, holidays=off)
        except HoursWrong as wrong:
            what, _, fix = str(wrong).partition(". ")
            one.error(what, fix)
    return found


def doors(spot: Spot | None, hours: Mapping[str, Hours]) -> dict[str, Clock]:
    found = {key: _clock(key, one, hours) for key, one in (spot.entries() if spot else ())}
    if spot is not None and not found:
        spot.error("`doors` is empty", "Write `default: {first: 1h, hours: shop}` under it.")
    return {key: clock for key, clock in found.items() if clock is not None}


def _clock(key: str, spot: Spot, hours: Mapping[str, Hours]) -> Clock | None:
    first = spot.need("first", "Write by when somebody answers: `first: 30m`.")
    named = spot.need("hours", f"Write `hours:` with one of {', '.join(hours)}.")
    length = values.target(first) if first else None
    if named is not None and named.value not in hours:
        named.error(f"`{named.value}` is none of the plan's hours", f"One of {', '.join(hours) or '(none)'}.")
    kind = spot.read("kind", partial(values.choice, known=KINDS), "any")
    channel = spot.read("channel", values.word, "")
    after, resolve = spot.read("next", values.target, None), spot.read("resolve", values.target, None)
    priority = spot.read("priority", values.whole, 0)
    window, private = spot.read("window", values.target, None), spot.read("private_reply", values.target, None)
    risk, fallback = spot.read("risk", values.text, ""), spot.read("fallback", values.word, "")
    spot.done((
        "first", "next", "resolve", "hours", "kind", "channel", "priority", "window", "private_reply", "risk",
        "fallback",
    ))  # fmt: skip
    if length is None or named is None or named.value not in hours:
        return None
    return Clock(
        key=key, first=length, next=after or length, hours=hours[named.value], kind=kind, channel=channel,
        resolve=resolve, priority=priority, window=window, private_reply=private, risk=risk, fallback=fallback,
        at=spot.line,
    )  # fmt: skip
