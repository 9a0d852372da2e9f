"""What a gesture gives, as its words tell it: a gate over wine stands over "una botella de albariño" too.

What whoever gives it chose counts beside what they wrote, never instead of it. A product's own name tells where people
call it otherwise; what neither the choice nor the words tell is unsure, and somebody is asked.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from msgspec import Struct

from mostrador.kit.folding import fold
from mostrador.plan.doing import VOCABULARY
from mostrador.shop import known, wording

WORDS = Path(__file__).with_suffix(".yaml")
CHOICES = VOCABULARY["gesture"]
OTHER, APART, UNSURE, COUNTED, BROKEN = "other", "apart", "unsure", "counted", "broken"
SHORT, TORN = 4, 5  # letters of a word torn apart; pieces
DIMINUTIVE = re.compile(r"(?:c?it|inh|ill|az)[ao]s?$")  # folded: "orujito", "vinazo"
DRAWN = re.compile("[🍷🍾🥂🍺🍻🍸🍹🥃🍶]")  # they count as what they show
WORD = re.compile(r"[^\W_]+")
ENGLISH = frozenset(["the", "and", "with", "for", "your", "our", "of", "you", "we"])


class Written(NamedTuple):
    """A folded word, whether it is written large, and whether it begins a sentence."""

    word: str
    large: bool
    begins: bool


class Told(Struct, frozen=True):
    """The `things` it is, in words of the plan, and whether that is `sure` to be all."""

    things: tuple[str, ...]
    sure: bool


def told(thing: str, note: str, *, why: str = "", names: Iterable[str] = ()) -> Told:
    """Return what is given. `names` are those of the customer, of colleagues and of the shop: they name no drink.

    `why` tells the thing only where nothing else was written, and never that it is no drink; a drink in it is asked
    about whatever was chosen, unless it is what arrived broken.
    """
    chosen = (thing,) if thing in CHOICES else ()
    written, why = _plain(note if chosen else f"{thing}. {note}"), _plain(why)
    named, sure = _read(written, names)
    if not (chosen or named or re.search(r"\w", written)):
        named, sure = _read(why, names)
        sure = sure and "wine" not in named  # it may be what arrived broken
        named = named if sure else ()
    things = tuple(dict.fromkeys((*chosen, *named))) or (OTHER,)
    return Told(things, sure and bool(chosen or named) and not _pours(why))


def _read(written: str, names: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """Return the things that words name, and whether nothing in them may hold something else."""
    sold = [one.name for seen in known.names().find(written) for one in seen.products]
    said, apart = _patterns()[APART].subn(" ", _stems(f"{written}, {', '.join(sold)}"))
    named = tuple(thing for thing in CHOICES if _patterns()[str(thing)].search(said) or (apart and thing == OTHER))
    held = _full().sub(" ", said)
    bare = [name for name in sold if not any(_patterns()[str(one)].search(_stems(name)) for one in CHOICES)]
    sure = not bare and not _patterns()[UNSURE].search(held) and not any(_strange(written, names))
    return tuple(map(str, named)), sure


def _pours(why: str) -> bool:
    """Whether the reason speaks of a drink, or counts what holds one: "una botella"."""
    said = _broken().sub(" ", _patterns()[APART].sub(" ", _stems(why)))
    slips = (word for word in WORD.findall(fold(why)) if len(word) > SHORT and not _is_known(word))
    held = _full().sub(" ", said)
    return bool(
        _patterns()["wine"].search(said)
        or _counted().search(held)
        or any(_one_slip(word, drink) for word in slips for drink in _drinks())
    )


def _strange(written: str, names: Iterable[str]) -> Iterator[str]:
    """Go through words that are none we know, and look like a drink or stand where a thing or its name stands."""
    words = [Written(fold(one.group()), *_place(written, one)) for one in WORD.finditer(written)]
    own = {word for seen in known.names().find(written) for word in WORD.findall(fold(seen.words))}
    own |= {word for name in names for word in WORD.findall(fold(name))}
    said = [one.word for one in words]
    counted = _known(COUNTED) | ({"a"} if ENGLISH & set(said) else set())
    unknown = [not (is_ordinary(word) or word in own or word in _told()) for word in said]
    yield from _torn(said)
    yield from _bare(said, unknown, own)
    for at, one in enumerate(words):
        before = said[at - 1] if at else ""
        if unknown[at] and (
            before in counted or before.isdigit() or _looks_like_a_drink(one.word) or _names_one(words, at)
        ):
            yield one.word


def _place(written: str, found: re.Match[str]) -> tuple[bool, bool]:
    """Return whether a word is written large, and whether it begins a sentence."""
    before = written[: found.start()].rstrip(" \"'“«(¡¿")
    return found.group()[0].isupper(), not re.search(r"\w", before) or before[-1] in ".!?:;\n…"


def _torn(said: Sequence[str]) -> Iterator[str]:
    """Go through drinks whose letters stand apart: "vi no"."""
    for at, many in itertools.product(range(len(said)), range(2, TORN + 1)):
        joined = "".join(said[at : at + many])
        if at + many <= len(said) and joined in _known("wine") and min(map(len, said[at : at + many])) < SHORT:
            yield joined


def _bare(said: Sequence[str], unknown: Sequence[bool], own: set[str]) -> Iterator[str]:
    """Yield the first word that tells something, where nobody knows it: a note begins with words of a note."""
    telling = (at for at, word in enumerate(said) if unknown[at] or not (word in wording.LITTLE or word in own))
    first = next(telling, None)
    if first is not None and unknown[first]:
        yield said[first]


def _names_one(words: Sequence[Written], at: int) -> bool:
    """Whether it is a name inside a sentence, and not where a thing without alcohol comes from: "queso de Arzúa"."""
    one = words[at]
    of = at > 1 and words[at - 1].word in wording.LINKS and bool(_patterns()[OTHER].search(_stems(words[at - 2].word)))
    return one.large and not one.begins and not of


def _looks_like_a_drink(word: str) -> bool:
    """Whether one slip, or leaving off what makes it small or great, makes it a drink."""
    whole = {DIMINUTIVE.sub(end, word) for end in ("", "a", "e", "o")} if DIMINUTIVE.search(word) else set()
    return not whole.isdisjoint(_known("wine")) or any(_one_slip(word, drink) for drink in _drinks())


def is_ordinary(word: str) -> bool:
    """Whether a folded word is one of those that name no drink, however near to one it is."""
    return word.isdigit() or word in wording.LITTLE or not {word, wording.stem(word)}.isdisjoint(_ordinary())


def _is_known(word: str) -> bool:
    return not {word, wording.stem(word)}.isdisjoint(_known())


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
    """Return the letters without what nobody sees between them, and drinks that are drawn as a word."""
    seen = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return DRAWN.sub(" wine ", seen)


def _stems(text: str) -> str:
    """Return the words as they are compared, a space around each."""
    words = wording.words(text)
    return "".join(f" {word.stem} " for word in words)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(_stems(one) for one in words.split(","))) for kind, words in _written().items()}


@cache
def _full() -> re.Pattern[str]:
    """What holds something that was told: "caja de bombones", "bottle of water"."""
    return re.compile(rf"(?:{_patterns()[UNSURE].pattern})(?: (?:de|of|con|com|d) )?(?:{_patterns()[OTHER].pattern})")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?:{_patterns()[COUNTED].pattern}| (?:a|va|van|\d+) )(?:{_patterns()[UNSURE].pattern})")


@cache
def _broken() -> re.Pattern[str]:
    """A drink, or what holds it, that is named because it came broken or wrong: "botella de vino rota"."""
    held, wine, fault = (_patterns()[kind].pattern for kind in (UNSURE, "wine", BROKEN))
    few = r"(?: (?:un|una|la|el|los|las|a|the|um|uma|o|dos|two|duas|\d+) )?"
    what = rf"(?:(?:{held})(?: (?:de|of|d) (?:{wine}))?|{wine})"
    return re.compile(
        rf"(?:{fault}){few}{what}|{what}(?: (?:llego|vino|llegaron|arrived|came|chegou|chegaram) )?(?:{fault})"
    )
