"""Cutting a long text into the parts that a platform takes, never inside what a person sees as one sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# From the best place to cut to the worst; each pattern matches up to and including the cut.
_PLACES = (
    re.compile(r"\n[ \t\r]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"[.!?…。！？]+[\"'»”’)\]]*\s+"),
    re.compile(r"\s+"),
)
_JOINERS = ("\u200d", "\ufe0e", "\ufe0f")


def utf16_units(text: str) -> int:
    return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)


def pieces(text: str, *, limit: int, length: Callable[[str], int] = len) -> list[str]:
    """Cut at a paragraph, line, sentence or blank where one falls in the later half, else between signs.

    Blanks at a cut are dropped, nothing else. `limit` is in the unit of `length`, which adds up over parts.
    """
    rest, cut = text.strip(), []
    while length(rest) > limit:
        most = _most(rest, limit, length)
        at = _best_cut(rest, most)
        cut.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [piece for piece in (*cut, rest) if piece] or [""]


def _most(text: str, limit: int, length: Callable[[str], int]) -> int:
    """Return how many code points of the text fit, at least one."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if length(text[:middle]) <= limit else (low, middle - 1)
    return low


def _best_cut(text: str, most: int) -> int:
    for place in _PLACES:
        ends = [found.end() for found in place.finditer(text, 0, most) if most // 2 < found.end()]
        if ends:
            return ends[-1]
    if most < len(text) and text[most].isspace():
        return most
    return next((at for at in range(most, 0, -1) if not _inside_a_sign(text, at)), most)


def _inside_a_sign(text: str, at: int) -> bool:
    """Say whether a cut before `at` would part what is drawn as one (the gist of UAX #29)."""
    before, after = text[at - 1], text[at]
    if before == "\r" and after == "\n":
        return True
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or after in _JOINERS or before == _JOINERS[0]:
        return True
    if unicodedata.combining(before) == 9 and unicodedata.category(after) == "Lo":
        return True  # an Indic conjunct: consonants tied by a virama
    if _is_skin_or_tag(after) or _is_hangul_vowel_or_tail(after):
        return True
    return _is_flag_letter(before) and _is_flag_letter(after) and _flag_letters_before(text, at) % 2 == 1


def _is_skin_or_tag(sign: str) -> bool:
    return "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"


def _is_hangul_vowel_or_tail(sign: str) -> bool:
    return "\u1160" <= sign <= "\u11ff" or "\ud7b0" <= sign <= "\ud7ff"


def _is_flag_letter(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _flag_letters_before(text: str, at: int) -> int:
    count = 0
    while at - count > 0 and _is_flag_letter(text[at - count - 1]):
        count += 1
    return count
