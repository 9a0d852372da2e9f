"""Opening a connection, changing it, testing it for real, and closing it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.doors import finding, holding
from mostrador.doors.contract import Channel, FoundDoor, Handed, NeedsSignIn
from mostrador.doors.events import ConnectionChanged, ConnectionOpened
from mostrador.doors.models import Connection, Door
from mostrador.kit import clock, house, ledger, sealing, wake
from mostrador.kit.tidying import one_line
from mostrador.kit.words import N_


class Incomplete(Exception):
    """Fields of the channel's form are missing: `fields` holds their keys."""

    for_people = N_("Some fields are missing.")

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(f"Missing: {', '.join(fields)}.")
        self.fields = list(fields)


@transaction.atomic
def open_connection(
    channel_key: str,
    *,
    name: str,
    values: Mapping[str, str],
    doors: Sequence[FoundDoor] = (FoundDoor(external_id="", name=""),),
    by: Member | None = None,
) -> Connection:
    """Make a connection and its doors. Raises `Incomplete` and `finding.UnknownChannel`.

    It receives from this moment on. `doors` come from `test`; without it there is one, named like the connection.
    """
    channel = finding.channel(channel_key)
    connection = Connection.objects.create(
        key=secrets.token_hex(12),
        channel=channel_key,
        name=one_line(name)[:80],
        sealed=sealing.seal(filled(channel, values)),
    )
    add_doors(connection, doors)
    ledger.record(ConnectionOpened(connection_id=connection.pk), member_id=by.pk if by else None)
    transaction.on_commit(_tap)
    return connection


def filled(channel: Channel, values: Mapping[str, str]) -> dict[str, str]:
    """Return the form's values with defaults and fresh secrets where they were left empty. Raises `Incomplete`."""
    full = {field.key: str(values.get(field.key) or field.default) for field in channel.fields}
    full |= {field.key: sealing.new_secret() for field in channel.fields if field.generated and not full[field.key]}
    if missing := [field.key for field in channel.fields if field.required and not full[field.key]]:
        raise Incomplete(missing)
    return full


def add_doors(connection: Connection, found: Sequence[FoundDoor]) -> None:
    """Open the doors that the platform names and we do not have yet."""
    for each in found:
        Door.objects.get_or_create(
            connection=connection, external_id=each.external_id, defaults={"name": (each.name or connection.name)[:80]}
        )


@transaction.atomic
def change(connection: Connection, *, name: str, values: Mapping[str, str], by: Member | None) -> None:
    """Change its name and what its form asked for; a secret left empty stays as it was. Raises `Incomplete`."""
    secret = {field.key for field in connection.speaks.fields if field.kind == "secret"}
    given = {key: value for key, value in values.items() if value or key not in secret}
    kept = connection.secrets if connection.key_fits else {}  # what no key opens is written anew
    full = filled(connection.speaks, {**kept, **given})
    connection.name, connection.sealed = one_line(name)[:80], sealing.seal(full)
    connection.save(update_fields=["name", "sealed"])
    holding.let_try(connection.pk)
    _tell(connection, by)


def test(connection: Connection) -> list[FoundDoor]:
    """Ask the real platform whether the credentials hold, register the hook, and open the doors it names.

    Never inside a transaction. Raises `NeedsSignIn` and `Unreachable`, with words for people.
    """
    try:
        found = connection.speaks.connect(connection.secrets, hook_url(connection))
    except NeedsSignIn as error:
        note_trouble(connection, why=str(error), state=Connection.State.NEEDS_SIGN_IN)
        raise
    _note_tested(connection, found)
    return found


def hook_url(connection: Connection) -> str:
    return f"{house.public_url()}/hooks/{connection.key}"


def handed_over(connection: Connection) -> list[Handed]:
    """Return what the owner copies from it; secrets among it, so only for who runs the house, and never in a log."""
    return connection.speaks.handed_over(connection.secrets, public_url=house.public_url(), key=connection.key)


@transaction.atomic
def close(connection: Connection, *, why: str, by: Member | None) -> None:
    """Take nothing more in at this connection. What was said stays."""
    connection.state, connection.note = Connection.State.CLOSED, why[:500]
    connection.save(update_fields=["state", "note"])
    connection.doors.update(closed_at=clock.now())
    _tell(connection, by)


@transaction.atomic
def reopen(connection: Connection, *, by: Member | None) -> None:
    connection.state, connection.note, connection.troubled_since = Connection.State.OPEN, "", None
    connection.save(update_fields=["state", "note", "troubled_since"])
    connection.doors.update(closed_at=None)
    _tell(connection, by)


@transaction.atomic
def tell_slips(connection: Connection, *, told: bool, by: Member | None) -> None:
    """Say whether customers are told of their receipt by its doors."""
    connection.doors.update(slips=told)
    _tell(connection, by)


@transaction.atomic
def note_trouble(connection: Connection, *, why: str, state: str = "", since: datetime | None = None) -> None:
    """Write down what is wrong, once; receiving goes on wherever it can. What a person closed stays closed."""
    connection.refresh_from_db(fields=["state", "note", "troubled_since"])  # whoever listens has held it for long
    if connection.state == Connection.State.CLOSED:
        return
    if connection.note == why[:500] and connection.state == (state or connection.state):
        return
    connection.note, connection.state = why[:500], state or connection.state
    connection.troubled_since = connection.troubled_since or since or clock.now()
    connection.save(update_fields=["note", "state", "troubled_since"])
    _tell(connection, None)


@transaction.atomic
def note_well(connection: Connection) -> None:
    """It works again."""
    connection.refresh_from_db(fields=["state", "note", "troubled_since"])
    if connection.state == Connection.State.CLOSED or not (connection.note or connection.troubled_since):
        return
    connection.note, connection.troubled_since, connection.state = "", None, Connection.State.OPEN
    connection.save(update_fields=["note", "troubled_since", "state"])
    _tell(connection, None)


@transaction.atomic
def _note_tested(connection: Connection, found: Sequence[FoundDoor]) -> None:
    add_doors(connection, found)
    connection.last_tested_at = clock.now()
    connection.save(update_fields=["last_tested_at"])
    holding.let_try(connection.pk)
    note_well(connection)


def _tell(connection: Connection, by: Member | None) -> None:
    fact = ConnectionChanged(connection_id=connection.pk, state=connection.state)
    ledger.record(fact, member_id=by.pk if by else None)
    transaction.on_commit(_tap)


def _tap() -> None:
    wake.up("connections")
