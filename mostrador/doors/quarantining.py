"""What could not be understood: set apart in sight, opened again once it can be, or let rest by a person."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.doors.events import ParcelMended, ParcelQuarantined
from mostrador.doors.models import Connection, Quarantined
from mostrador.kit import clock, ledger


@transaction.atomic
def set_apart(parcel_id: int, *, connection: Connection, why: str) -> None:
    """Put a parcel in quarantine, once, with the reason."""
    _, fresh = Quarantined.objects.update_or_create(
        parcel_id=parcel_id,
        mended_at=None,
        set_aside_at=None,
        defaults={"connection": connection, "why": why[:2000], "at": clock.now()},
    )
    if fresh:
        ledger.record(ParcelQuarantined(parcel_id=parcel_id, connection_id=connection.pk))


@transaction.atomic
def mend(parcel_id: int) -> None:
    """It was understood after all."""
    apart = Quarantined.objects.filter(parcel_id=parcel_id, mended_at=None, set_aside_at=None)
    for row in apart.select_for_update():
        row.mended_at = clock.now()
        row.save(update_fields=["mended_at"])
        ledger.record(ParcelMended(parcel_id=parcel_id, connection_id=row.connection_id))


@transaction.atomic
def set_aside(row: Quarantined, *, by: Member) -> None:
    """A person looked: nothing in it needs an answer. It stays on record."""
    row.set_aside_at = clock.now()
    row.save(update_fields=["set_aside_at"])
    ledger.record(ParcelMended(parcel_id=row.parcel_id, connection_id=row.connection_id), member_id=by.pk)
