"""Parts of which nobody knows whether they arrived: the platform is asked where it can tell, else a person."""

import logging

from mostrador.inbox import delivering
from mostrador.inbox.models import Part
from mostrador.journeys.delivering import note_taken, outgoing
from mostrador.kit import failpoints
from mostrador.kit.words import N_

log = logging.getLogger(__name__)

WORKER_GONE = N_("We stopped while it was leaving.")


def settle() -> int:
    """Look after parts whose worker died while sending; return how many."""
    forgotten = delivering.forgotten()
    for part in forgotten:
        settle_part(part)
    return len(forgotten)


def settle_part(part: Part) -> None:
    """Ask the platform whether this part arrived. Never sends again by itself."""
    connection = part.message.conversation.door.connection
    try:
        found = connection.speaks.find(connection.secrets, outgoing(part))
    except NotImplementedError:
        found = None  # this platform cannot tell
    except Exception:
        log.exception("part=%s could not be looked for", part.pk)
        found = None
    failpoints.reached("settling.found")
    if found is None:
        delivering.note_unsure(part, why=WORKER_GONE)
    else:
        note_taken(part, found)
    failpoints.reached("settling.noted")
