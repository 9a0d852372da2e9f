"""How long the platform lets us answer: as the channel tells it, and as the plan's entry for the door says."""

from datetime import datetime

from mostrador.doors.contract import MayWrite
from mostrador.plan import deciding
from mostrador.plan.deciding import Facts
from mostrador.plan.shape import Plan


def closes_at(may: MayWrite, place: Facts, *, plan: Plan, heard_at: datetime | None) -> datetime | None:
    """Return when the reply window ends, the earlier of both; None where neither knows of one."""
    window = deciding.clock(plan, place).window
    by_plan = heard_at + window if window and heard_at and not place.public else None
    return min((one for one in (may.closes_at, by_plan) if one), default=None)
