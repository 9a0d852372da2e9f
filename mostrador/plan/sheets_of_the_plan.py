"""Every sheet of the plan: what an owner is asked of its voice, texts, closed days, ladder, questions and the rest."""

from __future__ import annotations

from collections.abc import Mapping

import holidays as almanac
from babel import Locale as Place
from babel.dates import get_day_names

from mostrador.kit.words import N_
from mostrador.plan import explaining_beside, law, phrases_beside
from mostrador.plan.explaining import Row
from mostrador.plan.filling import Choices, Field, Values
from mostrador.plan.readers import aims
from mostrador.plan.shape import Plan
from mostrador.plan.sheets import NAME, Sheet
from mostrador.plan.timetable import DAYS
from mostrador.plan.voice import Voice

ADDRESSES = {"es": ("tú", "usted", "vos"), "pt": ("você", "tu", "o senhor"), "en": ("you",)}
PACES = ("once", "1/30d", "1/90d", "1/180d", "1/365d")


def _known(words: Mapping[str, str]) -> Choices:
    return lambda _plan, _held, voice: {one: voice(said) for one, said in words.items()}


def _addresses(plan: Plan, _held: Values, _voice: Voice) -> Mapping[str, str]:
    return {one: one for one in ADDRESSES.get(plan.locale.language, ADDRESSES["en"])}


def _roles(plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return {name: f"{name} ({voice.listed(one.people)})" if one.people else name for name, one in plan.roles.items()}


def _doors(plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    return {key: voice.door(key) for key in plan.doors if key != "default"}


def _days(_plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    names = get_day_names("wide", locale=voice.language)
    return {day: names[number] for number, day in enumerate(DAYS)}


def _paces(_plan: Plan, held: Values, voice: Voice) -> Mapping[str, str]:
    known = dict.fromkeys([*PACES, *held.get("per_person", ())])
    return {one: explaining_beside.pace(pace, voice) for one in known if (pace := aims.pace(one)) is not None}


def _countries(plan: Plan, _held: Values, voice: Voice) -> Mapping[str, str]:
    names = Place.parse(voice.language).territories
    here = {one: str(names.get(one, one)) for one in almanac.list_supported_countries(include_aliases=False)}
    return dict(sorted(here.items(), key=lambda one: one[1].casefold()))


def _regions(plan: Plan, held: Values, _voice: Voice) -> Mapping[str, str]:
    named = "".join(held.get("country", ())) or law.country(plan.locale)
    return dict(sorted(explaining_beside.regions(named).items(), key=lambda one: one[1].casefold()))


TONE = Sheet(
    key="tone", path=("tone",), row="tone", title=N_("How we speak"), adds=N_("Say how we speak"),
    fields=(
        Field(path=("address",), kind="one", label=N_("How we address people"), choices=_addresses),
        Field(path=("sign_with",), kind="one", label=N_("How we sign"), choices=_known(phrases_beside.SIGNED)),
        Field(
            path=("max_public_turns",), kind="number", label=N_("Answers in public before one goes on in private"),
            help=N_("Empty: as many as it takes."),
        ),
        Field(path=("do",), kind="rows", label=N_("What we always do")),
        Field(
            path=("never",), kind="rows", label=N_("What we never say"),
            help=N_("Whoever writes it is told before it leaves."),
        ),
    ),
)  # fmt: skip
TEXT = Sheet(
    key="text", path=("replies",), row="reply", title=N_("The text “%(name)s”"), shape="named", adds=N_("Add a text"),
    new=N_("A new text"), note=N_("Answers begin with these words wherever a line names them."),
    first=(Field(
        path=(NAME,), kind="words", label=N_("What it is called"), needed=True,
        help=N_("A short name: saludo, cerrado. With one of the house's own, these words stand in place of those."),
    ),),
)  # fmt: skip
STATEMENT = Sheet(
    key="statement", path=("crisis", "holding"), row="crisis", title=N_("The statement “%(name)s”"), shape="named",
    adds=N_("Add a statement"), new=N_("A new statement"), note=N_("Ready for a crisis; a person sends it."),
    first=(Field(path=(NAME,), kind="words", label=N_("What it is called"), needed=True,
                 help=N_("A short name: h2.")),),
)  # fmt: skip
REST = Sheet(
    key="closed", path=("locale",), row="hours", rows=frozenset({"holidays"}), tried=True,
    title=N_("Public holidays and closed days"),
    note=N_("No clock runs on them, except in hours that say “every day”, “at any hour” or “on holidays”."),
    fields=(
        Field(path=("country",), kind="one", label=N_("Public holidays of"), choices=_countries, leads=True),
        Field(path=("subdivision",), kind="one", label=N_("And of its region"), choices=_regions),
        Field(path=("holidays",), kind="days", label=N_("Other days on which you close")),
    ),
)  # fmt: skip
RUNG = Sheet(
    key="rung", path=("escalation",), row="escalation", title=N_("A step of the ladder"), shape="listed", tried=True,
    adds=N_("Add a step"), new=N_("A new step of the ladder"), in_order_of="after",
    note=N_("Whoever writes may always ask for whoever is in charge, and jumps to the end."),
    fields=(
        Field(path=("to",), kind="one", label=N_("Who is called"), choices=_roles, needed=True),
        Field(
            path=("after",), kind="span", label=N_("How long after they wrote"), needed=True, from_nothing=True,
            help=N_("0: they have it from the start."),
        ),
    ),
)  # fmt: skip
QUESTION = Sheet(
    key="question", path=("questions",), row="question", title=N_("The question %(name)s"), shape="listed", letter="Q",
    adds=N_("Add a question"), new=N_("A new question"),
    fields=(
        Field(path=("text",), kind="words", label=N_("The question"), needed=True),
        Field(path=("to",), kind="one", label=N_("Whom we ask"), choices=_known(phrases_beside.AUDIENCES), needed=True),
        Field(
            path=("after",), kind="span", label=N_("How long after that"), needed=True, from_nothing=True,
            help=N_("0: at once."),
        ),
        Field(path=("per_person",), kind="one", label=N_("How often the same person"), choices=_paces, needed=True),
        Field(
            path=("decides",), kind="words", label=N_("What the answer decides"),
            help=N_("If nothing hangs on it, do not ask."),
        ),
    ),
)  # fmt: skip
STARTER = Sheet(
    key="starter", path=("calendar",), row="calendar", title=N_("A conversation we start"), shape="listed",
    adds=N_("Add a conversation to start"), new=N_("A new conversation to start"),
    fields=(
        Field(path=("day",), kind="one", label=N_("On which day"), choices=_days, needed=True),
        Field(path=("door",), kind="one", label=N_("Where"), choices=_doors, needed=True),
        Field(path=("about",), kind="one", label=N_("What about"), choices=_known(phrases_beside.ABOUT), needed=True),
        Field(path=("line",), kind="text", label=N_("How it begins"), needed=True),
    ),
)  # fmt: skip
TROLL = Sheet(
    key="troll", path=("troll",), row="troll", title=N_("Trolls"), adds=N_("Say what is done with trolls"), tried=True,
    note=N_("Whoever criticises is presumed to have a reason, and criticism is never hidden."),
    fields=(
        Field(
            path=("evidence_needed",), kind="number", label=N_("Pieces of evidence that it takes"), needed=True,
            help=N_("Different signs, in different messages. Two at least."),
        ),
        Field(
            path=("signs",), kind="some", label=N_("What counts as a sign"),
            choices=_known(phrases_beside.TROLL_SIGNS),
        ),
        Field(
            path=("steps",), kind="rows", label=N_("What is done, in this order"),
            choices=_known(phrases_beside.TROLL_STEPS),
        ),
        Field(path=("never",), kind="some", label=N_("What is never done"), choices=_known(phrases_beside.TROLL_NEVER)),
        Field(path=("review", "by"), kind="one", label=N_("Who looks at it again"), choices=_roles, needed=True),
        Field(path=("review", "after"), kind="span", label=N_("When they look again"), needed=True),
    ),
)  # fmt: skip
SEGMENT = Sheet(
    key="segment", path=("segments",), row="segment", title=N_("Who they are: %(name)s"), shape="listed",
    adds=N_("Add some of your customers"), new=N_("Some of your customers"),
    first=(Field(path=("id",), kind="words", label=N_("A short name"), needed=True),),
    fields=(
        Field(path=("text",), kind="words", label=N_("Who they are")),
        Field(path=("doors",), kind="some", label=N_("Where they come in"), choices=_doors),
        Field(path=("evidence",), kind="words", label=N_("How you know"),
              help=N_("What you counted or asked, and when.")),
    ),
)  # fmt: skip
STAND_DOWN = Sheet(
    key="stand-down", path=("crisis", "stand_down"), row="crisis", rows=frozenset({"stand_down"}),
    title=N_("When a crisis ends"), adds=N_("Say when a crisis ends"),
    fields=(
        Field(path=("below_for",), kind="span", label=N_("Quiet for so long"), needed=True,
              help=N_("Below every sign of its levels.")),
        Field(path=("debrief_within",), kind="span", label=N_("Talk about it within")),
        Field(path=("drill_every",), kind="span", label=N_("Rehearse every")),
    ),
)  # fmt: skip
FLOOR = Sheet(
    key="floor", path=("triage",), row="triage", title=N_("How sure the machine must be"), tried=True,
    note=N_("Below it a person decides; nothing is done by itself."),
    fields=(Field(path=("floor",), kind="percent", label=N_("Certainty, from 0 to 100"), needed=True, default="60"),),
)  # fmt: skip
SHEETS: Mapping[str, Sheet] = {
    one.key: one for one in (REST, SEGMENT, RUNG, STAND_DOWN, STATEMENT, TROLL, QUESTION, STARTER, TONE, TEXT, FLOOR)
}
PARTS = {
    "aims": (SEGMENT,), "people": (RUNG,), "crisis": (STATEMENT, STAND_DOWN, TROLL), "talk": (QUESTION, STARTER),
    "tone": (TONE, TEXT),
}  # fmt: skip
"""What can be added in each part of the page; what stands alone only while it is not there."""


def of_row(row: Row) -> Sheet | None:
    """Return the sheet on which a sentence is changed, or None."""
    if row["part"] == "crisis" and row["id"].startswith("level_"):
        return None
    return next((one for one in SHEETS.values() if one.says(row)), None)
