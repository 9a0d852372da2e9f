"""Times as people say them: "hace 40 min", "hoy a las 18:20", "quedan 20 min", "tarde 12 min".

Every function takes `now`; hours are those of Django's current time zone, words of its current language.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
YEAR = re.compile(r",?\s*(?:'de'\s*)?y\b")
COUNTED = timedelta(hours=12)  # as long as this is left we count down; further off we name the day


def lasting(span: timedelta) -> str:
    """Say a length of time: "12 min", "1 h 12 min", "2 días". Less than a minute counts as one."""
    minutes = max(1, int(span / MINUTE))
    if minutes < 60:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    if span >= DAY:
        return ngettext("%(count)s day", "%(count)s days", span.days) % {"count": span.days}
    hours, rest = divmod(minutes, 60)
    if not rest:
        return gettext("%(hours)s h") % {"hours": hours}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def working(span: timedelta) -> str:
    """Say a length of opening time, which knows no days: "40 min", "20 h"."""
    if span < HOUR:
        return lasting(span)
    return gettext("%(hours)s h") % {"hours": int(span / HOUR)}


def ago(at: datetime, now: datetime) -> str:
    """Say how long ago: "ahora mismo", "hace 40 min", "hace 3 h", "ayer", "hace 3 días", "el 2 de abril"."""
    gone, days = now - at, days_between(at, now)
    if gone < MINUTE:
        return gettext("just now")
    if gone < HOUR or days == 0:
        return gettext("%(time)s ago") % {"time": lasting(gone if gone < HOUR else HOUR * (gone // HOUR))}
    if days == 1:
        return gettext("yesterday")
    if gone < WEEK:
        return gettext("%(time)s ago") % {"time": lasting(DAY * days)}
    return gettext("on %(date)s") % {"date": dated(at, now)}


def stamp(at: datetime, now: datetime) -> str:
    """Say it in the corner of a row: "hace 20 min", then "11:05", "ayer", "martes", "2 abr", "2 abr 2025"."""
    days = days_between(at, now)
    if now - at < HOUR:
        return ago(at, now)
    if days == 0:
        return clock_time(at)
    if days == 1:
        return gettext("yesterday")
    if days < 7:
        return weekday(at)
    return _skeleton("MMMd" if here(at).year == here(now).year else "yMMMd", at)


def moment(at: datetime, now: datetime) -> str:
    """Say when: "hoy a las 18:20", "mañana a las 17:30", "ayer a la 1:10", "el jueves a las 10:00"."""
    return _AT_TIMES.get(days_between(now, at), _at_date)(at, now)


def until(at: datetime, now: datetime) -> str:
    """Say a deadline in few words: "17:49" today, else "mañana, 17:30", "jueves, 17:30", "2 de abril"."""
    days = days_between(now, at)
    if days == 0:
        return clock_time(at)
    if days == 1:
        return gettext("tomorrow, %(time)s") % {"time": clock_time(at)}
    if 1 < days < 7:
        return gettext("%(weekday)s, %(time)s") % {"weekday": weekday(at), "time": clock_time(at)}
    return dated(at, now)


def before(at: datetime, now: datetime) -> str:
    """Say by when: "antes de las 18:20", "antes de mañana a las 0:10", "antes del jueves a las 17:30"."""
    days, time = days_between(now, at), clock_time(at)
    if days == 0:
        return ngettext("before %(time)s", "before %(time)s", _one_o_clock(at)) % {"time": time}
    if days == 1:
        return gettext("before %(day)s") % {"day": _tomorrow_at(at, now)}
    if 1 < days < 7:
        words = ngettext("before %(weekday)s at %(time)s", "before %(weekday)s at %(time)s", _one_o_clock(at))
        return words % {"weekday": weekday(at), "time": time}
    return gettext("before %(date)s") % {"date": dated(at, now)}


def left(due_at: datetime, now: datetime) -> str:
    """Say what is left: "quedan 20 min", far off "mañana, 17:30", once it is past "tarde 12 min"."""
    span = due_at - now
    if span < timedelta():
        return gettext("late %(time)s") % {"time": lasting(-span)}
    if span > COUNTED and days_between(now, due_at) > 0:
        return until(due_at, now)
    return ngettext("%(time)s left", "%(time)s left", _leading(span)) % {"time": lasting(span)}


def day(at: datetime, now: datetime) -> str:
    """Name a day for a divider: "hoy", "ayer", "martes, 12 de mayo", "12 de mayo de 2024"."""
    days = days_between(at, now)
    if days in (0, 1):
        return gettext("today") if days == 0 else gettext("yesterday")
    return _written("full", at, year=False) if 0 < days < 300 else _written("long", at)


def date_line(now: datetime) -> str:
    """Name today as a page's first line: "Jueves, 14 de mayo"."""
    words = _written("full", now, year=False)
    return words[:1].upper() + words[1:]


def dated(at: datetime, now: datetime) -> str:
    """Say a date: "2 de abril", with its year when it is not this one."""
    return _written("long", at, year=here(at).year != here(now).year)


def month(at: datetime) -> str:
    """Name a month with its year: "octubre de 2026"."""
    return _skeleton("yMMMM", at)


def weekday(at: datetime) -> str:
    return str(_locale().days["format"]["wide"][_date(at).weekday()])


def weekday_of(index: int) -> str:
    """Name the weekday of that index, Monday being 0, as it stands alone."""
    return str(_locale().days["stand-alone"]["wide"][index])


def clock_time(at: datetime) -> str:
    """Say the hour: "17:34"."""
    local = here(at)
    return f"{local.hour}:{local.minute:02d}"


def number(count: int) -> str:
    """Return "4.980" as the reader writes it."""
    return format_decimal(count, locale=_locale(), group_separator=True)


def quoted(text: str) -> str:
    """Put somebody's words between the language's own quotes: «así» in Spanish."""
    return gettext("“%(words)s”") % {"words": " ".join(text.split())}


def days_between(earlier: datetime, later: datetime) -> int:
    """Return how many midnights lie between, negative when `later` is the earlier one."""
    return (_date(later) - _date(earlier)).days


def _today_at(at: datetime, now: datetime) -> str:
    words = ngettext("today at %(time)s", "today at %(time)s", _one_o_clock(at))
    return words % {"time": clock_time(at)}


def _tomorrow_at(at: datetime, now: datetime) -> str:
    words = ngettext("tomorrow at %(time)s", "tomorrow at %(time)s", _one_o_clock(at))
    return words % {"time": clock_time(at)}


def _yesterday_at(at: datetime, now: datetime) -> str:
    words = ngettext("yesterday at %(time)s", "yesterday at %(time)s", _one_o_clock(at))
    return words % {"time": clock_time(at)}


def _at_date(at: datetime, now: datetime) -> str:
    name = weekday(at) if abs(days_between(now, at)) < 7 else dated(at, now)
    words = ngettext("on %(day)s at %(time)s", "on %(day)s at %(time)s", _one_o_clock(at))
    return words % {"day": name, "time": clock_time(at)}


_AT_TIMES: dict[int, Callable[[datetime, datetime], str]] = {0: _today_at, 1: _tomorrow_at, -1: _yesterday_at}


def _one_o_clock(at: datetime) -> int:
    """Return 1 for the hour that Spanish and Portuguese say in the singular ("a la 1:30"), else 2."""
    return 1 if here(at).hour == 1 else 2


def _leading(span: timedelta) -> int:
    """Return the first number that `lasting` says: "queda 1 h 12 min", "quedan 2 h"."""
    if span >= DAY:
        return span.days
    return int(span / HOUR) if span >= HOUR else max(1, int(span / MINUTE))


def _written(length: str, at: datetime, *, year: bool = True) -> str:
    """Write a date as the language does; its pattern without the year where that goes without saying."""
    return _written_in(_locale(), length, _date(at), year)


@lru_cache(maxsize=2000)  # a page writes the same few days again and again, and Babel reads its pattern each time
def _written_in(locale: Locale, length: str, on: date, year: bool) -> str:
    pattern = locale.date_formats[length].pattern
    return format_date(on, pattern if year else YEAR.sub("", pattern), locale=locale)


def _skeleton(name: str, at: datetime) -> str:
    local = here(at)
    return format_skeleton(name, local, tzinfo=local.tzinfo, locale=_locale())


def _locale() -> Locale:
    return _locale_of(get_language() or "en")


@cache
def _locale_of(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_").split("_")[0])


def here(at: datetime) -> datetime:
    """Return it on the shop's own clock; at the very ends of time, which no zone can move, as it was told."""
    try:
        return timezone.localtime(at)
    except (OverflowError, ValueError):
        return at


def _date(at: datetime) -> date:
    return here(at).date()


FILTERS: dict[str, Callable[..., str]] = {
    "ago": ago, "stamp": stamp, "moment": moment, "until": until, "before": before, "left": left, "day": day,
    "dated": dated, "clock_time": clock_time, "lasting": lasting, "quoted": quoted,
}  # fmt: skip


NO_BREAK = "\u00a0"


def percent(share: float) -> str:
    """Say a share as the language writes it: "3 %", below one "0,4 %"; in English "0.4%"."""
    locale = _locale()
    return f"{format_decimal(round(share * 100, 1), locale=locale)}{NO_BREAK if locale.language == 'es' else ''}%"
