"""One part leaves, outside any transaction; whatever happens is written down, of the part and of its door."""

import logging
from datetime import datetime

from mostrador.doors import holding
from mostrador.doors.contract import NeedsSignIn, SendFailed, SendUnsure, Unreachable
from mostrador.inbox import ascertaining, delivering
from mostrador.inbox.models import Part
from mostrador.journeys import settling
from mostrador.journeys.packing import packed
from mostrador.kit import clock, failpoints, insisting, lending, sealing
from mostrador.kit.egress import NoWay
from mostrador.kit.words import N_

log = logging.getLogger(__name__)

FILE_GONE = N_("A file of it is no longer on our disk.")


def deliver_next() -> bool:
    """Send the next part that may leave, by whatever door; return False when there is none."""
    part = delivering.claim()
    if part is None:
        return False
    deliver(part)
    return True


def deliver(part: Part) -> None:
    """Hand one claimed part to its platform and write down what became of it."""
    failpoints.reached("sender.claimed")
    try:
        outgoing = packed(part)
    except OSError:
        log.exception("part=%s has lost a file", part.pk)
        delivering.note_failed(part, why=FILE_GONE, try_again=False)
        return
    connection, begun = part.message.conversation.door.connection, clock.now()
    try:
        failpoints.reached("sender.before_send")
        lending.give_back()
        receipt = connection.speaks.send(connection.secrets, outgoing)
        failpoints.reached("sender.sent")
    except Exception as trouble:
        what = trouble  # Python forgets the other name
        insisting.until_written(lambda: _note(part, what, connection.pk, since=begun))
    else:
        insisting.until_written(lambda: settling.note_taken(part, receipt))
        failpoints.reached("sender.noted")
        holding.note_well(connection.pk)


def _note(part: Part, trouble: Exception, connection_id: int, *, since: datetime) -> None:
    """Tell apart what certainly did not leave, what may have, and what the whole door suffers from."""
    match trouble:
        case SendFailed(try_again=False) | SendFailed(only_this=True):
            holding.note_well(connection_id)  # it answered as it should: the trouble is this one's
            delivering.note_failed(part, why=trouble.why, try_again=trouble.try_again, after=trouble.after)
        case SendFailed() | Unreachable() | NoWay() | sealing.Unsealable():
            after = getattr(trouble, "after", None)
            holding.note_failure(connection_id, why=_why(trouble), since=since, after=after)
            delivering.note_failed(part, why=_why(trouble), try_again=True, after=after)
        case NeedsSignIn():
            holding.note_failure(connection_id, why=str(trouble), since=since, needs_sign_in=True)
            delivering.note_failed(part, why=str(trouble), try_again=True)
        case SendUnsure():
            holding.note_failure(connection_id, why=str(trouble), since=since)
            _ask(part, str(trouble))
        case _:  # nobody can tell how far it came: never again blindly
            log.error("part=%s could not be sent", part.pk, exc_info=trouble)
            _ask(part, f"{type(trouble).__name__}: {trouble}")


def _why(trouble: Exception) -> str:
    return str(getattr(trouble, "why", "") or getattr(trouble, "for_people", "") or trouble)


def _ask(part: Part, why: str) -> None:
    ascertaining.begin(part, why=why)
    settling.settle_part(part, why=why)
