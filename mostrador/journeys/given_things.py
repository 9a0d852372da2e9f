"""What a gesture gives, as its words tell it: a gate over wine stands over "una botella de albariño" too.

What whoever gives it chose counts beside what they wrote, never instead of it. A product's own name tells where people
call it otherwise; what neither the choice nor the words tell is unsure, and somebody is asked.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from msgspec import Struct

from mostrador.plan.doing import VOCABULARY
from mostrador.shop import known, wording

WORDS = Path(__file__).with_suffix(".yaml")
CHOICES = VOCABULARY["gesture"]
OTHER, APART, UNSURE = "other", "apart", "unsure"


class Told(Struct, frozen=True):
    """The `things` it is, in words of the plan, and whether that is `sure` to be all."""

    things: tuple[str, ...]
    sure: bool


def told(thing: str, note: str, *, why: str = "") -> Told:
    """Return what is given. `why` tells it only where nothing else was written, and never that it is no drink."""
    chosen = (thing,) if thing in CHOICES else ()
    written = note if chosen else f"{thing}, {note}"
    named, sure = _read(written)
    if not (chosen or named or re.search(r"\w", written)):
        named, sure = _read(why)
        sure = sure and "wine" not in named  # it may be what arrived broken
        named = named if sure else ()
    things = tuple(dict.fromkeys((*chosen, *named))) or (OTHER,)
    return Told(things, sure and bool(chosen or named))


def _read(written: str) -> tuple[tuple[str, ...], bool]:
    """Return the things that words name, and whether nothing in them may hold something else."""
    names = [one.name for seen in known.names().find(written) for one in seen.products]
    said, apart = _patterns()[APART].subn(" ", _stems(f"{written}, {', '.join(names)}"))
    named = tuple(thing for thing in CHOICES if _patterns()[str(thing)].search(said) or (apart and thing == OTHER))
    held = _full().sub(" ", said)
    sold = [name for name in names if not any(_patterns()[str(one)].search(_stems(name)) for one in CHOICES)]
    return tuple(map(str, named)), not sold and not _patterns()[UNSURE].search(held)


def _stems(text: str) -> str:
    """Return the words as they are compared, a space around each."""
    words = wording.words(unicodedata.normalize("NFKC", text))
    return "".join(f" {word.stem} " for word in words)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    listed = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(_stems(one) for one in words.split(","))) for kind, words in listed.items()}


@cache
def _full() -> re.Pattern[str]:
    """What holds something that was told: "caja de bombones", "bottle of water"."""
    return re.compile(rf"(?:{_patterns()[UNSURE].pattern})(?: (?:de|of|con|com|d) )?(?:{_patterns()[OTHER].pattern})")
