"""The acts of a `do:` as rows of menus, one below the other: what was sent of them, what each may be, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.kit.words import N_
from mostrador.plan import choosing, doing, phrases, phrasing, texts
from mostrador.plan.findings import Finding
from mostrador.plan.parts import Act
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
T = TypeVar("T")
Row = tuple[str, str]
"""A word of a `do:`, and what it is done with."""
MOST, LONGEST_NUMBER, LONGEST_WORDS = 20, 4, 300
NO_VALUE = N_("Choose with what.")


def rows(acts: Sequence[Act]) -> tuple[Row, ...]:
    """Return the rows of some acts; where there are none, one to fill in."""
    return tuple((one.word, "" if one.value is None else plain(one.value)) for one in acts) or (("", ""),)


def sent(said: QueryDict, plan: Plan) -> list[Row]:
    """Return the rows, moved, added or taken out as they asked."""
    return moved(list(_pairs(said, plan)), said, ("", ""))[:MOST]


def chosen(rows: Sequence[Row], plan: Plan) -> Iterator[Act]:
    """Go through the acts that are wholly chosen."""
    known = dict(choosing.acts(plan))
    for word, value in rows:
        values = known.get(word, ())
        if word and (value or (values is not None and "" in values)):
            yield as_act(word, value)


def faults(rows: Sequence[Row], plan: Plan) -> Iterator[tuple[str, str]]:
    """Go through the rows in which something is not chosen."""
    for number, (word, value) in enumerate(rows):
        values = dict(choosing.acts(plan)).get(word, ("",))
        if word and not value and (values is None or "" not in values):
            yield f"act-{number}", _(NO_VALUE)


def row_of(found: Finding, rows: Sequence[Row]) -> str:
    """Return which row a finding is about, or ""."""
    for number, (word, value) in enumerate(rows):
        if word and f"`{as_act(word, value)}`" in found.what:
            return f"act-{number}"
    return ""


def shown(rows: Sequence[Row], plan: Plan, told: Mapping[str, str], voice: Voice, *, first: str = "") -> list[Shown]:
    """Return what the menus show; `first` is the group of words that stands on top."""
    groups = sorted(phrases.DOING.items(), key=lambda group: group[0] != first)
    return [
        {**_act(number, row, plan, voice), "groups": [_group(title, words, row[0]) for title, words in groups],
         "fault": told.get(f"act-{number}", ""), "is_first": number == 0, "is_last": number == len(rows) - 1}
        for number, row in enumerate(rows)
    ]  # fmt: skip


def as_act(word: str, value: str) -> Act:
    return Act(word, True if value == "true" and word == "retriage" else value or None)


def plain(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) <= LONGEST_NUMBER else None


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def moved(rows: list[T], said: QueryDict, empty: T, *, of: str = "") -> list[T]:
    """Return rows moved, added or taken out as somebody asked; `of` names them where a form has several such lists."""
    for name, step in (("up", -1), ("down", 1)):
        place = number(said.get(name + of, ""))
        if place is not None and 0 <= place < len(rows) and 0 <= place + step < len(rows):
            rows[place], rows[place + step] = rows[place + step], rows[place]
    place = number(said.get("drop" + of, ""))
    if place is not None and place < len(rows):
        del rows[place]
    return [*rows, empty] if "more" + of in said or not rows else rows


def _pairs(said: QueryDict, plan: Plan) -> Iterator[Row]:
    """Go through the acts as they were sent; what another word left beside one goes."""
    known = dict(choosing.acts(plan))
    for word, value in zip(said.getlist("act"), said.getlist("with"), strict=False):
        if word not in known:
            yield "", ""
            continue
        values, told = known[word], " ".join(value.split())[:LONGEST_WORDS]
        known_words = [] if values is None else [plain(one) for one in values]
        fits = values is None or told in known_words or _stood(plan, word, told)
        yield word, told if fits else (known_words[0] if len(known_words) == 1 else "")


def _stood(plan: Plan, word: str, value: str) -> bool:
    """Whether the plan has this act somewhere already."""
    held = [*(one for line in (*plan.lines, *plan.resting_lines) for one in line.do),
            *(one for level in plan.crisis.levels for one in level.do)]  # fmt: skip
    return bool(value) and as_act(word, value) in held


def _act(number: int, row: Row, plan: Plan, voice: Voice) -> Shown:
    word, value = row
    values = dict(choosing.acts(plan)).get(word, ("",))
    options = [] if values is None else _options(word, values, value, plan, voice)
    kind = "words" if values is None else "some" if len(options) > 1 else "alone"
    return {"number": number, "kind": kind, "options": options, "value": value}


def _group(title: str, words: Mapping[str, str], chosen: str) -> Shown:
    return {
        "title": _(title),
        "words": [{"value": one, "word": _(said), "on": one == chosen} for one, said in words.items()],
    }


def _options(word: str, values: Sequence[Any], value: str, plan: Plan, voice: Voice) -> list[Shown]:
    names = dict.fromkeys([*(plain(one) for one in values), *([value] if value else [])])
    needs = len(names) > 1 and "" not in names
    first = [{"value": "", "word": _("Choose…"), "on": not value}] if needs else []
    return first + [{"value": one, "word": _named(word, one, plan, voice), "on": one == value} for one in names]


def _named(word: str, value: str, plan: Plan, voice: Voice) -> str:
    """Say what an act may be done with: the words of an answer, the people of a role, else the whole act."""
    kind = doing.VOCABULARY.get(word)
    if kind == doing.ROLE:
        people = plan.roles[value].people if value in plan.roles else ()
        return f"{value} ({voice.listed(people)})" if people else value
    if kind in (doing.REPLY, doing.HOLDING) and value not in texts.HUMAN:
        held = plan.crisis.holding.get(value)
        words = held.text(voice.language, plan.locale.language) if held else texts.words(plan, value, voice.language)
        return f"{value.replace('_', ' ')}: «{words}»" if words else value.replace("_", " ")
    return capital(phrasing.act(as_act(word, value), voice))
