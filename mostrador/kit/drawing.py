"""Small geometry for our SVG macros, and how a name becomes an avatar."""

import math
import re
import zlib
from dataclasses import dataclass

STONES = 4
GAP = 7.0  # px between the two arcs of the ring, seen between their round ends
INK, DEBT = 2.5, 5.0  # px, stroke of those attended and of those who wait


@dataclass(frozen=True)
class Arcs:
    """The two arcs as SVG path data in a square of `size`; an empty string draws nothing."""

    size: int
    debt: str
    ink: str


def ring_arcs(waiting: int, attended: int, size: int = 264) -> Arcs:
    """Return the day's ring: who waits from 12 o'clock on, then those attended; closed when nobody waits."""
    radius = size / 2 - DEBT / 2
    if waiting <= 0:
        return Arcs(size, debt="", ink=_arc(size, radius, 0.0, 1.0))
    if attended <= 0:
        return Arcs(size, debt=_arc(size, radius, 0.0, 1.0), ink="")
    apart = (GAP + (INK + DEBT) / 2) / (2 * math.pi * radius)
    share = min(max(waiting / (waiting + attended), 0.04), 0.96 - 2 * apart)
    debt = _arc(size, radius, 0.0, share - apart / 2)
    return Arcs(size, debt=debt, ink=_arc(size, radius, share + apart / 2, 1 - apart))


def stone(key: object) -> int:
    """Return which of the four stones (1 to 4) an avatar wears: the same key, the same stone."""
    return zlib.crc32(str(key).encode()) % STONES + 1


def initials(name: str) -> str:
    """Return an avatar's letters: "Pablo Rey" is PR, "Marta" is M, a telephone number its last two digits."""
    words: list[str] = re.findall(r"[^\W\d_]+", name)
    if words:
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
    digits: str = re.sub(r"\D", "", name)
    return digits[-2:] or "·"


def _arc(size: int, radius: float, start: float, end: float) -> str:
    """Return path data from `start` to `end` in turns, clockwise from the top."""
    middle = (start + end) / 2  # two halves: a full turn in one arc would draw nothing
    points = [_point(size, radius, turn) for turn in (start, middle, end)]
    first, *others = points
    return f"M{first}" + "".join(f"A{radius:g} {radius:g} 0 0 1 {point}" for point in others)


def _point(size: int, radius: float, turn: float) -> str:
    angle = 2 * math.pi * turn
    return f"{size / 2 + radius * math.sin(angle):.2f} {size / 2 - radius * math.cos(angle):.2f}"
