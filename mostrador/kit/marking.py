"""The mark of a deadline: how much time is left, in words and as the share of a ring that empties."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.translation import gettext

from mostrador.kit import saying

Kind = Literal["time", "soon", "late", "kept-now", "kept", "plain"]
FRESH = timedelta(seconds=4)  # a kept promise is green this long, then muted
FAR = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What `macros/marks.html` draws. `share` is the part of the time still left, 0 to 1 in hundredths: a ring of
    twelve pixels shows no more, and a row that looks the same need not be drawn again."""

    kind: Kind
    words: str
    share: float = 1.0
    due_at: datetime | None = None
    began_at: datetime | None = None
    warn_at: datetime | None = None
    is_far: bool = False  # the words name a day: the browser does not count down yet


def due(due_at: datetime, *, began_at: datetime, now: datetime, warn_at: datetime | None = None) -> Mark:
    """Return the mark of something still owed. Without `warn_at` the last quarter of the time is "soon"."""
    whole = max(due_at - began_at, timedelta(seconds=1))
    warns = warn_at or due_at - whole / 4
    kind: Kind = "late" if now > due_at else "soon" if now >= warns else "time"
    return Mark(
        kind=kind, words=saying.left(due_at, now), share=round(min(max((due_at - now) / whole, 0.0), 1.0), 2),
        due_at=due_at, began_at=began_at, warn_at=warns, is_far=due_at - now > FAR,
    )  # fmt: skip


def kept(at: datetime, *, now: datetime) -> Mark:
    """Return the mark of a promise kept: green and one word for a moment, then muted with its hour."""
    if now - at < FRESH:
        return Mark(kind="kept-now", words=gettext("kept"), share=0.0)
    return Mark(kind="kept", words=gettext("kept %(time)s") % {"time": saying.until(at, now)}, share=0.0)


def plain(at: datetime, *, now: datetime) -> Mark:
    """Return the quiet time of a row that owes nobody anything."""
    return Mark(kind="plain", words=saying.stamp(at, now), share=0.0)
