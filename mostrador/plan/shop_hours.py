"""When the shop as a whole is open: what Hoy says, and what "first thing" means."""

from mostrador.plan.hours import Hours
from mostrador.plan.shape import Plan


def of(plan: Plan) -> Hours | None:
    """Return the shop's own hours: those of the default clock, or the first named ones where that one never rests."""
    default = plan.doors.get("default")
    named = ([default.hours] if default else []) + list(plan.hours.values())
    return next((hours for hours in named if not hours.always), None)
