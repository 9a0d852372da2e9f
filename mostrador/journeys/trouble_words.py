"""Each trouble in words: what happened, what is safe, what to do. Nothing in them is about a customer."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.doors.models import Connection
from mostrador.kit.models import Life
from mostrador.kit.words import N_


class Words(NamedTuple):
    """Three sentences. `page` is the name of the address where it is mended, empty where none is."""

    what: str
    safe: str
    act: str
    page: str = ""


_SAFE_ASIDE = N_("Nothing of it is lost: it is kept with its reason.")
_WORDS: Mapping[str, Words] = {
    "database": Words(
        N_("The database does not answer."),
        N_("What was accepted is on the disk; platforms knock again with what is new."),
        N_("Look at the disk and at the database's own log. The house goes on by itself once it answers."),
    ),
    "writer": Words(
        N_("The disk does not take what comes in."),
        N_("Nothing is accepted that is not kept; platforms knock again."),
        N_("Free space on the disk, or mend it. The house goes on by itself."),
    ),
    "worker": Words(
        N_("No worker is alive: nothing is opened, sent or done."),
        N_("What comes in is on the disk and stays in order; answers are kept and leave once only."),
        N_("Start a worker: `mostrador worker`."),
    ),
    "edge": Words(
        N_("No edge is alive: nothing comes in by the doors that are knocked at."),
        N_("Platforms knock again with what is new."),
        N_("Start the edge: `mostrador edge`."),
    ),
    "web": Words(
        N_("No process for pages is alive: nobody can open the desk."),
        N_("What comes in is taken and opened all the same."),
        N_("Start one: `mostrador web`."),
    ),
    "process": Words(
        N_("A process has died beside its like: %(process)s."),
        N_("The others go on. What it had in its hands goes on within minutes, and leaves once only."),
        N_("Start it again if nothing else does. It is missed for a day."),
    ),
    "disk": Words(
        N_("The disk is nearly full: %(size)s left."),
        N_("Nothing is lost yet."),
        N_("Free space on it, or give it more, before it is full."),
    ),
    "wal": Words(
        N_("The database's journal has grown to %(size)s."),
        N_("Nothing is lost: it is part of the database."),
        N_("Something holds an old reading open. Restart the house; if it comes back, tell us."),
    ),
    "parcels": Words(
        N_("What comes in is not opened: the oldest waits %(span)s."),
        N_("It is on the disk and stays in order."),
        N_("Restart the house if it does not go on by itself."),
    ),
    "parts": Words(
        N_("Answers do not leave: the oldest could have left %(span)s ago."),
        N_("They are kept and leave once only."),
        N_("Restart the house if it does not go on by itself."),
    ),
    "jobs": Words(
        N_("Work of the house is behind: the oldest waits %(span)s."),
        N_("It is kept and gets done."),
        N_("Restart the house if it does not go on by itself."),
    ),
    "dead": Words("", _SAFE_ASIDE, N_("Look at it and try it again."), "desk:stuck"),
    "quarantine": Words("", _SAFE_ASIDE, N_("Look at it: a person may wait behind it."), "desk:quarantine"),
    "door": Words(
        N_("The door “%(door)s” does not work."),
        N_("What you write there is kept and leaves when it works again."),
        N_("Open the door's page: it says what is missing."),
        "desk:door",
    ),
    "copying": Words(
        N_("The continuous copy has stopped: it is %(span)s behind."),
        N_("The house itself is well, and so are the daily backups."),
        N_("Start Litestream again. If you no longer use it, remove the folders `.…-litestream` beside the database."),
    ),
    "backup": Words(
        N_("No backup has been proven for %(span)s."),
        N_("The house itself is well."),
        N_("Run `mostrador backup` and see that it is run every day."),
    ),
}


def words(kind: str, *, about: str = "", figure: int = 0) -> Words:
    """Return the three sentences in the reader's language."""
    known = _WORDS[kind]
    what = _counted(kind, figure) or _(known.what) % _told(kind, about, figure)
    return Words(what, _(known.safe), _(known.act), known.page)


def span(seconds: int) -> str:
    """Return a length of time in its greatest unit."""
    if seconds >= 86400:
        count = seconds // 86400
        return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}
    if seconds >= 3600:
        count = seconds // 3600
        return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}
    if seconds >= 60:
        count = seconds // 60
        return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}
    return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}


def size(octets: int) -> str:
    """Return a size as people read it."""
    for unit, word in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if octets >= unit:
            figure = round(octets / unit, 1) if octets < 10 * unit else octets // unit
            return f"{formats.localize(figure)} {word}"
    return f"{octets} B"


def _counted(kind: str, count: int) -> str:
    if kind == "dead":
        words = ngettext("%(count)s job was given up.", "%(count)s jobs were given up.", count)
    elif kind == "quarantine":
        words = ngettext("%(count)s delivery not understood.", "%(count)s deliveries not understood.", count)
    else:
        return ""
    return words % {"count": count}


def _told(kind: str, about: str, figure: int) -> dict[str, str]:
    door = Connection.objects.filter(pk=about).values_list("name", flat=True).first() if kind == "door" else ""
    dead = Life.objects.filter(pk=about).first() if kind == "process" else None
    who = f"{dead.kind} ({dead.badge.rpartition(':')[0]})" if dead else ""
    return {"door": door or "", "process": who, "span": span(figure), "size": size(figure)}
