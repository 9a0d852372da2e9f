"""What a command of `mostrador` is made of.

Each room lists its own in the `COMMANDS` of its `commands.py`, where `site.cli` finds them. A
`commands.py` imports no Django at its top: `mostrador --help` must answer at once.
"""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal


def no_arguments(parser: ArgumentParser) -> None:
    """Take nothing but what the frame adds itself: `--help` and `--json`."""


@dataclass(frozen=True)
class Command:
    """One command: `name` is one word or two ("doors list"), `help` one line that starts with a verb.

    `run` returns the exit code, or raises `Refused`. `needs` says what must be there before it runs:
    a `house` that `mostrador init` made, only `django` set up, or `nothing`. One that `stays` until it is stopped
    answers people meanwhile: it waits for a busy database no longer than they would.
    """

    name: str
    help: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = no_arguments
    needs: Literal["house", "django", "nothing"] = "house"
    stays: bool = False


class Refused(Exception):
    """The command will not do it. Its text is the one line that goes to stderr; the exit code is 1."""


def tell(options: Namespace, row: Mapping[str, Any], *, words: str | None = None) -> None:
    """Print one result: with `--json` as one object on a line, else as `words`, or field by field."""
    if options.json:
        print(as_line(row), flush=True)
    else:
        print(words if words is not None else "  ".join(_in_words(row)), flush=True)


def as_line(row: Mapping[str, Any]) -> str:
    """Return the row as JSON without line breaks; times in RFC 3339, UTC as Z."""
    return json.dumps(dict(row), ensure_ascii=False, default=_plain)


def _in_words(row: Mapping[str, Any]) -> list[str]:
    return [f"{key}: {value}" for key, value in row.items() if value not in (None, "", [], {})]


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case set() | frozenset():
            return sorted(value)
        case _:
            return str(value)
