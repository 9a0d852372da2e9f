"""Says in one line what its surroundings did to a command: no room, no right, a database that is away.

Knows no Django. What is not known here is a mistake of our own, and keeps its traceback.
"""

import errno
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import mostrador
from mostrador.kit import house
from mostrador.site import ground

BUSY = (
    "The house is busy: something else has kept its database for too long (the demo loading, a copy, an upgrade). "
    "Try again once that is done."
)
DAMAGED = (
    "A database of this house is damaged (%s), by its disk or by another program. Nothing was changed now. Keep the "
    "folder as it is, and bring the last copy back into another one: mostrador restore COPY --data DIR."
)
FORBIDS = "The database refuses: %s. The role of MOSTRADOR_DATABASE_URL must own its database."
AWAY = (
    "The database does not answer: %s. What it accepted is kept there. See that PostgreSQL runs and that "
    "MOSTRADOR_DATABASE_URL names it, then run this again."
)
UNWRITTEN = "%s. What the house accepted before is kept; this was not finished. %s, then run this again."
NO_TEXT = "A file that should be text is none: %s. It was read by %s. Nothing was changed; mend the file."
OURS = "This is a mistake of Mostrador's own. What the house accepted is kept. Report it with the lines above."

NO_ROOM = "Free room on the disk"
ON_ANY_FILE = {errno.ENOSPC: NO_ROOM, errno.EDQUOT: NO_ROOM, errno.EFBIG: "Lift the limit on the size of files",
               errno.EROFS: "Make the disk writable again", errno.EIO: "Look at the disk: it fails"}  # fmt: skip
ON_A_NAMED_ONE = {
    errno.EACCES: "Give it to whoever runs the house", errno.EPERM: "Give it to whoever runs the house",
    errno.EISDIR: "Put a file there, or name another", errno.ENOTDIR: "Name another place: part of it is a file",
    errno.ENOENT: "Make it, or name another", errno.EEXIST: "Take it away, or name another",
    errno.ENAMETOOLONG: "Name a shorter one", errno.ELOOP: "Name another: its links lead in a circle",
}  # fmt: skip
BUILTIN = OSError.__module__  # what other modules made of one has numbers of its own
UNSOUND = (11, 26)  # SQLite's words for it: CORRUPT, NOTADB
SHUT_OUT = (3, 8, 10, 13, 14)  # PERM, READONLY, IOERR, FULL, CANTOPEN
LOCKED, FORBIDDEN = "55P03", "42501"  # PostgreSQL's: the wait for a lock took too long; no right
NO_MORE_WRITING = ("53100", "25006", "58030")  # disk full, read-only, its disk fails
ELSEWHERE = ("08", "28", "3D", "53", "57P")  # no connection, no such role or database, too many, shutting down


def in_words(trouble: BaseException) -> str:
    """Return what happened, what is safe and what to do; empty where it is nothing of the kind."""
    for one in _causes(trouble):
        if told := _of_a_file(one) or _of_sqlite(one) or _of_postgres(one):
            return " ".join(told.split())
    return ""


def _causes(trouble: BaseException | None) -> Iterator[BaseException]:
    """Yield it and what it was made of. What merely came before it explains nothing, but for a database's words."""
    while trouble is not None:
        yield trouble
        by_django = type(trouble).__module__.startswith("django.db.")
        trouble = trouble.__cause__ or (trouble.__context__ if by_django else None)


def _of_a_file(one: BaseException) -> str:
    if isinstance(one, UnicodeDecodeError):
        return NO_TEXT % (one, _reader(one))
    if not isinstance(one, OSError) or type(one).__module__ != BUILTIN:
        return ""
    named = {} if one.filename is None else ON_A_NAMED_ONE
    mend = {**ON_ANY_FILE, **named}.get(one.errno or 0)
    what = "A file could not be written" if one.filename is None else one.filename
    return UNWRITTEN % (f"{what}: {one.strerror}", mend) if mend else ""


def _reader(one: BaseException) -> str:
    """Return the place of ours that read it: the error itself knows no name."""
    home = Path(mostrador.__file__).parent
    places = [step for step in traceback.extract_tb(one.__traceback__) if Path(step.filename).is_relative_to(home)]
    return f"{Path(places[-1].filename).relative_to(home.parent)}:{places[-1].lineno}" if places else "another program"


def _of_sqlite(one: BaseException) -> str:
    if not isinstance(one, sqlite3.DatabaseError):
        return ""
    code = getattr(one, "sqlite_errorcode", 0) & 0xFF
    if code in UNSOUND:
        return DAMAGED % one
    if code in SHUT_OUT:
        folder = house.data_folder()
        why = ground.room_trouble(folder) or ground.folder_trouble() or f"look at the disk of {folder}"
        return UNWRITTEN % (
            f"The database could not be used ({one})",
            f"{why[:1].upper()}{why[1:].rstrip('.')}. Mend that",
        )
    return BUSY if "locked" in str(one) else ""


def _of_postgres(one: BaseException) -> str:
    psycopg = sys.modules.get("psycopg")  # nobody else speaks of it
    if psycopg is None or not isinstance(one, psycopg.Error):
        return ""
    said, state = str(one).partition("\n")[0].rstrip("."), one.sqlstate or ""
    if state == LOCKED:
        return BUSY
    if state == FORBIDDEN:
        return FORBIDS % said
    if state in NO_MORE_WRITING:
        return UNWRITTEN % (f"The database takes no writing: {said}", "Look at the server's disk")
    away = state.startswith(ELSEWHERE) if state else isinstance(one, psycopg.OperationalError)
    return AWAY % said if away else ""
