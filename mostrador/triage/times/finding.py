"""Finds what a draft promises: the words, and the time in them as a calendar still to be looked at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mostrador.kit.folding import fold
from mostrador.triage.times import en, es, pt
from mostrador.triage.times.words import Part, Tongue

TONGUES = {"es": es.TONGUE, "en": en.TONGUE, "pt": pt.TONGUE}
LONGEST = 4_000
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|^\s*>.*$|¿[^?]*\?|https?://\S+", re.MULTILINE)
SENTENCE = re.compile(r"[^.;:!?\n…()]+(?:[.:](?=\d)[^.;:!?\n…()]+)*([.;:!?\n…()]|$)")


class When(Struct, frozen=True, kw_only=True):
    """A time as it was said. What was not said is None or empty."""

    seconds: float | None = None  # from now
    whole_days: int | None = None  # from now: until the end of that day
    days: int | None = None
    weekday: int | None = None
    next_week: bool = False
    date: tuple[int, int | None] | None = None  # day, month
    weeks: int | None = None
    part: Part = ""
    clock: tuple[int, int] | None = None
    shift: str = ""  # am, pm; empty: not said
    day_before: bool = False  # "antes del viernes": what they mean ends the day before
    ends: tuple[tuple[Part, int], ...] = ()

    @property
    def by_closing(self) -> bool:
        return self.part == "closing" and self.clock is None

    @property
    def names_a_day(self) -> bool:
        return any(one is not None for one in (self.whole_days, self.days, self.weekday, self.date, self.weeks))


class Said(Struct, frozen=True, kw_only=True):
    """A promise in a draft: its own words, and its time; None where it is too vague to hold anybody to it."""

    words: str
    when: When | None


def find(text: str, *, language: str) -> Said | None:
    """Return the first promise with a time, else the first vague one, else None. Quotes and questions do not count."""
    tongue = TONGUES.get(language, es.TONGUE)
    text = unicodedata.normalize("NFC", text[:LONGEST])
    plain = _plain(text, tongue)
    sentences = [one.span() for one in SENTENCE.finditer(plain) if one.group(1) != "?"]
    timed = (said for start, end in sentences for said in _timed(text, plain, start, end, tongue))
    vague = (said for start, end in sentences if (said := _vague(text, plain, start, end, tongue)))
    return next(timed, None) or next(vague, None)


def _plain(text: str, tongue: Tongue) -> str:
    """Return the folded text; what is quoted, asked or merely possible is blanked, each letter in its place."""
    folded = _blanked(QUOTED, fold(text))
    possible = re.compile(rf"{tongue.conditions.pattern}[^,.;:!?\n]*")
    return possible.sub(lambda found: _possible(found.group(), tongue), folded)


def _possible(clause: str, tongue: Tongue) -> str:
    """Return a blanked clause; of one that only waits for something, the words that say so stay: "cuando llegue"."""
    waits = tongue.later.match(clause)
    kept = waits.group() if waits else ""
    return kept + " " * (len(clause) - len(kept))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found.group()), text)


def _timed(text: str, plain: str, start: int, end: int, tongue: Tongue) -> Iterator[Said]:
    """Return the promises of a sentence: what we do and its time must stand in the same thought."""
    begin = start
    for cut in [*tongue.breaks.finditer(plain, start, end), None]:
        upto = cut.start() if cut else end
        if _commits(plain[begin:upto], tongue) and (when := _when(plain[begin:upto], tongue)):
            yield Said(words=_words(text[begin:upto]), when=when)
        begin = cut.end() if cut else begin


def _vague(text: str, plain: str, start: int, end: int, tongue: Tongue) -> Said | None:
    sentence = plain[start:end]
    if _commits(sentence, tongue) and tongue.vague.search(sentence):
        return Said(words=_words(text[start:end]), when=None)
    return None


def _words(said: str) -> str:
    return " ".join(said.split()).strip(" ,.;:!…")


def _commits(plain: str, tongue: Tongue) -> bool:
    return any(not tongue.never.search(_around(plain, one)) for one in tongue.commits.finditer(plain))


def _around(plain: str, commit: re.Match[str]) -> str:
    """Return what stands between the commas around it: a "no" there is about it."""
    begin = plain.rfind(",", 0, commit.start()) + 1
    end = plain.find(",", commit.end())
    return plain[begin : end if end >= 0 else len(plain)]


def _when(plain: str, tongue: Tongue) -> When | None:
    if span := tongue.span.search(plain):
        return _span(span, tongue)
    told = {**_day(plain, tongue), **_hour(plain, tongue), **_part(plain, tongue)}
    return When(**told, ends=tuple(tongue.ends.items())) if told else None


def _span(found: re.Match[str], tongue: Tongue) -> When:
    amount = _number(found["number"], tongue) + (0.5 if found["half"] else 0)
    match tongue.units[found["unit"][0]]:
        case "minutes":
            return When(seconds=amount * 60)
        case "hours":
            return When(seconds=amount * 3600)
        case "weeks":
            return When(whole_days=round(amount * 7), ends=tuple(tongue.ends.items()))
        case _:
            return When(whole_days=round(amount), ends=tuple(tongue.ends.items()))


def _number(word: str, tongue: Tongue) -> float:
    return float(word) if word.isdigit() else tongue.numbers[word]


def _day(plain: str, tongue: Tongue) -> dict[str, Any]:
    for pattern, days in tongue.days:
        if found := pattern.search(plain):
            return {"days": days, **_before(plain, found, tongue)}
    if found := tongue.date.search(plain):
        day, month = _either(found, "day"), _either(found, "month")
        number = tongue.months.get(month) or (int(month) if month.isdigit() else None)
        return {"date": (int(day), number), **_before(plain, found, tongue)} if 0 < int(day) <= 31 else {}
    for pattern, weeks in tongue.weeks:
        if pattern.search(plain) and not tongue.weekday.search(plain):
            return {"weeks": weeks}
    if all_found := list(tongue.weekday.finditer(plain)):
        found = all_found[-1]  # "between Monday and Tuesday" binds us to Tuesday
        return {"weekday": tongue.weekdays[" ".join(_either(found, "day").split())], **_before(plain, found, tongue)}
    return {}


def _before(plain: str, found: re.Match[str], tongue: Tongue) -> dict[str, Any]:
    """Whether "before" stands right before that day, and no hour of it is meant."""
    before = any(one.start() <= found.start() <= one.end() + 1 for one in tongue.before_day.finditer(plain))
    return {"day_before": True} if before and not tongue.clock.search(plain) else {}


def _hour(plain: str, tongue: Tongue) -> dict[str, Any]:
    found = tongue.clock.search(plain)
    if found is None:
        return {}
    hour, minute = int(_number(found["hour"], tongue)), int(found["minute"] or 0)
    half = (found["half"] or "").strip()
    if half.endswith(("media", "meia")) or half.startswith("half"):
        minute = 30
    elif half.endswith(("cuarto", "quince", "quinze")) or half.startswith("quarter"):
        early = half.startswith("menos") or half.endswith("to")
        hour, minute = (hour - 1, 45) if early else (hour, 15)
    shift = (found["shift"] or "").replace(".", "")
    named = {"am": "am", "pm": "pm", "manana": "am", "manha": "am", "tarde": "pm", "noche": "pm", "noite": "pm"}
    return {"clock": (hour, minute), "shift": named.get(shift, "")} if 0 <= hour < 24 else {}


def _part(plain: str, tongue: Tongue) -> dict[str, Any]:
    part = next((name for pattern, name in tongue.parts if pattern.search(plain)), None)
    return {"part": part} if part else {}


def _either(found: re.Match[str], name: str) -> str:
    groups = found.groupdict()
    return groups.get(name) or groups.get(f"{name}2") or groups.get(f"{name}3") or ""
