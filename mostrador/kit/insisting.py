"""What has already happened outside must be written down, also where the disk or the database refuses for a while.

Forgotten, it would be asked about, sent again, or left to a person once its lease is over.
"""

import logging
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections, transaction

from mostrador.kit import writing

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 60.0  # shorter than any lease: nobody else takes it up meanwhile
PAUSE_SECONDS = 0.5


def until_written(write: Callable[[], object], *, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Call `write`, which owns its transaction, until the database takes it. Raises its last word when time is up."""
    end = time.monotonic() + patience_seconds
    while True:
        try:
            write()
        except (OperationalError, InterfaceError, writing.TooLong) as refused:
            if time.monotonic() > end or transaction.get_connection().in_atomic_block:
                raise
            log.warning("It could not be written down and is tried again: %s", refused)
            close_old_connections()
            time.sleep(PAUSE_SECONDS)
        else:
            return
