"""The house and this program belong together: the tables are of this very shape, and the key opens what it closed."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mostrador.doors.models import Connection
from mostrador.kit import house, sealing


class OtherShape(Exception):
    """The tables are of another Mostrador. Its text says which and what to do."""


def check() -> None:
    """Raises `OtherShape`."""
    if newer := unknown_migrations():
        raise OtherShape(
            f"A newer Mostrador was here: this one does not know {newer[0]}. "
            "Install that one again, or restore a copy from before."
        )
    if pending := pending_migrations():
        raise OtherShape(f"The tables are of an older Mostrador ({len(pending)} steps behind). Run: mostrador upgrade")


def unknown_migrations() -> list[str]:
    """Return what was applied to this house and is not known to this program: a newer one was here."""
    loader = MigrationLoader(connection)
    known = {*loader.disk_migrations, *_replaced(loader)}
    return [f"{app}.{name}" for app, name in loader.applied_migrations if (app, name) not in known]


def pending_migrations() -> list[str]:
    """Return what this program would still apply, in no certain order."""
    loader = MigrationLoader(connection)
    return [f"{app}.{name}" for app, name in loader.graph.nodes if (app, name) not in loader.applied_migrations]


def key_trouble() -> str:
    """Say what is wrong with the key, empty when it opens every secret of the house."""
    for one in Connection.objects.all():
        try:
            one.secrets  # noqa: B018  opening them is the test
        except house.NoKey as gone:
            return str(gone)
        except sealing.Unsealable:
            return f"This is not the key that the secrets of “{one.name}” were closed with. Put the right one back."
    return ""


def _replaced(loader: MigrationLoader) -> set[tuple[str, str]]:
    return {old for migration in loader.disk_migrations.values() for old in migration.replaces}
