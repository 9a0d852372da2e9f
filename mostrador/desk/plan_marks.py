"""A mark of what stood on a page of the plan when it was drawn: by it a change in between is seen."""

import hashlib
import json

from django.http import QueryDict

from mostrador.kit.words import N_
from mostrador.plan import versioning
from mostrador.plan.models import PlanVersion

GONE = N_("That is no longer in the draft. Nothing was changed.")
UNREADABLE = N_("The draft cannot be read yet, so nothing was changed. Mend its text first.")
MOVED = N_("Somebody has changed this meanwhile. Nothing was kept: look at it again.")


def mark(stands: object) -> str:
    """Return a mark of what stands somewhere: plain values, or what says itself as words."""
    return hashlib.sha256(json.dumps(stands, sort_keys=True, default=str).encode()).hexdigest()[:16]


def of_version(version: PlanVersion) -> str:
    """Return a mark of a whole version and of the plan in force, which it is compared with beside it."""
    held = PlanVersion.objects.in_force()
    return mark([version.text, held.hash if held is not None else ""])


def must_stand(version: PlanVersion, sent: QueryDict) -> None:
    """Raise `Moved` where a page that was sent was drawn of something else than a draft says now, and `NotOpen`."""
    if not version.is_open:
        raise versioning.NotOpen
    if sent.get("stood", "") != of_version(version):
        raise versioning.Moved
