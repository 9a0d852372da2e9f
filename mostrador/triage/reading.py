"""A message as the machine reads it: tokens, the phrases found in them, and the traits of it all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from mostrador.triage import traits
from mostrador.triage.matching import LONGEST_TEXT, Hit, Index, Phrase, Token, phrases, tokens
from mostrador.triage.words import en, es, pt


class Read(Struct, frozen=True):
    """What was read of a text, before anybody thinks about it."""

    text: str  # composed, and cut to what is looked at
    tokens: list[Token]
    spoken: list[str]
    hits: list[Hit]
    signs: list[int]

    @property
    def word_count(self) -> int:
        return sum(token.word.isalpha() for token in self.tokens)


def read(text: str, *, public: bool = False) -> Read:
    text = unicodedata.normalize("NFC", text[: 2 * LONGEST_TEXT])[:LONGEST_TEXT]
    found = tokens(traits.masked(text))
    hits = INDEX.find(found)
    groups = sorted({hit.phrase.group for hit in hits})
    return Read(text, found, traits.words(text, found), hits, traits.signs(text, groups, public=public))


def _written() -> Iterator[Phrase]:
    for code, lists in (("es", es.LISTS), ("en", en.LISTS), ("pt", pt.LISTS)):
        for group, told in lists.items():
            yield from phrases(told, group=group, language=code)


INDEX = Index(_written())
