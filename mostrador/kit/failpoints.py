"""Named places where a rehearsal may kill this process, as a power cut would: `tests/faults` proves what survives.

Nothing outside can reach them: they listen to one environment variable, read once when the house opens, and only
where MOSTRADOR_DEVELOPMENT is set. Knows no Django. A place that nobody armed costs a call and a comparison.
"""

import os
import signal
from itertools import count

from mostrador.kit import house

_armed = ""
_last = 1
_times = count(1)


class NotHere(Exception):
    """A shop that serves customers never rehearses its own death."""


def arm() -> None:
    """Read `MOSTRADOR_FAILPOINT`: `place` or `place@N`, which dies the N-th time it is reached. Raises `NotHere`."""
    global _armed, _last, _times
    told = house.told("MOSTRADOR_FAILPOINT")
    if told and not house.told("MOSTRADOR_DEVELOPMENT"):
        raise NotHere("MOSTRADOR_FAILPOINT is for rehearsals: it needs MOSTRADOR_DEVELOPMENT beside it.")
    _armed, _, times = told.partition("@")
    _last, _times = int(times or 1), count(1)


def armed() -> bool:
    """Tell whether anything is rehearsed here: what would cost too much otherwise may then be built in."""
    return bool(_armed)


def reached(place: str) -> None:
    """Die here if the rehearsal says so."""
    if place == _armed and next(_times) == _last:
        os.kill(os.getpid(), signal.SIGKILL)
