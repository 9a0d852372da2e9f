"""Words as names are compared: folded, without number, and how a word looks when it is mistyped.

The stems are no grammar: they only have to be the same for "limón" and "limones", "cherry" and "cherries", "pastel"
and "pastéis". They keep the gender: a "copa" is no "copo".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mostrador.kit.folding import fold

SHORTEST_STEM = 3  # letters: what is shorter is compared as it is
LINKS = frozenset((
    "de", "del", "la", "el", "los", "las", "lo", "do", "da", "dos", "das", "of", "the", "d", "l", "s",
))  # fmt: skip
"""Words that names are told with and without: "queso de Arzúa", "el queso Arzúa"."""

_CARRY = """
    a al ao aos as com con como cada da e el em en entre es esta este eu ha hay i if in is isso it its le les lhe
    mais mas me mi mis my muy na nao nas ni nem no nos not o on or os ou para pela pelo per pero por pra que quem
    quien se sem seu ser si sim sin so sobre son sos su sua sus tan te tem tu tus um uma un una uno voce vos was we
    y ya yo you your at be by do for from has he her him his our out than that they this to us with an and are but
    can go am
"""
LITTLE = LINKS | frozenset(_CARRY.split())
"""Words that carry a sentence and name nothing: no stem becomes one of them, and none is a name alone."""

_WORD = re.compile(r"[^\W_]+")
_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
_VOWELS = frozenset("aeiou")
_SOUNDS = {"v": "b", "z": "s", "c": "s", "k": "s", "q": "s", "j": "g", "y": "l"}
_ENDS = (
    (re.compile(r"(?<=[^s])s$"), ""),  # vinos, beers
    (re.compile(r"(?<=[^aeiou])e$"), ""),  # limone(s), tomate, glasse(s)
    (re.compile(r"(?<=[aeiou])s$"), ""),  # gris(es)
    (re.compile(r"(?:oe|ae)$"), "ao"),  # limoe(s), pae(s)
    (re.compile(r"ie$"), "y"),  # cherrie(s)
    (re.compile(r"(?<=[aeou])i$"), "l"),  # pastei(s), azui(s)
    (re.compile(r"il$"), "i"),  # barril
    (re.compile(r"z$"), "c"),  # arroz, arroc(es)
    (re.compile(r"(?<=[aeiou])m$"), "n"),  # bombom, bombon(s)
)


class Word(NamedTuple):
    """A word as it is compared, and where it stands in the text."""

    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of a text in their order."""
    return [Word(stem(found.group()), found.start(), found.end()) for found in _WORD.finditer(fold(text))]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a folded word without its number, and without letters drawn out."""
    word = _DRAWN.sub(r"\1", word)
    if word in LITTLE:
        return word
    for ending, instead in _ENDS:
        shorter = ending.sub(instead, word) if len(word) >= SHORTEST_STEM and word.isalpha() else word
        if shorter != word and shorter in LITTLE:
            return word
        word = shorter
    return word


def mistyped(written: str, meant: str) -> bool:
    """Say whether one slip makes one word of the other: a letter more or less, another, or two changed about.

    The first letter sounds the same, and a last vowel that differs is another word: "cartero" is no "cartera".
    """
    if sound(written) != sound(meant) or abs(len(written) - len(meant)) > 1 or written == meant:
        return False
    return not _ends_otherwise(written, meant) and one_slip(written, meant)


def sound(word: str) -> str:
    """Return how a word begins to the ear: "zenteno" like "centeno", "bainilla" like "vainilla"."""
    return _SOUNDS.get(word[0], word[0])


def _ends_otherwise(one: str, other: str) -> bool:
    """Say whether only the last vowel differs, or is there in one of them alone."""
    if len(one) == len(other):
        return one[:-1] == other[:-1] and not _VOWELS.isdisjoint((one[-1], other[-1]))
    return one[:-1] == other or other[:-1] == one


def one_slip(one: str, other: str) -> bool:
    """Say whether a letter more or less, another, or two changed about make one word of another."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, left = one[at:], other[at:]
    if len(one) == len(other):
        return rest[1:] == left[1:] or (rest[:2] == left[1::-1] and rest[2:] == left[2:])
    return rest[1:] == left if len(one) > len(other) else rest == left[1:]
