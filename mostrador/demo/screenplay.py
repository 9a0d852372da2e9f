"""Reads the story as it is written in `screenplay/*.txt`: little scenes, told more than once with other people.

    == webhook telegram | es ar | Pedido {pedido} | tag: envio
    > Hola, ¿sabéis algo del pedido {pedido}? || Buenas, ¿qué pasa con mi pedido {pedido}?
    <+5m@Leo Lo miro ahora mismo, {nombre}. [[llamar al transportista | 3h]]
    ~ Está en Lugo desde ayer.
    >+2h ¡Ya llegó!
    = thanks

`>` they say, `<` we answer, `~` a note for the team, `@` something worth remembering about them, `=` how it ends.
A mark may carry its delay and who of us acts; `||` stands between two ways to say the same, and a telling keeps to the
first or to the second all along. `[[what | when]]` at the end of a way is our word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("screenplay")
MARK = re.compile(r"([<>~@=])(\+\d+[smhd])?(?:@(\w+))? (.+)")
WORD = re.compile(r"\s*\[\[(.+?) \| (\d+[smhd])\]\]$")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
ENDS = ("done", "thanks", "advert", "elsewhere", "open")


class NotAStory(ValueError):
    """A line of the screenplay cannot be read."""


class Way(NamedTuple):
    """One way to say it, and the word we give with it: what we shall do, and how soon."""

    text: str
    word: tuple[str, timedelta] | None


@dataclass(frozen=True, kw_only=True)
class Beat:
    """One thing that happens; `after` is empty where chance may choose."""

    kind: str
    ways: tuple[Way, ...]
    after: timedelta | None = None
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Scene:
    doors: tuple[str, ...]
    speaks: tuple[str, ...]
    title: str
    tag: str
    beats: tuple[Beat, ...]

    @property
    def spoken(self) -> int:
        return sum(beat.kind in "<>" for beat in self.beats)


@cache
def scenes() -> tuple[Scene, ...]:
    """Return every scene there is. Raises `NotAStory`."""
    return tuple(scene for path in sorted(FOLDER.glob("*.txt")) for scene in _read(path))


def span(text: str) -> timedelta:
    return timedelta(**{UNITS[text[-1]]: int(text[:-1])})


def _read(path: Path) -> Iterator[Scene]:
    for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        first, *rest = [line.strip() for line in block.splitlines() if line.strip()]
        yield _scene(first, [_beat(line, path) for line in rest if not line.startswith("#")])


def _scene(first: str, beats: list[Beat]) -> Scene:
    doors, speaks, *more = [part.strip() for part in first.split("|")]
    tags = [part.removeprefix("tag:").strip() for part in more if part.startswith("tag:")]
    titles = [part for part in more if part and not part.startswith("tag:")]
    return Scene(
        doors=tuple(doors.split()), speaks=tuple(speaks.split()), title="".join(titles[:1]), tag="".join(tags[:1]),
        beats=tuple(beats),
    )  # fmt: skip


def _beat(line: str, path: Path) -> Beat:
    found = MARK.fullmatch(line)
    if found is None or (found[1] == "=" and found[4] not in ENDS):
        raise NotAStory(f"{path.name}: {line}")
    return Beat(
        kind=found[1],
        ways=tuple(_way(part.strip()) for part in found[4].split("||")),
        after=span(found[2][1:]) if found[2] else None,
        by=found[3] or "",
    )


def _way(part: str) -> Way:
    word = WORD.search(part)
    return Way(part[: word.start()], (word[1], span(word[2]))) if word else Way(part, None)
