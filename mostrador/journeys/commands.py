"""Commands that cross rooms."""

from argparse import ArgumentParser, Namespace

from mostrador.kit.commands import Command, Refused, tell


def _replay(options: Namespace) -> int:
    from mostrador.doors import ingest
    from mostrador.doors.models import Quarantined
    from mostrador.journeys import inbound

    store = ingest.the_writer().store
    waiting = Quarantined.objects.filter(mended_at=None, set_aside_at=None).order_by("parcel_id")
    rows = list(waiting.filter(parcel_id=options.parcel) if options.parcel else waiting)
    if options.parcel and not rows:
        raise Refused(f"Delivery {options.parcel} is not in quarantine.")
    for row in rows:
        tell(options, {"parcel": row.parcel_id, "mended": inbound.open_again(row.parcel_id, store), "why": row.why})
    return 0


def _replaying(parser: ArgumentParser) -> None:
    parser.add_argument("parcel", nargs="?", type=int, help="number of one delivery; else all that wait")


COMMANDS: tuple[Command, ...] = (
    Command("doors replay", "Open deliveries again that were set apart.", _replay, _replaying),
)
