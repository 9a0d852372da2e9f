"""Where copies are kept, what they are called, which are thrown away, and what became of the last one."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from mostrador.kit import clock, failpoints, house

NAMED = re.compile(r"mostrador-\d{8}T\d{6}Z\.tar\.zst(\.age)?")
UNFINISHED = ".copying-"


class Busy(Exception):
    """Another copy is being made in that folder."""


class Record(msgspec.Struct, kw_only=True):
    """What is known of copying this house. Times in RFC 3339; `why` says what is off, empty when nothing is."""

    verified_at: str = ""
    file: str = ""
    size_bytes: int = 0
    took_seconds: float = 0.0
    messages: int = 0
    parcels: int = 0
    tried_at: str = ""
    why: str = ""

    @property
    def age_seconds(self) -> float | None:
        """How old the last verified copy is; None when there is none, or a clock that was ahead dated it."""
        if not self.verified_at:
            return None
        age = (clock.now() - datetime.fromisoformat(self.verified_at)).total_seconds()
        return age if age >= 0 else None

    @property
    def lost(self) -> str:
        """Say what became of the file since it was proven; empty where it lies there as it was, as far as one sees."""
        if not (file := Path(self.file)).is_absolute():  # an older version noted no whole path
            return ""
        if not file.exists():
            return f"gone from {file}"
        now = file.stat().st_size
        return f"{now} bytes long, not the {self.size_bytes} it had: {file}" if now != self.size_bytes else ""


def record_file() -> Path:
    return house.data_folder() / "backup.json"


def last() -> Record:
    """Return what became of the last copies; an empty record when none was ever made."""
    try:
        record = msgspec.json.decode(record_file().read_bytes(), type=Record)
        for moment in filter(None, (record.verified_at, record.tried_at)):
            if datetime.fromisoformat(moment).tzinfo is None:
                raise ValueError(moment)
    except FileNotFoundError:
        return Record()
    except (OSError, ValueError, msgspec.MsgspecError):
        return Record(why=f"{record_file()} cannot be read: the next copy writes it anew")
    return record


def note(record: Record) -> None:
    beside = record_file().with_suffix(".new")
    beside.write_bytes(msgspec.json.encode(record) + b"\n")
    beside.replace(record_file())


def note_trouble(why: str) -> None:
    """The last verified copy stays what it is. A folder that takes no writes cannot keep this either."""
    with suppress(OSError):
        note(msgspec.structs.replace(last(), tried_at=_now(), why=why))


def name(at: datetime, *, closed: bool) -> str:
    return f"mostrador-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar.zst{'.age' if closed else ''}"


@contextmanager
def working_place(folder: Path) -> Iterator[Path]:
    """Give a folder on the same disk for what is unfinished; what dead ones left goes first. Raises `Busy`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(f"Another copy is being made in {folder}.") from None
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder) as place:
            yield Path(place)


def put(finished: Path, to: Path) -> None:
    """Give the copy its name, durably. Before this there is none of that name; afterwards there is a whole one."""
    with finished.open("rb") as file:
        os.fsync(file.fileno())
    failpoints.reached("copies.before_rename")
    finished.replace(to)
    failpoints.reached("copies.renamed")
    directory = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def kept(folder: Path) -> list[Path]:
    """Return the copies of a folder that carry a name of ours."""
    return [path for path in folder.iterdir() if NAMED.fullmatch(path.name)] if folder.is_dir() else []


def prune(folder: Path, *, keep: int, new: Path) -> list[Path]:
    """Throw away the oldest of the copies that carry a name of ours, never the new one, and return them.

    What is called later than the new one was named by a clock that was ahead: nobody knows how old it is, so it goes
    first.
    """
    ours = kept(folder)
    ours.sort(key=lambda path: (path.name <= new.name, path.name))
    gone = ours[:-keep]
    for path in gone:
        path.unlink()
    return gone


def _now() -> str:
    return clock.now().isoformat().replace("+00:00", "Z")
