"""What people do in a crisis. Each thing is signed; the first one of whoever leads stops the clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.journeys import ranking
from mostrador.journeys.crisis import calling
from mostrador.kit import clock
from mostrador.kit.words import N_
from mostrador.listening import raising, signing, standing
from mostrador.listening.models import Crisis, Step
from mostrador.listening.raising import BY_HAND, Ended, Sighted
from mostrador.listening.weighing import Reading
from mostrador.plan import authority, keeping
from mostrador.plan.shape import Act

BLANK = re.compile(r"\{(\w+)\}")
PAUSES = "pause_posts"
BY_PEOPLE = {"posts": PAUSES, "adverts": PAUSES, "mailings": PAUSES, "list": "call_list", "page": "dark_page"}
"""What only a person can pause, with the word of the plan's `do:` that asks for it."""
BY_HOUSE = frozenset({
    "watch", "pause_gestures", "holding", "name_problem_owner", "hourly_update", *ranking.CALLS,
})  # fmt: skip
"""What the house does, or the page has a place of its own for. All else people do, and tick off."""
SAID = {"fact": Step.What.FACT, "unknown": Step.What.UNKNOWN, "said": Step.What.SAID}


class NotYours(Exception):
    for_people = N_("Whoever leads the crisis does this. Ask them, or write it into the log.")


class BlanksLeft(Exception):
    """Words in braces have nothing to stand for them."""

    for_people = N_("A blank is empty. Fill in all of them: a note with a hole in it makes it worse.")


class NoSuchLevel(Exception):
    for_people = N_("The plan has no such level.")


class NotAsked(Exception):
    for_people = N_("The plan asks for nothing of the kind at this level.")


def may_lead(crisis: Crisis, by: Member) -> bool:
    """Whether somebody leads it, stands in, or may by the plan open one as grave."""
    if by.pk in (crisis.lead_id, crisis.stand_in_id):
        return by.may_write
    return may_raise(max(1, crisis.level or crisis.highest), by)


def may_raise(level: int, by: Member) -> bool:
    role = by.role if by.is_active else authority.VIEWER
    name = authority.role_of(keeping.current(), member_role=role, name=by.name)
    return authority.may(keeping.current(), name or authority.VIEWER, f"crisis_{level}").verdict == "allow"


def open_by_hand(level: int, *, words: str, by: Member, reading: Reading) -> Crisis | None:
    """Somebody sees what no count can see. Raises `NotYours`, `NoSuchLevel` and `signing.SaysNothing`."""
    found = keeping.current().crisis.level(level)
    if found is None:
        raise NoSuchLevel
    if not may_raise(level, by):
        raise NotYours
    lead, _stand_in = calling.who(found.lead)
    sighted = Sighted(level=found, sign=BY_HAND, reading=reading, lead=lead)
    opened = raising.raise_to(sighted, by=by, words=signing.said(words))
    if opened is not None and opened.lead == by:
        signing.begin_to_act(opened)  # they stand here: to call them, or anybody in their place, would be untrue
    return opened


def take(crisis: Crisis, *, by: Member) -> None:
    """Say "I have it". Raises `NotYours`; this and all below, `Ended` once it is over."""
    _lead(crisis, by)
    signing.sign(crisis, Step.What.ACTED, by=by)


def say(crisis: Crisis, kind: str, words: str, *, by: Member) -> None:
    """Add what is known, what is not, or anything else. Anybody of the team. Raises `signing.SaysNothing`."""
    _is_on(crisis)
    signing.sign(crisis, SAID[kind], words=signing.said(words), by=by)
    if may_lead(crisis, by):
        signing.begin_to_act(crisis)


def tick(crisis: Crisis, item: str, *, by: Member) -> None:
    """Say that something which only a person can pause is paused, or do is done. Raises `NotAsked`."""
    _is_on(crisis)
    if item not in by_people(crisis):
        raise NotAsked
    what = Step.What.PAUSED if BY_PEOPLE.get(item) == PAUSES else Step.What.DONE
    signing.sign(crisis, what, words=item, by=by)
    if may_lead(crisis, by):
        signing.begin_to_act(crisis)


def name_owner(crisis: Crisis, owner: Member, *, by: Member) -> None:
    """Raises `NotYours`."""
    _lead(crisis, by)
    signing.name_owner(crisis, owner, by=by)


@transaction.atomic
def note(crisis: Crisis, text: str, blanks: Mapping[str, str], *, next_at: datetime | None, by: Member) -> str:
    """Fill the blanks of a holding statement and return it, signed. Raises `NotYours` and `BlanksLeft`.

    Where the plan wants one each hour, the next is due in an hour unless they say when.
    """
    filled = fill(text, blanks)
    _lead(crisis, by)
    signing.sign(crisis, Step.What.NOTE, words=filled, by=by)
    spans = [raising.NOTES_EVERY[act.word] for act in doing(crisis) if act.word in raising.NOTES_EVERY]
    if next_at is None and spans:
        next_at = clock.now() + spans[0]
    if next_at is not None:
        signing.plan_note(crisis, next_at, by=by)
        calling.remind_at(crisis.pk, next_at)
    return filled


def holding() -> dict[str, str]:
    """Return the plan's holding statements by name, in the shop's language."""
    plan = keeping.current()
    return {name: reply.text(plan.locale.language) for name, reply in plan.crisis.holding.items()}


def blanks_of(text: str) -> list[str]:
    """Return the names in braces, each once."""
    return list(dict.fromkeys(BLANK.findall(text)))


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """Put words into the blanks. Raises `BlanksLeft`."""
    told = {name: blanks.get(name, "").strip() for name in blanks_of(text)}
    if not all(told.values()):
        raise BlanksLeft
    return BLANK.sub(lambda found: told[found[1]], text)


def stand_down(crisis: Crisis, *, words: str, by: Member) -> None:
    """End it before the plan would. Raises `NotYours` and `signing.SaysNothing`."""
    _lead(crisis, by)
    raising.stand_down(crisis, keeping.current().crisis.stand_down, by=by, words=signing.said(words))


def debrief(crisis: Crisis, *, words: str, by: Member) -> None:
    """Raises `NotYours` and `signing.SaysNothing`."""
    if not may_lead(crisis, by):
        raise NotYours
    raising.debrief(crisis, words=words, by=by)


def doing(crisis: Crisis) -> tuple[Act, ...]:
    """Return what the plan does at the level reached and at those below, each word once."""
    acts = [act for level in keeping.current().crisis.levels if level.number <= crisis.level for act in level.do]
    return tuple({str(act): act for act in acts}.values())


def by_people(crisis: Crisis) -> list[str]:
    """Return what the plan asks people to do by hand at this level: what they pause, then each other act as written."""
    acts = doing(crisis)
    words = {act.word for act in acts}
    others = [str(act) for act in acts if act.word not in BY_HOUSE and act.word not in BY_PEOPLE.values()]
    return [*(item for item, asks in BY_PEOPLE.items() if asks in words), *others]


def pauses_gestures() -> str:
    """Return the plan's line that pauses gestures now, or nothing."""
    on = standing.lately()
    if on is None or all(act.word != "pause_gestures" for act in doing(on)):
        return ""
    return f"crisis.level_{on.level}"


def _lead(crisis: Crisis, by: Member) -> None:
    if not may_lead(crisis, by):
        raise NotYours
    _is_on(crisis)
    signing.begin_to_act(crisis)


def _is_on(crisis: Crisis) -> None:
    if not Crisis.objects.filter(pk=crisis.pk, state__in=standing.OPEN).exists():
        raise Ended
