"""Commands about the doors. Their output shapes are promised to programs outside."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mostrador.doors.contract import Channel
from mostrador.kit.commands import Command, Refused, tell


def _read(options: Namespace) -> int:
    from mostrador.doors import recorded

    channel = _channel(options.channel)
    missing = [path for path in options.files if not path.is_file()]
    if missing:
        raise Refused(f"There is no file {missing[0]}.")
    for path in options.files:
        for row in recorded.rows(channel, path):
            tell(options, row)
    return 0


def _channel(key: str) -> Channel:
    from mostrador.doors import finding

    try:
        return finding.channel(key)
    except finding.UnknownChannel as unknown:
        raise Refused(str(unknown)) from unknown


def _reading(parser: ArgumentParser) -> None:
    parser.add_argument("channel", help="key of the channel, such as telegram")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a recorded delivery")


COMMANDS: tuple[Command, ...] = (
    Command(
        name="doors read",
        help="Say what recorded deliveries mean; stores nothing.",
        run=_read,
        arguments=_reading,
        needs="nothing",
    ),
)
