"""Commands about the doors. Their output shapes are promised to programs outside."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mostrador.doors.contract import Channel, Handed, NeedsSignIn, Unreachable
from mostrador.kit.commands import Command, Refused, tell

if TYPE_CHECKING:
    from mostrador.doors.models import Connection, Door


def _list(options: Namespace) -> int:
    from mostrador.doors import opening
    from mostrador.doors.models import Door

    for door in Door.objects.select_related("connection").order_by("pk"):
        connection = door.connection
        row = {
            "door": door.pk,
            "name": door.name,
            "channel": connection.channel,
            "state": connection.state,
            "external_id": door.external_id,
            "hook_url": opening.hook_url(connection) if connection.speaks.hooks else "",
            "last_heard_at": connection.last_heard_at,
            "note": connection.note,
            **{one.key: one.value for one in _in_sight(connection)},
        }
        tell(options, row)
    return 0


def _add(options: Namespace) -> int:
    from mostrador.doors import opening

    channel = _channel(options.channel)
    try:
        values = _values(channel, options)
        connection = opening.open_connection(channel.key, name=options.name, values=values, doors=())
    except opening.Incomplete as incomplete:
        asked = " ".join(f"--set {key}=…" for key in incomplete.fields)
        raise Refused(f"{channel.name} needs more: {asked}") from incomplete
    door, note = _first_door(connection)
    hook_url = opening.hook_url(connection) if channel.hooks else ""
    row = {"door": door.pk, "hook_url": hook_url, **{one.key: one.value for one in _in_sight(connection)}}
    made = [one for one in opening.handed_over(connection) if one.kind == "secret" and one.key not in values]
    row |= {one.key: one.value for one in made}  # made just now; the terminal of who opens the door may show them
    tell(options, row | ({"note": note} if note else {}))
    return 0


def _in_sight(connection: Connection) -> list[Handed]:
    """Return what anybody may copy from it besides its hook: never a secret."""
    from mostrador.doors import opening

    return [one for one in opening.handed_over(connection) if one.kind != "secret" and one.key != "hook_url"]


def _first_door(connection: Connection) -> tuple[Door, str]:
    """Test the connection; return the first door behind it and what it cannot do yet.

    A door that cannot work is not left standing; one whose answers have nobody to take them yet is.
    """
    from mostrador.doors import opening

    try:
        found = opening.test(connection)
    except (NeedsSignIn, Unreachable) as trouble:
        opening.close(connection, why=str(trouble), by=None)
        raise Refused(str(trouble)) from trouble
    return connection.doors.earliest("pk"), next((one.note for one in found if not one.works), "")


def _values(channel: Channel, options: Namespace) -> dict[str, str]:
    """Return what the form would have asked; `--secret` is the channel's own, whatever it calls it."""
    known = {field.key: field for field in channel.fields}
    secrets = [field.key for field in channel.fields if field.kind == "secret"]
    given = {
        "deliver_url": options.deliver_url,
        "secret" if "secret" in known else (secrets or [""])[0]: options.secret,
    }
    for pair in options.set:
        key, _equals, value = pair.partition("=")
        given[key] = value
    values = {key: value for key, value in given.items() if value}
    if strange := [key for key in values if key not in known]:
        raise Refused(f"{channel.key} knows no {strange[0] or 'secret'}. It knows: {', '.join(known) or 'nothing'}.")
    return values


def _check(options: Namespace) -> int:
    """Ask each platform whether the door works, as its page in Puertas does."""
    from mostrador.doors import opening
    from mostrador.doors.models import Connection

    connections = Connection.objects.exclude(state=Connection.State.CLOSED).order_by("pk")
    if options.door:
        connections = connections.filter(doors=options.door)
    trouble = 0
    for connection in connections:
        why = ""
        try:
            why = next((one.note for one in opening.test(connection) if not one.works), "")
        except (NeedsSignIn, Unreachable) as wrong:
            why = str(wrong)
        trouble += bool(why)
        doors = list(connection.doors.values_list("pk", flat=True))
        tell(
            options, {"doors": doors, "name": connection.name, "channel": connection.channel, "ok": not why, "why": why}
        )
    if trouble:
        raise Refused(f"{trouble} of {len(connections)} do not work.")
    return 0


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


def _adding(parser: ArgumentParser) -> None:
    parser.add_argument("channel", help="key of the channel, such as webhook")
    parser.add_argument("--name", required=True, help="what your team calls this door")
    parser.add_argument(
        "--secret", default="", help="the channel's secret or token; left out, one is made if it may be"
    )
    parser.add_argument("--deliver-url", default="", help="where your answers go (plain door)")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="any other field of its form")


def _checking(parser: ArgumentParser) -> None:
    parser.add_argument("door", nargs="?", type=int, help="number of one door; else all of them")


def _reading(parser: ArgumentParser) -> None:
    parser.add_argument("channel", help="key of the channel, such as telegram")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a recorded delivery")


COMMANDS: tuple[Command, ...] = (
    Command(name="doors list", help="List the doors and how they are.", run=_list),
    Command(name="doors add", help="Open a door and say where its hook is.", run=_add, arguments=_adding),
    Command(name="doors check", help="Ask each platform whether its door works.", run=_check, arguments=_checking),
    Command(
        name="doors read",
        help="Say what recorded deliveries mean; stores nothing.",
        run=_read,
        arguments=_reading,
        needs="nothing",
    ),
)
