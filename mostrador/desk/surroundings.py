"""What every page of one request knows: who looks, which doors they may see, who is in the team, what time it is."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import moments
from mostrador.desk.entering import member_of
from mostrador.desk.moments import Choice
from mostrador.doors import finding, holding
from mostrador.doors.models import Door, WayOut
from mostrador.kit import clock, icons
from mostrador.kit.postgres import neighbours
from mostrador.kit.tails import START, Position

LAST_SAFE = """
SELECT txid::text, id FROM kit_event WHERE txid < (SELECT below FROM safe) ORDER BY kit_event.txid DESC, id DESC LIMIT 1
"""
PLAIN_DOOR = "door-open"
GLYPH_SIZE = 13
DOORS = """SELECT d.id, d.name, c.channel, d.connection_id, d.closed_at IS NOT NULL
 FROM doors_door d JOIN doors_connection c ON c.id = d.connection_id WHERE 1 = 1{} ORDER BY d.name, d.id"""


class ShownDoor(NamedTuple):
    """A door as a row shows it."""

    id: int
    name: str
    channel: str
    glyph: str
    connection_id: int
    closed: bool


class Colleague(NamedTuple):
    """Somebody of the team, as a choice shows them."""

    id: int
    name: str
    role: str
    active: bool
    away: bool
    week: str


@dataclass
class Surroundings:
    """Read once a request. Doors and members are few, so rows look them up here instead of joining them."""

    member: Member
    position: str = ""
    counted: dict[object, dict[Any, list[int]]] = field(default_factory=dict)  # in `lists`, by the filters, once asked

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def moments(self) -> list[Choice]:
        """The times one can choose without a calendar."""
        return moments.choices(self.now)

    @cached_property
    def doors(self) -> dict[int, ShownDoor]:
        """The doors this member may see, by id, in the order of their names."""
        seen, values = self.seen("d.id")
        return {row[0]: _shown(*row) for row in asked(DOORS.format(seen), *values)}

    @cached_property
    def held(self) -> dict[int, WayOut]:
        """The doors by which nothing leaves now, with until when and why."""
        held = holding.held(door.connection_id for door in self.doors.values())
        return {door.id: held[door.connection_id] for door in self.doors.values() if door.connection_id in held}

    @cached_property
    def colleagues(self) -> list[Colleague]:
        """Everybody by name, those who left included."""
        rows = asked("SELECT id, name, role, is_active, away, week FROM accounts_member ORDER BY name, id")
        return [Colleague(*row) for row in rows]

    @cached_property
    def members(self) -> dict[int, str]:
        """Everybody's name by id: old messages still carry those who left."""
        return {one.id: one.name for one in self.colleagues}

    @property
    def sees_all_doors(self) -> bool:
        return self.member.runs_the_house

    def door(self, door_id: int) -> ShownDoor:
        return self.doors[door_id]

    def seen(self, column: str) -> tuple[str, list[Any]]:
        """Return the clause that keeps what this member may not see out of a question, as the doors' model says it.

        `column` is the question's own name of the door's id.
        """
        if self.sees_all_doors:
            return "", []
        try:
            sql, values = Door.objects.visible_to(self.member).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # somebody who left
            return " AND 1 = 0", []
        return f" AND {column} IN ({sql})", list(values)


def _shown(door_id: int, name: str, channel: str, connection_id: int, closed: object) -> ShownDoor:
    return ShownDoor(
        id=door_id, name=name, channel=channel, glyph=glyph_of(channel), connection_id=connection_id,
        closed=bool(closed),
    )  # fmt: skip


def glyph_of(channel_key: str) -> str:
    """Return the one-colour glyph of a channel; one without a drawing, or whose file is gone, shows a door."""
    try:
        glyph = finding.channel(channel_key).glyph
        icons.icon(glyph, GLYPH_SIZE)
    except (finding.UnknownChannel, icons.NoSuchIcon):
        return PLAIN_DOOR
    return glyph


def channel_name(channel_key: str) -> str:
    """Return what people call a channel; one that is no longer installed keeps its key."""
    try:
        return str(_(finding.channel(channel_key).name))
    except finding.UnknownChannel:
        return channel_key


def enter(request: HttpRequest) -> Surroundings:
    """Return what this request knows, the same at every call.

    The stream's position is read first: what the page shows is then the state at least as of it, and the stream
    tells everything that happens after.
    """
    found: Surroundings | None = getattr(request, "around", None)
    if found is None:
        found = Surroundings(member=member_of(request), position=position())
        request.around = found  # type: ignore[attr-defined]  # it is there, the stubs do not know
    return found


def position() -> str:
    """Return how far the ledger has come, as `kit.tails` writes it: on PostgreSQL as far as nothing can come before."""
    if connection.vendor == "postgresql":
        last = asked(_safe() + LAST_SAFE)
        return str(Position(int(last[0][0]), last[0][1])) if last else str(START)
    return str(asked("SELECT MAX(id) FROM kit_event")[0][0] or 0)


def _safe() -> str:
    # Within a transaction what is read of the server's activity may be older than the statement.
    return neighbours.safe(may_look=not connection.in_atomic_block and _may_look())


@cache
def _may_look() -> bool:
    return bool(asked(neighbours.MAY_LOOK)[0][0])


def asked(sql: str, *values: Any) -> list[Any]:
    """Return the rows of a small question that every page asks: writing it as a query set would cost more than it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
