"""What a gesture gives, as its words tell it: a gate over wine stands over "una botella de albariño" too.

What whoever gives it chose counts beside what they wrote, never instead of it. A product's own name tells where people
call it otherwise; what neither the choice nor the words tell is unsure, and somebody is asked.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from msgspec import Struct

from mostrador.kit.folding import fold
from mostrador.plan.doing import VOCABULARY
from mostrador.shop import known, wording

WORDS = Path(__file__).with_suffix(".yaml")
CHOICES = VOCABULARY["gesture"]
OTHER, APART, UNSURE, COUNTED = "other", "apart", "unsure", "counted"
WORD = re.compile(r"[^\W_]+")
ENGLISH = frozenset(["the", "and", "with", "for", "your", "our", "of", "you", "we"])


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
    sure = not sold and not _patterns()[UNSURE].search(held) and not any(_strange(written))
    return tuple(map(str, named)), sure


def _strange(written: str) -> Iterator[str]:
    """Go through words that are none we know, and look like a drink, stand where a thing stands, or stand alone."""
    words = WORD.findall(fold(_plain(written)))
    sold = {word for seen in known.names().find(written) for word in WORD.findall(fold(seen.words))}
    counted = _known(COUNTED) | ({"a"} if ENGLISH & set(words) else set())
    alone = not any(is_ordinary(word) or word in _told() for word in words)  # "Mahou": a name, and nothing around it
    for before, word in zip(["", *words], words, strict=False):
        if is_ordinary(word) or word in sold or word in _told():
            continue
        if alone or before in counted or before.isdigit() or any(_one_slip(word, drink) for drink in _drinks()):
            yield word


def is_ordinary(word: str) -> bool:
    """Whether a folded word is one of those that name no drink, however near to one it is."""
    return word.isdigit() or word in wording.LITTLE or not {word, wording.stem(word)}.isdisjoint(_ordinary())


@cache
def _ordinary() -> frozenset[str]:
    return _known() - _known("wine", UNSURE)


def _one_slip(word: str, drink: str) -> bool:
    """Whether one letter more, less or other makes it that drink, or its stem where there are several of them."""
    return wording.one_slip(word, drink) or wording.one_slip(wording.stem(word), wording.stem(drink))


@cache
def _known(*kinds: str) -> frozenset[str]:
    """Return all words that are listed, or those of some kinds, folded, and their stems."""
    words = [word for kind, listed in _listed().items() if not kinds or kind in kinds for word in listed]
    return frozenset([*words, *map(wording.stem, words)])


@cache
def _drinks() -> frozenset[str]:
    """Return what a slip may be meant for: what holds alcohol, and what may hold it."""
    return frozenset(word for kind in ("wine", UNSURE) for word in _listed()[kind]) - wording.LITTLE


@cache
def _told() -> frozenset[str]:
    """Return what the patterns tell already: the things that are one word."""
    return frozenset(fold(one.strip()) for words in _written().values() for one in words.split(","))


@cache
def _listed() -> Mapping[str, list[str]]:
    return {kind: WORD.findall(fold(words)) for kind, words in _written().items()}


@cache
def _written() -> Mapping[str, str]:
    found: Mapping[str, str] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found


def _plain(text: str) -> str:
    """Return the letters without what nobody sees between them."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")


def _stems(text: str) -> str:
    """Return the words as they are compared, a space around each."""
    words = wording.words(_plain(text))
    return "".join(f" {word.stem} " for word in words)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(_stems(one) for one in words.split(","))) for kind, words in _written().items()}


@cache
def _full() -> re.Pattern[str]:
    """What holds something that was told: "caja de bombones", "bottle of water"."""
    return re.compile(rf"(?:{_patterns()[UNSURE].pattern})(?: (?:de|of|con|com|d) )?(?:{_patterns()[OTHER].pattern})")
