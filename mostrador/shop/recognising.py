"""Where a text names what the shop sells: whole names only, the longest first, each with what it may mean.

A name is known by its words (see `wording`), in their order, with or without the little words between them. One of two
or three words may be mistyped, two of four or more; a name of one word only where it is long. Years, sizes and formats
at the end of a name need not be said. A single word that several products are called besides their name tells nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from mostrador.shop import wording
from mostrador.shop.wording import LINKS, LITTLE, Word

LONGEST_TEXT = 4_000  # characters that are looked at
MOST_MEANT = 4  # products that one name may mean; what means more means none
LEAST_TYPED, LEAST_TYPED_ALONE = 5, 7  # letters of a word that may be mistyped; of a name that is this word alone
EDGE = 3  # letters: one slip leaves the first or the last ones as they were
UNITS = frozenset(wording.stem(unit) for unit in (
    "cl", "ml", "l", "lt", "litro", "litre", "liter", "g", "gr", "kg", "kilo", "oz", "cm", "mm", "m", "talla", "talle",
    "size", "tam", "tamanho", "ud", "uds", "u", "unidad", "unidade", "unit", "pack", "caja", "caixa", "box", "anada",
    "vintage", "safra", "xs", "s", "xl", "xxl",
))  # fmt: skip
_REFERENCE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])|\d{8,}")


class Sold(Struct, frozen=True):
    """A product as it is looked for."""

    id: int
    name: str
    also: Sequence[str] = ()
    reference: str = ""


class Sighting(Struct, frozen=True):
    """A name in a text: the words as they were written, and the products that it may mean."""

    words: str
    products: tuple[Sold, ...]


class _Way(Struct, frozen=True):
    """One way to say something that is sold: stems in their order."""

    stems: tuple[str, ...]
    products: tuple[Sold, ...]
    exact: bool = False  # a reference: every sign counts


class _Match(Struct, frozen=True):
    first: int
    last: int
    slips: int
    way: _Way


class Names:
    """Everything that is sold, ready to be looked for. Built once, asked often."""

    def __init__(self, sold: Iterable[Sold]) -> None:
        self._by_first: dict[str, list[_Way]] = defaultdict(list)
        for way in _ways(sold):
            self._by_first[way.stems[0]].append(way)
        self._like = _alike(word for ways in self._by_first.values() for way in ways for word in way.stems)
        self._known = lru_cache(maxsize=8192)(self._meant)  # people use the same words all day

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def find(self, text: str) -> tuple[Sighting, ...]:
        """Return what the text names, in its order."""
        if not self:
            return ()
        words = wording.words(text[:LONGEST_TEXT])
        taken: set[int] = set()
        found = []
        for match in sorted(self._matches(words), key=_first_the_longest):
            span = range(match.first, match.last + 1)
            if taken.isdisjoint(span):
                taken.update(span)
                found.append(match)
        return tuple(_sighting(match, words, text) for match in sorted(found, key=lambda match: match.first))

    def _matches(self, words: Sequence[Word]) -> Iterator[_Match]:
        for at, word in enumerate(words):
            for stem in self._known(word.stem):
                for way in self._by_first.get(stem, ()):
                    if match := self._match(way, words, at):
                        yield match

    def _match(self, way: _Way, words: Sequence[Word], first: int) -> _Match | None:
        """Return the way where it is said from that word on."""
        at, slips = first, 0
        for stem in way.stems:
            while at > first and at < len(words) and words[at].stem in LINKS and words[at].stem != stem:
                at += 1
            if at >= len(words) or stem not in self._known(words[at].stem):
                return None
            if way.exact and at > first and words[at].start - words[at - 1].end > 1:
                return None
            slips += words[at].stem != stem
            at += 1
        return _Match(first, at - 1, slips, way) if slips <= _forgiven(way) else None

    def _meant(self, stem: str) -> tuple[str, ...]:
        """Return the words of names that this one is: itself, else those of which it is one slip away."""
        if stem in self._like[""]:
            return (stem,)
        if len(stem) < LEAST_TYPED - 1 or not stem.isalpha():
            return ()
        near = {meant for edge in _edges(stem) for meant in self._like.get(edge, ())}
        return tuple(sorted(meant for meant in near if wording.mistyped(stem, meant)))


def _first_the_longest(match: _Match) -> tuple[int, int, int, int]:
    telling = sum(stem not in LINKS for stem in match.way.stems)
    return -telling, match.first - match.last, match.slips, match.first


def _forgiven(way: _Way) -> int:
    if way.exact:
        return 0
    if len(way.stems) == 1:
        return int(len(way.stems[0]) >= LEAST_TYPED_ALONE)
    return 1 if len(way.stems) < 4 else 2


def _sighting(match: _Match, words: Sequence[Word], text: str) -> Sighting:
    start, end = words[match.first].start, words[match.last].end
    return Sighting(words=text[start:end], products=match.way.products)


def _ways(sold: Iterable[Sold]) -> Iterator[_Way]:
    """Return every way to say something, each once, with all that it may mean."""
    own: dict[tuple[str, ...], dict[int, Sold]] = defaultdict(dict)
    other: dict[tuple[str, ...], dict[int, Sold]] = defaultdict(dict)
    for one in sold:
        own[_said(one.name)][one.id] = one
        for name in (_bare(_said(one.name)), *(_said(name) for name in one.also)):
            other[name][one.id] = one
        if _REFERENCE.search(one.reference):
            yield _Way(tuple(word.stem for word in wording.words(one.reference)), (one,), exact=True)
    for stems in own.keys() | other.keys():
        meant = tuple((own.get(stems) or other[stems]).values())
        if LITTLE.issuperset(stems) or len(meant) > (1 if len(stems) == 1 else MOST_MEANT):
            continue
        yield _Way(stems, meant)


def _said(name: str) -> tuple[str, ...]:
    """Return the stems of a name without its little words; with them where they are half of it: "la norte"."""
    stems = tuple(word.stem for word in wording.words(name))
    bare = tuple(stem for stem in stems if stem not in LINKS)
    return bare if len(bare) > 1 or len(stems) == 1 else stems


def _bare(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without the year, size or format at its end."""
    while len(stems) > 1 and (stems[-1] in UNITS or any(sign.isdigit() for sign in stems[-1])):
        stems = stems[:-1]
    return stems


def _alike(stems: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the words of names by what a slip leaves untouched; all of them stand under ""."""
    found: dict[str, set[str]] = defaultdict(set)
    for stem in stems:
        found[""].add(stem)
        if len(stem) >= LEAST_TYPED and stem.isalpha():
            for edge in _edges(stem):
                found[edge].add(stem)
    return {edge: frozenset(words) for edge, words in found.items()} or {"": frozenset()}


def _edges(stem: str) -> tuple[str, str, str]:
    """Return the first letters, the first with the last ones, and all in order: a slip spares one of them."""
    sound = wording.sound(stem)
    return stem[:EDGE], f"{sound}…{stem[-EDGE:]}", f"{sound}~{''.join(sorted(stem))}"


NOTHING = Names(())
