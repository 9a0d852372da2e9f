"""Making a house, opening it, and asking it how it is."""

from argparse import ArgumentParser, Namespace

from mostrador.kit import failpoints, house
from mostrador.kit.commands import Command, Refused, tell
from mostrador.site.copies import commands as of_copies


def _init(options: Namespace) -> int:
    from mostrador.site import opening_up
    from mostrador.site.cli import set_up_django

    fresh_key = opening_up.make_folder(house.data_folder())
    stood = not house.database_url() and house.main_file().exists() and house.parcels_file().exists()
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
    from mostrador.site import serving, starting

    try:
        starting.check()
        serving.serve(options.port, on_open=lambda: tell(options, {"url": house.public_url()}))
    except (starting.CannotOpen, serving.AlreadyServed, failpoints.NotHere) as trouble:
        raise Refused(str(trouble)) from None
    return 0


def _doctor(options: Namespace) -> int:
    from mostrador.site import examining

    findings = examining.examine()
    for finding in findings:
        tell(options, {"ok": finding.ok, "what": finding.what, "why": finding.why}, words=str(finding))
    return 0 if all(finding.ok for finding in findings) else 1


def _sweep(options: Namespace) -> int:
    from mostrador.site import upkeeping

    try:
        swept = upkeeping.sweep()
    except upkeeping.NoDays as trouble:
        raise Refused(str(trouble)) from None
    tell(options, swept, words=f"Swept away: {swept['parcels']} parcels, {swept['events']} events.")
    return 0


def _port(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="where to listen on this machine (8000)")


COMMANDS: tuple[Command, ...] = (
    Command("init", "Make the data folder, its key and its tables; safe to repeat.", _init, needs="nothing"),
    Command("serve", "Open the house: edge, pages and workers in one process.", _serve, _port),
    *of_copies.COMMANDS,
    Command("doctor", "Examine the house and say what ails it.", _doctor),
    Command("sweep", "Throw away parcels and events older than the settings say; the house does so by itself.", _sweep),
)
