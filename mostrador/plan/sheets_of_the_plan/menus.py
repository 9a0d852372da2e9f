"""What may be chosen in the fields of a sheet, each said in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

import holidays as almanac
from babel import Locale as Place
from babel.dates import get_day_names

from mostrador.doors import finding
from mostrador.doors.models import Door
from mostrador.kit.words import N_
from mostrador.plan import explaining_beside, law, phrases, phrases_beside, weekly
from mostrador.plan.filling import Choices, Values
from mostrador.plan.metrics import METRICS
from mostrador.plan.readers import aims
from mostrador.plan.readers.alarm import LEVELS
from mostrador.plan.shape import Plan
from mostrador.plan.sheets import NAME
from mostrador.plan.timetable import DAYS
from mostrador.plan.voice import SPOKEN, Voice

ADDRESSES = {"es": ("tú", "usted", "vos"), "pt": ("você", "tu", "o senhor"), "en": ("you",)}
EVERY_DOOR = N_("every door of %(kind)s")
PACES = ("once", "1/30d", "1/90d", "1/180d", "1/365d")


def known(words: Mapping[str, str]) -> Choices:
    return lambda _plan, _held, voice: {one: voice(said) for one, said in words.items()}


def addresses(plan: Plan, _held: Values, _voice: Voice) -> Mapping[str, str]:
    return {one: one for one in ADDRESSES.get(plan.locale.language, ADDRESSES["en"])}


def roles(plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return {name: f"{name} ({voice.listed(one.people)})" if one.people else name for name, one in plan.roles.items()}


def powerless(plan: Plan, held: Values, voice: Voice) -> Mapping[str, str]:
    """Return the roles of which nothing is said yet."""
    return {name: said for name, said in roles(plan, held, voice).items() if name not in plan.authority}


def doors(plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return {key: voice.door(key) for key in plan.doors if key != "default"}


def open_doors(plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    """Return what a door of the plan may be called: those that are open and their kinds, as far as it has them not."""
    known = {key.casefold() for key in plan.doors}
    named = Door.objects.filter(closed_at=None).order_by("name", "pk").values_list("name", "connection__channel")
    kinds = {kind: voice(EVERY_DOOR, kind=voice.door(kind)) for _name, kind in named}
    found = {name: f"{name} ({voice.door(kind)})" for name, kind in named} | kinds
    found["default"] = voice(phrases.ANY_OTHER_DOOR)
    return {one: said for one, said in found.items() if one.casefold() not in known}


def kinds_of_door(_plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return _sorted({key: voice(one.name) for key, one in finding.channels().items()})


def hours(plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return {name: f"{name} ({weekly.said(one.text, voice)})" for name, one in plan.hours.items()}


def days(_plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    names = get_day_names("wide", locale=voice.language)
    return {day: names[number] for number, day in enumerate(DAYS)}


def paces(_plan: Plan, held: Values, voice: Voice) -> Mapping[str, str]:
    here = dict.fromkeys([*PACES, *held.get("per_person", ())])
    return {one: explaining_beside.pace(pace, voice) for one in here if (pace := aims.pace(one)) is not None}


def metrics(_plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return {key: voice(one.words) for key, one in METRICS.items()}


def levels(plan: Plan, held: Values, voice: Voice) -> Mapping[str, str]:
    """Return the level after those that are there: none is left out."""
    there = {f"level_{one.number}" for one in plan.crisis.levels}
    free = [key for key in LEVELS if key not in there][:1]
    shown = [key for key in (*held.get(NAME, ()), *free) if key in LEVELS]
    return {key: voice(phrases_beside.LEVEL, number=LEVELS[key]) for key in shown}


def countries(_plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    names = Place.parse(voice.language).territories
    return _sorted({one: str(names.get(one, one)) for one in almanac.list_supported_countries(include_aliases=False)})


def regions(plan: Plan, held: Values, _voice: Voice) -> Mapping[str, str]:
    named = "".join(held.get("country", ())) or law.country(plan.locale)
    return _sorted(explaining_beside.regions(named))


def languages(_plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return {code: explaining_beside.language(code, voice) for code in SPOKEN}


def _sorted(found: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))
