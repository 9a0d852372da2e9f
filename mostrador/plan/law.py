"""The law as dated data: which acts of a plan some law stands over, by country, sector and day.

The packs are the files of `law_packs/`; a country is one more file. A plan needs a gate of its own over each such act,
because the plan decides; the packs only say which gates nobody may forget.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.core import get_global
from msgspec import Struct

from mostrador.plan.durations import span
from mostrador.plan.shape import Act, Clock, Effect, Locale

PACKS = Path(__file__).with_name("law_packs")
ANY = "any"
EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
"""The 27 since 2020-02-01."""


class Rule(Struct, frozen=True, kw_only=True):
    """One law: over which acts a gate must stand, or by when what is answered; where, for whom, since when."""

    id: str
    places: frozenset[str]
    over: Mapping[str, Any] = {}  # word to its values, or `any`
    effect: Effect = "block"
    names: Mapping[str, str]  # what it is called where it is cited, by language
    texts: Mapping[str, str]
    source: str
    sectors: frozenset[str] = frozenset()  # none: every sector
    doors: tuple[str, ...] = ()  # how the names of the doors it is about begin; none: every door
    never_where: tuple[str, ...] = ()  # needs of an asunto in which the act is never done, whatever lifts the gate
    answer: tuple[str, ...] = ()  # needs that are answered within `within`, counted by the calendar
    within: timedelta = timedelta(0)
    instead_of: str = ""  # the rule of a wider place that this one says more exactly
    since: date = date.min
    until: date = date.max

    def covers(self, act: Act) -> bool:
        values = self.over.get(act.word)
        return values == ANY or (isinstance(values, list) and act.value in values)

    def is_about(self, clock: Clock) -> bool:
        names = (clock.key.casefold(), clock.channel.casefold())
        return not self.doors or any(name.startswith(kin) for name in names if name for kin in self.doors)

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]

    def text(self, language: str) -> str:
        return self.texts.get(language) or self.texts["en"]


def country(locale: Locale) -> str:
    """Return the country of a plan: the one it names, else that of its time zone; "" where neither tells."""
    return locale.country or str(get_global("zone_territories").get(locale.timezone, ""))


def in_force(locale: Locale, today: date) -> list[Rule]:
    """Return the law for a plan's country and sector on a day; a rule gives way to one that says it more exactly."""
    here = places(country(locale))
    found = [
        rule
        for rule in rules()
        if rule.places & here and (not rule.sectors or locale.sector in rule.sectors)
        and rule.since <= today <= rule.until
    ]  # fmt: skip
    said = {rule.instead_of for rule in found}
    return [rule for rule in found if rule.id not in said]


def answered_within(locale: Locale, need: str, today: date) -> Rule | None:
    """Return the law that says by when such a need is answered, the shortest time."""
    found = [rule for rule in in_force(locale, today) if need in rule.answer]
    return min(found, key=lambda rule: rule.within, default=None)


def is_known(code: str) -> bool:
    """Whether there is a pack for this very country."""
    return any(code in rule.places for rule in rules())


def places(code: str) -> frozenset[str]:
    return frozenset({ANY, code} - {""}) | (frozenset({"EU"}) if code in EU else frozenset())


def rule(name: str) -> Rule | None:
    """Return the rule of this id, whether it holds now or not."""
    return next((one for one in rules() if one.id == name), None)


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of every pack."""
    return tuple(
        _rule(told)
        for path in sorted(PACKS.glob("*.yaml"))
        for told in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(
        id=told["id"],
        places=frozenset(told["places"]),
        over=told.get("over", {}),
        effect=told.get("effect", "block"),
        never_where=tuple(told.get("never_where", ())),
        answer=tuple(told.get("answer", ())),
        within=span(told["within"]) if "within" in told else timedelta(0),
        names=told["name"],
        texts=told["rule"],
        source=told["source"],
        sectors=frozenset(told.get("sectors", ())),
        doors=tuple(told.get("doors", ())),
        instead_of=told.get("instead_of", ""),
        since=told.get("from", date.min),
        until=told.get("to", date.max),
    )
