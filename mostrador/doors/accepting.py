"""Deliveries that no hook brought: a poller's, a mailbox's, the chat's. On disk before anybody says thanks."""

from collections.abc import Sequence

from mostrador.doors import ingest
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.models import Connection
from mostrador.doors.parcels import Kept


def accept(connection: Connection, pieces: Sequence[Piece], *, parcel: Parcel | None = None) -> Kept:
    """Keep the pieces of one delivery durably and return how many were new. Raises `ingest.Busy`."""
    return ingest.accept(connection.pk, parcel or Parcel(method="LISTEN"), pieces)
