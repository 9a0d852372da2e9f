"""Somebody's week of shifts as hours: on the shop's clock, with the holidays of the plan in force."""

from mostrador.plan import keeping
from mostrador.plan.hours import Hours


def of(week: str) -> Hours:
    """Read a week as the plan writes hours, and with the same meaning on holidays. Raises `HoursWrong`."""
    plan = keeping.current()
    off = next(one.off for one in plan.hours.values())
    return Hours.parse(week, plan.locale.timezone, holidays=off)
