"""A region sent piece by piece: a page says which pieces it has, and is sent only those that are new to it.

Each piece has a mark of its own words; nothing is remembered of any page. Where the page says nothing, or nothing that
we know, it is sent everything. Marks are kept for a while, so that what nobody is sent need not be drawn; words never
are: who is forgotten is not found in the process's memory.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

SIGNS = 8  # of a mark
KEPT = Markup('<i data-kept="{}-{}"></i>')
FORM = Markup("<!--form-->")
"""Stands in a piece for what makes its forms ours: that differs each time, though the piece is the same."""

MOST_MARKS = 5_000  # kept, at some 300 bytes
Key = tuple[Callable[..., str], bytes]

_marks: dict[Key, str] = {}


class Laid(NamedTuple):
    marks: str
    """Of all the pieces in their order, `SIGNS` each."""
    words: Markup


class _Piece:
    """A piece that is drawn when somebody needs its words."""

    def __init__(self, draw: Callable[[], str], key: Key | None) -> None:
        self._draw, self._key = draw, key

    @cached_property
    def words(self) -> str:
        return self._draw()

    @cached_property
    def mark(self) -> str:
        if self._key is None:
            return _mark(self.words)
        if (known := _marks.get(self._key)) is None:
            if len(_marks) >= MOST_MARKS:
                _marks.clear()
            known = _marks[self._key] = _mark(self.words)
        return known


def _mark(words: str) -> str:
    return urlsafe_b64encode(blake2b(words.encode(), digest_size=SIGNS * 6 // 8).digest()).decode()


def lay(draw: Callable[..., str], pieces: Iterable[Any], around: object, *, has: str = "", form: object = "") -> Laid:
    """Draw each piece with `draw(piece, around, FORM)`, and put a line in the place of those that the page has.

    `draw` makes exactly one element of each. `has` are the marks that the page was told.
    """
    drawn = [_Piece(partial(draw, piece, around, FORM), _key(draw, piece, around)) for piece in pieces]
    places = _places(drawn, [has[at : at + SIGNS] for at in range(0, len(has), SIGNS)])
    sent = "\n".join(_sent(drawn, places))
    return Laid("".join(one.mark for one in drawn), with_form(sent, form))


def _key(draw: Callable[..., str], piece: object, around: object) -> Key | None:
    """Return what stands for all that decides how a piece looks; None where it holds more than plain values."""
    try:
        told = msgspec.json.encode((piece, around))
    except TypeError:
        return None
    return draw, blake2b(told, digest_size=16).digest()


def with_form(words: str, form: object) -> Markup:
    """Make the forms ours in what macros drew."""
    return Markup(words.replace(FORM, str(form)))  # noqa: S704 - as its caller says: macros drew it, escaping


def _places(drawn: Iterable[_Piece], has: Sequence[str]) -> Iterator[int | None]:
    """Yield where the page has each piece, None where it has not; rising: a page moves nothing that it keeps."""
    known, beyond = {mark: at for at, mark in reversed(list(enumerate(has)))}, 0
    for one in drawn:
        at = known.get(one.mark, -1)
        yield at if at >= beyond else None
        beyond = max(beyond, at + 1)


def _sent(drawn: Sequence[_Piece], places: Iterable[int | None]) -> Iterator[str]:
    pairs = list(enumerate(places))
    for apart, run in groupby(pairs, key=lambda pair: None if pair[1] is None else pair[1] - pair[0]):
        these = list(run)
        if apart is None:
            yield from (drawn[number].words for number, _ in these)
        else:
            yield KEPT.format(these[0][1], these[-1][1])
