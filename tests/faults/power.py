"""What a power cut leaves of a folder: the house's own writes and syncs, as the kernel was asked for them.

`strace` writes down every write, truncation, removal and sync of a real house. Of a moment, an image is made: what was
synced by then is there; of what was written since, each sector may be there or be gone, and a file may have grown
without what it holds. A new file's name counts as synced with the file, as on ext4 and XFS; disks that lie about having
synced are not looked at.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "write,pwrite64,pwritev,writev,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,fsync,fdatasync"
COMMAND = ("strace", "-ff", "-ttt", "-T", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "--signal=none")
SECTOR = 512
LINE = re.compile(r"(?P<at>\d+\.\d+) (?P<call>\w+)\((?P<words>.*)\) += (?P<result>-?\d+)\S* .*?<(?P<took>[\d.]+)>$")
QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
OPENED = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")
NUMBERS = re.compile(r", (-?\d+)")
NAMING = re.compile("rename|unlink")
OURS = re.compile(r"(mostrador|parcels)\.sqlite3(-wal)?|files/.*")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the kernel was asked. `begun` and `ended` in seconds of the wall clock."""

    begun: float
    ended: float
    kind: str  # write, truncate, remove, sync
    name: str  # within the folder
    offset: int = 0
    content: bytes = b""


class Unread(Exception):
    """The log holds a call that this cannot play again."""


@dataclass
class Recording:
    """All that happened in a folder, in order, beginning with the files as they lay."""

    folder: Path
    first: dict[str, bytes]
    steps: list[Step] = field(default_factory=list)

    def read(self, logs: Path) -> None:
        """Take in what strace wrote, a file for each thread."""
        found = [step for log in logs.glob("log.*") for step in self._of_thread(log)]
        self.steps = sorted(found, key=lambda step: step.begun)

    def _of_thread(self, log: Path) -> Iterator[Step]:
        for line in log.read_text(encoding="ascii").splitlines():
            if (told := LINE.match(line)) and not told["result"].startswith("-"):
                yield from self._of_call(told)

    def _of_call(self, told: re.Match[str]) -> Iterator[Step]:
        begun, words = float(told["at"]), told["words"]
        ended = begun + float(told["took"])
        opened = OPENED.match(words)
        name = self._within(opened[1]) if opened else ""
        paths = [self._within(path) for path in QUOTED.findall(words)] if NAMING.match(told["call"]) else []
        match told["call"]:
            case "fsync" | "fdatasync" if name:
                yield Step(begun, ended, "sync", name)
            case "pwrite64" if name and OURS.fullmatch(name):
                content, offset = _bytes(words), int(NUMBERS.findall(words)[-1])
                yield Step(begun, ended, "write", name, offset, content[: int(told["result"])])
            case "ftruncate" if name and OURS.fullmatch(name):
                yield Step(begun, ended, "truncate", name, int(NUMBERS.findall(words)[-1]))
            case "unlink" | "unlinkat" if paths and OURS.fullmatch(paths[-1]):
                yield Step(begun, ended, "remove", paths[-1])
            case "write" | "writev" | "pwritev" | "fallocate" | "rename" | "renameat" | "renameat2" if any(
                OURS.fullmatch(each) for each in (name, *paths)
            ):
                raise Unread(told[0][:200])

    def _within(self, path: str) -> str:
        whole = _unescaped(path).decode()
        return whole.removeprefix(f"{self.folder}/") if whole.startswith(f"{self.folder}/") else ""


def image(recording: Recording, at: float, chance: random.Random | None) -> dict[str, bytes]:
    """Return the files as a power cut at that moment may leave them; without chance, as everybody reads them then."""
    files = {name: bytearray(content) for name, content in recording.first.items()}
    before = [step for step in recording.steps if step.begun < at]
    synced = _last_syncs(before, at)
    luck = (
        chance.random() if chance else 0.0
    )  # of one cut almost everything is gone, of another almost everything is there
    for step in before:
        safe = chance is None or step.ended <= synced.get(step.name, 0.0)
        if step.kind == "write":
            _write(files.setdefault(step.name, bytearray()), step, None if safe else chance, luck)
        elif step.kind == "truncate" and (safe or _lucky(chance, luck)):
            _cut(files.setdefault(step.name, bytearray()), step.offset)
        elif step.kind == "remove" and (safe or _lucky(chance, luck)):
            files.pop(step.name, None)
    return {name: bytes(content) for name, content in files.items()}


def _last_syncs(before: list[Step], at: float) -> dict[str, float]:
    """Return for each file when its last sync began that was over by then: what was written earlier is safe."""
    last: dict[str, float] = {}
    for step in before:
        if step.kind == "sync" and step.ended <= at:
            last[step.name] = max(step.begun, last.get(step.name, 0.0))
    return last


def _write(file: bytearray, step: Step, chance: random.Random | None, luck: float) -> None:
    for start in range(0, len(step.content), SECTOR):
        piece = step.content[start : start + SECTOR]
        place = step.offset + start
        if len(file) < place + len(piece) and _lucky(chance, luck):
            _cut(file, place + len(piece))  # a file may have grown without what it holds
        if _lucky(chance, luck):
            _cut(file, max(len(file), place + len(piece)))
            file[place : place + len(piece)] = piece


def _lucky(chance: random.Random | None, luck: float) -> bool:
    return chance is None or chance.random() < luck


def _cut(file: bytearray, size: int) -> None:
    del file[size:]
    file.extend(bytes(size - len(file)))


def _bytes(words: str) -> bytes:
    found = QUOTED.search(words)
    if found is None:
        raise Unread(words[:200])
    return _unescaped(found[1])


def _unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
