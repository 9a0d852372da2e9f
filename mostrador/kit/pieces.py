"""A region sent piece by piece: a page says which pieces it has, and is sent only those that are new to it.

Each piece has a mark of its own words; nothing is remembered of any page. Where the page says nothing, or nothing that
we know, it is sent everything.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

SIGNS = 8  # of a mark
KEPT = Markup('<i data-kept="{}-{}"></i>')
FORM = Markup("<!--form-->")
"""Stands in a piece for what makes its forms ours: that differs each time, though the piece is the same."""


class Laid(NamedTuple):
    marks: str
    """Of all the pieces in their order, `SIGNS` each."""
    words: Markup


class _Drawn(NamedTuple):
    words: str
    mark: str


def lay(draw: Callable[..., str], pieces: Iterable[Any], around: Hashable, *, has: str = "", form: object = "") -> Laid:
    """Draw each piece with `draw(piece, around, FORM)`, and put a line in the place of those that the page has.

    `draw` makes exactly one element of each. `has` are the marks that the page was told.
    """
    drawn = [_kept(draw, piece, around) for piece in pieces]
    places = _places(drawn, [has[at : at + SIGNS] for at in range(0, len(has), SIGNS)])
    sent = "\n".join(_sent([one.words for one in drawn], places))
    return Laid("".join(one.mark for one in drawn), with_form(sent, form))


def _kept(draw: Callable[..., str], piece: Any, around: Hashable) -> _Drawn:
    """Draw a piece, unless an equal one was drawn lately; one that holds lists is drawn each time."""
    told = tuple(piece.items()) if isinstance(piece, dict) else piece
    try:
        hash(told)
    except TypeError:
        return _drawn(draw, piece, around)
    return _lately(draw, told, around)


@lru_cache(maxsize=1000)
def _lately(draw: Callable[..., str], told: Hashable, around: Hashable) -> _Drawn:
    return _drawn(draw, dict(told) if type(told) is tuple else told, around)


def _drawn(draw: Callable[..., str], piece: Any, around: Hashable) -> _Drawn:
    words = draw(piece, around, FORM)
    return _Drawn(words, urlsafe_b64encode(blake2b(words.encode(), digest_size=SIGNS * 6 // 8).digest()).decode())


def with_form(words: str, form: object) -> Markup:
    """Make the forms ours in what macros drew."""
    return Markup(words.replace(FORM, str(form)))  # noqa: S704 - as its caller says: macros drew it, escaping


def _places(drawn: Iterable[_Drawn], has: Sequence[str]) -> Iterator[int | None]:
    """Yield where the page has each piece, None where it has not; rising: a page moves nothing that it keeps."""
    known, beyond = {mark: at for at, mark in reversed(list(enumerate(has)))}, 0
    for one in drawn:
        at = known.get(one.mark, -1)
        yield at if at >= beyond else None
        beyond = max(beyond, at + 1)


def _sent(drawn: Sequence[str], places: Iterable[int | None]) -> Iterator[str]:
    pairs = list(enumerate(places))
    for apart, run in groupby(pairs, key=lambda pair: None if pair[1] is None else pair[1] - pair[0]):
        these = list(run)
        if apart is None:
            yield from (drawn[number] for number, _ in these)
        else:
            yield KEPT.format(these[0][1], these[-1][1])
