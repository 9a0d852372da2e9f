"""`mostrador bursts`. Its input and output are promised to programs outside."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mostrador.kit.commands import Command, Refused, tell


def _bursts(options: Namespace) -> int:
    from mostrador.listening import bursting, series

    listener = bursting.Listener()
    try:
        for row in series.read(options.file):
            if (burst := listener.hear(row.at, row.value)) is not None:
                words = f"{row.written}  {burst.score:.1f} times the usual"
                tell(options, {"at": row.written, "score": burst.score, "expected": burst.expected}, words=words)
    except series.SeriesWrong as wrong:
        raise Refused(str(wrong)) from wrong
    return 0


def _which(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="timestamp,value by rising time; .csv or .csv.gz")


COMMANDS: tuple[Command, ...] = (
    Command("bursts", "Find the bursts in a series of counts.", _bursts, _which, needs="nothing"),
)
