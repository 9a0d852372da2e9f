"""The pages of the docs that come from the code: doors, commands, reactions.

`python -m mostrador.site.reference` writes them; a test fails while they differ. What stands above the mark is
written by hand.
"""

import inspect
import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

import mostrador
from mostrador.doors import finding
from mostrador.doors.contract import Channel
from mostrador.site import cli

ROOT = Path(mostrador.__file__).resolve().parent.parent
MARK = "<!-- From here on written by `python -m mostrador.site.reference`. -->"
WIDTH = "100"  # argparse breaks its lines by this variable


def doors() -> Iterator[str]:
    """Tell every channel: what it is, how to set it up, what its form asks."""
    for channel in finding.channels().values():
        title, _, rest = (inspect.getdoc(inspect.getmodule(type(channel))) or "").partition("\n")
        yield f"## {channel.name} (`{channel.key}`)\n\n{title}\n\n{rest.strip()}\n\n"
        yield from _form(channel)


def _form(channel: Channel) -> Iterator[str]:
    if not channel.fields:
        return
    yield "| asked | | |\n|---|---|---|\n"
    for field in channel.fields:
        need = "made for you when left empty" if field.generated else ("" if field.required else "may stay empty")
        yield f"| `{field.key}` | {field.label} | {' · '.join(part for part in (field.help, need) if part)} |\n"
    yield "\n"


def commands() -> Iterator[str]:
    """Tell every command as its own `--help` does."""
    for command in cli.commands():
        parser = ArgumentParser(prog=f"mostrador {command.name}", description=command.help)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        command.arguments(parser)
        yield f"## {command.name}\n\n```\n{parser.format_help().strip()}\n```\n\n"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "docs/running/doors.md": doors,
    "docs/running/commands.md": commands,
}


def page(name: str, *, root: Path = ROOT) -> str:
    """Return the page as it should be: its own head, then what the code says."""
    os.environ["COLUMNS"] = WIDTH
    head, _, _ = (root / name).read_text(encoding="utf-8").partition(MARK)
    return f"{head}{MARK}\n\n{''.join(PAGES[name]()).rstrip()}\n"


if __name__ == "__main__":
    for name in PAGES:
        (ROOT / name).write_text(page(name), encoding="utf-8")
