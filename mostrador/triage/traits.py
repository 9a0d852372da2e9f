"""What the light model looks at in a message: its words, their pieces, neighbouring words, and a few plain signs.

A trait is a number below `ROWS`: the row of the weights that it stands on. Training and sorting read messages here and
nowhere else. What belongs to a word alone is found once a word (people use the same words all day).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

from mostrador.triage.matching import Token

ROWS = 1 << 16
SIGN_ROWS = 1 << 10  # the last ones: signs share no row with words
PIECES = range(3, 6)  # lengths of the pieces of a word, its edges included
LONGEST_WORD = 24  # letters: what is longer is no word
MOST_WORDS = 400

LINK = re.compile(
    r"https?://\S+|www\.\S+|\b(?:t|wa)\.me/\S+|\bbit\.ly/\S+"
    r"|\b[a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]+){0,4}\.(?:xyz|info|top|click|ru|shop|club|site|online|vip|live|win|link|com|net|org|io|es|br|mx|ar|pt)\b\S*",
    re.IGNORECASE,
)
MENTION = re.compile(r"(?<!\w)@[\w.]+")
_DIGIT = re.compile(r"[0-9]")
_SIGNS = {
    "question": re.compile(r"\?"),
    "asked_first": re.compile(r"¿"),
    "exclaims": re.compile(r"!"),
    "shouts": re.compile(r"(?:\b[A-ZÁÉÍÓÚÑÃÇÊÔ]{3,}\b\W*){2}"),
    "lines": re.compile(r"\n"),
    "stars": re.compile(r"⭐|★|\bestrellas?\b|\bestrelas?\b|\bstars?\b", re.IGNORECASE),
}  # fmt: skip
_NUMBERS = {
    "order_number": re.compile(r"#\s?\d{3,}|\b[A-Z]{1,4}-?\d{3,}\b|\b\d{4,9}\b"),
    "amount": re.compile(
        r"\d\s?(?:€|eur|euros?|pesos|reais|dólares|dollars|usd|mxn|pounds)\b|[$€£]\s?\d|R\$", re.IGNORECASE
    ),
    "phone": re.compile(r"\+?\d[\d\s.-]{8,}\d"),
}  # fmt: skip


def masked(text: str) -> str:
    """Return the text with blanks for its links and mentions, every other character in its place."""
    if "." in text or ":" in text:
        text = LINK.sub(_blank, text)
    return MENTION.sub(_blank, text) if "@" in text else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def row(trait: str) -> int:
    return crc32(trait.encode("utf-8", "surrogatepass")) % (ROWS - SIGN_ROWS)


def _sign_row(sign: str) -> int:
    return ROWS - SIGN_ROWS + crc32(sign.encode()) % SIGN_ROWS


def words(text: str, read: Sequence[Token]) -> list[str]:
    """Return the words as the model knows them: any digit is 0; where accents were written, they stand behind a bar."""
    return [_known(token, text) for token in read[:MOST_WORDS]]


def _known(token: Token, text: str) -> str:
    word = token.word[:LONGEST_WORD]
    if word.isdigit() or not word.isalpha():
        word = _DIGIT.sub("0", word)
    written = text[token.start : token.end]
    return word if written.isascii() else f"{word}|{written[:LONGEST_WORD].lower()}"


def of_word(known: str) -> tuple[list[int], list[int]]:
    """Return the traits of one word: itself, and its pieces."""
    word, _, written = known.partition("|")
    edged = f" {word} "
    pieces = [edged[at : at + size] for size in PIECES for at in range(len(edged) - size + 1)]
    accents = [f"´{written[max(0, at - 1) : at + 2]}" for at, sign in enumerate(written) if not sign.isascii()]
    return [row(f"w {word}")], [row(piece) for piece in pieces + accents]


def pairs(spoken: Sequence[str]) -> Iterator[str]:
    """Yield neighbouring words, the edges of the message among them."""
    bare = [known.partition("|")[0] for known in spoken]
    for left, right in zip(["<", *bare], [*bare, ">"], strict=True):
        yield f"p {left} {right}"


def signs(text: str, groups: Sequence[str], *, public: bool = False) -> list[int]:
    """Return the traits of plain signs: links, numbers, shouting, length, and the groups of phrases found."""
    told = [f"s {name}" for name, sign in _SIGNS.items() if sign.search(text)]
    if _DIGIT.search(text):
        told += [f"s {name}" for name, sign in _NUMBERS.items() if sign.search(text)]
    told += [f"g {group}" for group in groups]
    told.append(f"s length {min(6, len(text).bit_length() // 2)}")
    if ("." in text or ":" in text) and LINK.search(text):
        told.append("s link")
    if "@" in text and MENTION.search(text):
        told.append("s mention")
    if public:
        told.append("s public")
    return [_sign_row(sign) for sign in told]
