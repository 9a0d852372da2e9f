"""Parts of which nobody knows whether they arrived: the platform is asked where it can tell, else a person."""

import logging

from django.db import transaction

from mostrador.doors import holding
from mostrador.doors.contract import NeedsSignIn, Receipt, Unreachable
from mostrador.inbox import ascertaining, changing, delivering, locking
from mostrador.inbox.models import Part
from mostrador.journeys.packing import packed
from mostrador.kit import clock, failpoints, lending, sealing
from mostrador.kit.egress import NoWay
from mostrador.kit.words import N_

log = logging.getLogger(__name__)

WORKER_GONE = N_("We stopped while it was leaving.")
NOT_FOR_A_DAY = N_("Nothing could leave by this door for a whole day.")


def settle_part(part: Part, *, why: str = "") -> None:
    """Ask the platform whether this part arrived. It leaves again only where the platform says that it did not."""
    connection, why = part.message.conversation.door.connection, why or part.why or WORKER_GONE
    begun = clock.now()
    try:
        asked = packed(part)
        lending.give_back()
        found = connection.speaks.find(connection.secrets, asked)
        failpoints.reached("settling.found")
    except NotImplementedError:  # this platform cannot tell
        delivering.note_unsure(part, why=why)
    except (Unreachable, NeedsSignIn, NoWay, sealing.Unsealable) as silent:
        holding.note_failure(connection.pk, why=str(silent), since=begun, after=getattr(silent, "after", None))
        ascertaining.ask_later(part, why=why)
    except Exception:
        log.exception("part=%s could not be looked for", part.pk)
        delivering.note_unsure(part, why=why)
    else:
        holding.note_well(connection.pk)
        if found is None:
            ascertaining.note_absent(part, why=why)
        else:
            note_taken(part, found)
    failpoints.reached("settling.noted")


@transaction.atomic
def note_taken(part: Part, receipt: Receipt) -> None:
    """The platform has it, under a name of its own: what it said under that name before we knew it counts now."""
    locking.hold_doors([part.message.door_id])
    delivering.note_sent(part, external_id=receipt.external_id, at=receipt.sent_at, state=receipt.state or "sent")
    if receipt.external_id:
        changing.apply_early_to(part, external_id=receipt.external_id)


def give_up_late() -> int:
    """Tell people of what waited a day in vain; return how many."""
    late = ascertaining.too_late()
    for part in late:
        delivering.note_too_late(part, why=NOT_FOR_A_DAY)
    return len(late)
