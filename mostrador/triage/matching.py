"""Finding phrases in a message: folded words, prefixes (`devol*`) and short gaps (`donde .. pedido`).

Phrases are indexed by the first letters of their first word, so a message costs its own length, not theirs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from mostrador.kit.folding import fold

LONGEST_GAP = 3  # words that `..` may stand for
HEAD = 3  # letters of the first word that the index looks at
WEAK = 0.4
STRENGTH_OF_WORDS = {1: 0.7, 2: 0.82, 3: 0.9}
LONGEST_TEXT = 4_000  # characters; what somebody needs is said before that
_TOKEN = re.compile(r"[a-z0-9ßœæø]+|[^\sa-z0-9]", re.ASCII)
_SHORT = {
    "q": "que", "k": "que", "ke": "que", "xq": "porque", "pq": "porque", "tb": "tambien", "tmb": "tambien",
    "pa": "para", "d": "de", "vc": "voce", "vcs": "voces", "td": "tudo", "mt": "muito", "mto": "muito",
    "n": "nao", "u": "you", "ur": "your", "thx": "thanks", "tks": "thanks",
    "dnd": "donde", "cm": "como", "cmo": "como", "xfa": "por", "porfa": "favor", "pfv": "favor", "grax": "gracias",
    "graxias": "gracias", "obg": "obrigado", "vlw": "valeu", "hj": "hoje", "qdo": "quando", "qto": "quanto",
    "cto": "cuanto", "msj": "mensaje", "tlf": "telefono", "wht": "what", "whats": "what",
    "blz": "beleza", "tbm": "tambem", "kd": "cade", "qnto": "quanto", "qnt": "quanto", "qts": "quantos", "pf": "favor",
    "pfvr": "favor", "dps": "depois", "agr": "agora", "ngm": "ninguem", "sdds": "saudades", "eh": "e", "oq": "que",
    "pls": "please", "plz": "please", "tmrw": "tomorrow", "ppl": "people", "nvr": "never", "xa": "para", "aki": "aqui",
    "dsp": "despues", "bn": "bien", "wpp": "whatsapp", "wsp": "whatsapp",
}  # fmt: skip


class Token(Struct, frozen=True):
    """A word as it is compared, and where it stands in the text."""

    word: str
    start: int
    end: int


class Phrase(Struct, frozen=True):
    """`words` are compared in order; one ending in * is a beginning; "" stands for a short gap."""

    group: str
    language: str
    strength: float  # how sure this phrase alone makes us, from 0 to 1
    words: tuple[str, ...]


class Hit(Struct, frozen=True):
    """A phrase found: tokens from `first` up to `last`, both included."""

    phrase: Phrase
    first: int
    last: int


class Index:
    """All phrases, ready to be looked for."""

    def __init__(self, phrases: Iterator[Phrase] | list[Phrase]) -> None:
        self._by_head: dict[str, list[Phrase]] = defaultdict(list)
        self.vocabulary: dict[str, set[str]] = defaultdict(set)
        for phrase in phrases:
            self._by_head[phrase.words[0].rstrip("*")[:HEAD]].append(phrase)
            for word in phrase.words:
                self.vocabulary[word.rstrip("*")].add(phrase.language)

        self._beginning_with = lru_cache(maxsize=8192)(self._that_begin)  # people use the same words all day

    def find(self, tokens: list[Token]) -> list[Hit]:
        """Return every phrase that the tokens hold."""
        found = []
        for at, token in enumerate(tokens):
            for phrase in self._beginning_with(token.word):
                last = _match(phrase.words, tokens, at)
                if last is not None:
                    found.append(Hit(phrase=phrase, first=at, last=last))
        return found

    def _that_begin(self, word: str) -> tuple[Phrase, ...]:
        return tuple(phrase for phrase in self._by_head.get(word[:HEAD], ()) if _same(phrase.words[0], word))


def _match(words: tuple[str, ...], tokens: list[Token], at: int) -> int | None:
    """Return the last token that the words reach from `at`, or None."""
    for number, word in enumerate(words):
        if not word:
            rest = words[number + 1 :]
            ends = (_match(rest, tokens, at + skipped) for skipped in range(LONGEST_GAP + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(tokens) or not _same(word, tokens[at].word):
            return None
        at += 1
    return at - 1


def _same(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def phrases(told: str, *, group: str, language: str) -> Iterator[Phrase]:
    """Read a list: phrases between bars; `~` makes one weak, `..` is a gap, `*` any ending."""
    for entry in told.split("|"):
        words = tuple("" if word == ".." else fold(word) for word in entry.replace("~", " ").split())
        if words:
            strength = WEAK if "~" in entry else STRENGTH_OF_WORDS[min(len(words), 3)]
            yield Phrase(group=group, language=language, strength=strength, words=words)


def tokens(text: str) -> list[Token]:
    """Return the words and signs of a text that is in Unicode's composed form."""
    folded = fold(text[:LONGEST_TEXT])
    return [
        Token(word=_plain(found.group()), start=found.start(), end=found.end()) for found in _TOKEN.finditer(folded)
    ]


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """Undo drawn-out letters and the spelling of chats."""
    if len(word) > 3 and (drawn := _DRAWN.sub(r"\1", word)) != word:
        word = drawn
    return _SHORT.get(word, word)


_DRAWN = re.compile(r"([a-z])\1{2,}")
