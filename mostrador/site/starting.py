"""What must be true before the house opens: a key that opens what was sealed, a folder that takes what comes in."""

import logging

from mostrador.doors.models import Connection
from mostrador.journeys import reaching
from mostrador.kit import chosen, house
from mostrador.site import foundations, ground

log = logging.getLogger(__name__)


class CannotOpen(Exception):
    """Open like this, the house would turn away whatever is said to it. Nothing was changed."""


def check() -> None:
    """Raises `CannotOpen`, and `house.NoKey` when there is none.

    A door whose secrets this key does not open is named in the log; the others receive.
    """
    house.keys()
    if trouble := settings_trouble() or ground.folder_trouble():
        raise CannotOpen(trouble)
    _tables_fit()
    _key_opens()


def settings_trouble() -> str:
    """Return which settings say nothing that the house understands; empty where all do. No password is told."""
    return " ".join([*chosen.unreadable(), *([alerts] if (alerts := reaching.smtp_trouble()) else [])])


def _tables_fit() -> None:
    try:
        foundations.check()
    except foundations.OtherShape as other:
        raise CannotOpen(str(other)) from other


def _key_opens() -> None:
    connections = list(Connection.objects.exclude(state=Connection.State.CLOSED))
    shut = [connection for connection in connections if not connection.key_fits]
    if shut and len(shut) == len(connections):
        raise CannotOpen(
            "This key opens none of the doors: they were sealed with another. Restore that one "
            f"(MOSTRADOR_KEY, or the file {house.data_folder() / 'key'}) and open again."
        )
    for connection in shut:
        log.error("The door “%s” was sealed with another key: it takes nothing until that is back.", connection.name)
