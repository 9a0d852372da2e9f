"""How the plan is said in a language: words translated, money and spans as people write them, names joined."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from mostrador.doors import finding
from mostrador.kit.words import N_
from mostrador.plan import amounts
from mostrador.plan.shape import Plan

FOLDER = Path(__file__).resolve().parents[2] / "locale"
SPOKEN = ("es", "en", "pt")
NO_BREAK = "\u00a0"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ONE_DAY, DAYS = N_("1 day"), N_("%(days)s days")
MINUTES, HOURS, BOTH = N_("%(minutes)s min"), N_("%(hours)s h"), N_("%(hours)s h %(minutes)s min")
MEMBERS = {"owner": N_("the owner"), "manager": N_("the manager"), "agent": N_("whoever serves")}
"""Whom a role means that names nobody, by the role of the house whose members have it."""


class Voice:
    """A language with its translator. Call it with a msgid and what fills it.

    Of a plan, it also calls that plan's roles by the people who have them.
    """

    def __init__(self, language: str, say: Callable[[str], str], plan: Plan | None = None) -> None:
        self.language, self.say, self.plan = language, say, plan

    def of(self, plan: Plan) -> Voice:
        return Voice(self.language, self.say, plan)

    def __call__(self, msgid: str, **values: Any) -> str:
        return self.say(msgid) % values if values else self.say(msgid)

    def money(self, coins: int, plan: Plan) -> str:
        return amounts.said(Decimal(coins).scaleb(-plan.locale.decimals), plan.locale.currency, self.language)

    def number(self, amount: float) -> str:
        """Write a number as people do: 0,5."""
        return format_decimal(amount, locale=self.language, format="#,##0.###")

    def share(self, amount: float) -> str:
        """Write a share as the language does: "80 %", "80%"."""
        return f"{self.number(amount * 100)}{NO_BREAK if self.language == 'es' else ''}%"

    def span(self, length: timedelta) -> str:
        if length >= DAY and not length % DAY:
            return self(ONE_DAY) if length == DAY else self(DAYS, days=length // DAY)
        hours, rest = divmod(length, HOUR)
        minutes = rest // MINUTE
        if not hours:
            return self(MINUTES, minutes=max(1, minutes))
        return self(BOTH, hours=hours, minutes=minutes) if minutes else self(HOURS, hours=hours)

    def day(self, day: date) -> str:
        return str(format_date(day, "long", locale=self.language))

    def role(self, name: str) -> str:
        """Say whom a role means: "Leo", "Marta o Iker", "quien lleva la casa"; its own name where nobody knows."""
        held = self.plan.roles.get(name) if self.plan is not None else None
        if held is None:
            return name.replace("_", " ")
        known = MEMBERS.get(held.member_role)
        return self.either(held.people) or (self(known) if known else name.replace("_", " "))

    def tongue(self, code: str) -> str:
        """Say what a language is called: "inglés"; its own letters where nobody knows."""
        return str(Locale(self.language).languages.get(code, code))

    def door(self, key: str) -> str:
        """Say what a key of `doors:` means: "El chat de tu web"; its own name where no channel is called so."""
        known = finding.channels().get(key)
        return self(known.name) if known is not None else key

    def either(self, names: Sequence[str]) -> str:
        """Join names of which one is enough: "Marta o Iker", "Ana u Olga"."""
        said = format_list(list(names), style="or", locale=self.language) if names else ""
        last = names[-1].casefold() if names else ""
        if self.language == "es" and len(names) > 1 and last.startswith(("o", "ho", "ó", "hó")):
            head, _, tail = said.rpartition(" o ")
            return f"{head} u {tail}"
        return said

    def listed(self, names: Sequence[str]) -> str:
        """Join names: "Marta e Iker"."""
        said = format_list(list(names), locale=self.language) if names else ""
        last = names[-1].casefold() if names else ""
        if self.language == "es" and len(names) > 1 and last.startswith(("i", "hi")) and not last.startswith("hie"):
            head, _, tail = said.rpartition(" y ")
            return f"{head} e {tail}"
        return said


@cache
def speaking(language: str) -> Voice:
    """Return the voice of a language, without Django; one we do not speak is English."""
    known = language if language in SPOKEN else "en"
    return Voice(known, gettext.translation("django", FOLDER, [known], fallback=True).gettext)
