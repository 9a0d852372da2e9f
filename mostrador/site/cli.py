"""The console script: finds every room's commands, reads the words given, sets up no more than is needed."""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import mostrador
from mostrador.kit import chosen, databases, house, leavings
from mostrador.kit.commands import Command, Refused
from mostrador.site import explaining, opening_up

if TYPE_CHECKING:
    Family = argparse._SubParsersAction["Parser"]

REFUSALS = (
    Refused, house.NoKey, house.Untold, chosen.Unreadable, databases.NotPostgres, opening_up.DatabaseAway,
)  # fmt: skip
PATIENCE_SECONDS = 60
REFUSED = 1
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Refuses in one line, as every command does."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{self.prog}: {message.splitlines()[0]} (see {self.prog} --help)\n")


def main(words: Sequence[str] | None = None, *, known: Sequence[Command] | None = None) -> int:
    os.umask(0o077)  # customers' words: what a house writes, its copies too, is its owner's alone
    _speak_utf8()
    options = parser(commands() if known is None else known).parse_args(words)
    try:
        return _run(options.command, options)
    except REFUSALS as refused:
        print(f"mostrador: {' '.join(str(refused).split())}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read us has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as trouble:
        told = explaining.in_words(trouble)
        if not told:
            trouble.add_note(explaining.OURS)
            raise
        if os.environ.get("MOSTRADOR_DEVELOPMENT"):
            traceback.print_exception(trouble)
        print(f"mostrador: {told}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def parser(known: Sequence[Command]) -> Parser:
    """Return the parser of all commands; a command of two words hangs under its first word."""
    top = Parser(prog="mostrador", description=_first_line(mostrador.__doc__))
    top.add_argument("--version", action="version", version=f"mostrador {mostrador.__version__}")
    families: dict[str, Family] = {"": top.add_subparsers(metavar="COMMAND", required=True)}
    for command in known:
        first, _, word = command.name.rpartition(" ")
        if first not in families:
            alone = families[""].add_parser(first, help=f"see mostrador {first} --help")
            families[first] = alone.add_subparsers(metavar="COMMAND", required=True)
        one = _add(command, families[first], word)
        if any(other.name.startswith(f"{command.name} ") for other in known):
            families[word] = one.add_subparsers(metavar="COMMAND")
    return top


def _add(command: Command, family: "Family", word: str) -> Parser:
    one = family.add_parser(word, help=command.help, description=command.help)
    one.add_argument("--json", action="store_true", help="one JSON object a line")
    one.set_defaults(command=command)
    command.arguments(one)
    return one


def commands(modules: Iterable[str] | None = None) -> list[Command]:
    """Return the commands of these modules, or of every room. Two of one name break the house at once."""
    found = {}
    for module in _modules() if modules is None else modules:
        for command in importlib.import_module(module).COMMANDS:
            if command.name in found:
                raise ValueError(f"Two commands are called {command.name!r}.")
            found[command.name] = command
    return [found[name] for name in sorted(found)]


def _modules() -> Iterator[str]:
    house_folder = Path(mostrador.__file__).parent
    for path in sorted(house_folder.glob("*/commands.py")):
        if path.parent.name != "kit":  # where the word itself is defined
            yield f"mostrador.{path.parent.name}.commands"


def _run(command: Command, options: argparse.Namespace) -> int:
    if command.needs != "nothing":
        set_up_django()
        if not command.stays:
            _be_patient()
    if command.needs == "house":
        opening_up.check_moves()
        if not opening_up.stands():
            raise Refused(f"There is no house in {house.data_folder()} yet. Make one: mostrador init")
    return command.run(options)


def _be_patient() -> None:
    """Wait longer for the pen than a page may: nobody but who typed the command is waiting."""
    from django.db import connections

    if not house.database_url():
        connections.settings["default"]["OPTIONS"]["timeout"] = PATIENCE_SECONDS


def set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    with leavings.unlooked():
        django.setup()


def _speak_utf8() -> None:
    # Whatever the locale says, programs that read us rely on UTF-8.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _first_line(text: str | None) -> str:
    return (text or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
