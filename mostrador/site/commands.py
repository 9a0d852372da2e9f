"""Making a house, opening it, and asking it how it is."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable

from mostrador.kit import failpoints, house
from mostrador.kit.commands import Command, Refused, tell
from mostrador.site.copies import commands as of_copies


def _init(options: Namespace) -> int:
    from mostrador.site import opening_up
    from mostrador.site.cli import set_up_django

    opening_up.check_moves()
    fresh_key = opening_up.make_folder(house.data_folder())
    stood = not house.database_url() and house.parcels_file().exists() and opening_up.stands()
    set_up_django()
    if stood:
        of_copies.bring_up_to_date()
    else:
        opening_up.make_tables()
    opening_up.write_plan()
    row = {"data": str(house.data_folder()), "new_key": fresh_key}
    tell(options, row, words=f"The house stands in {house.data_folder()}.")
    return 0


def _serve(options: Namespace) -> int:
    from mostrador.site import serving

    return _live(lambda: serving.serve(options.port, on_open=lambda: tell(options, {"url": house.public_url()})))


def _edge(options: Namespace) -> int:
    from mostrador.site import serving

    return _live(lambda: serving.edge(options.port, on_open=lambda: tell(options, {"edge": options.port})))


def _web(options: Namespace) -> int:
    from mostrador.site import serving

    return _live(lambda: serving.web(options.port, on_open=lambda: tell(options, {"web": options.port})))


def _worker(options: Namespace) -> int:
    from mostrador.site import serving

    return _live(lambda: serving.work(on_open=lambda: tell(options, {"worker": os.getpid()})))


def _live(life: Callable[[], None]) -> int:
    from mostrador.site import alone, listening, starting

    try:
        starting.check()
        life()
    except (starting.CannotOpen, alone.AlreadyServed, alone.Shut, listening.CannotListen,
            failpoints.NotHere) as trouble:  # fmt: skip
        raise Refused(str(trouble)) from None
    return 0


def _doctor(options: Namespace) -> int:
    from mostrador.site import examining

    sound = True
    for finding in examining.examine():
        tell(options, {"ok": finding.ok, "what": finding.what, "why": finding.why}, words=str(finding))
        sound = sound and finding.ok
    return 0 if sound else 1


def _sweep(options: Namespace) -> int:
    from mostrador.site import upkeeping

    swept = upkeeping.sweep()
    tell(options, swept, words=f"Swept away: {swept['parcels']} parcels, {swept['events']} events.")
    return 0


def _port(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=_number_of_a_port, default=8000, help="where to listen on this machine (8000)")


def _number_of_a_port(words: str) -> int:
    if not words.isdecimal() or int(words) >= 1 << 16:
        raise ArgumentTypeError(f"{words} is no port: they go from 1 to 65535")
    return int(words)


COMMANDS: tuple[Command, ...] = (
    Command("init", "Make the data folder, its key and its tables; safe to repeat.", _init, needs="nothing"),
    Command("serve", "Open the house: edge, pages and workers in one process.", _serve, _port, stays=True),
    Command(
        "edge",
        "Take deliveries and hold live streams; one on SQLite, any number on PostgreSQL.",
        _edge,
        _port,
        stays=True,
    ),
    Command("web", "Show pages; any number, each on a port of its own.", _web, _port, stays=True),
    Command("worker", "Open, send, fetch and keep the clocks; any number.", _worker, stays=True),
    *of_copies.COMMANDS,
    Command("doctor", "Examine the house and say what ails it.", _doctor),
    Command("sweep", "Throw away parcels and events older than the settings say; the house does so by itself.", _sweep),
)
