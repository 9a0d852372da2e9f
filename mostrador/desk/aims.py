"""How far the house is from what its plan wants to reach, in words."""

from datetime import timedelta
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.desk import money
from mostrador.insights.objectives import Standing
from mostrador.kit import saying
from mostrador.plan.metrics import METRICS
from mostrador.plan.shape import Plan


def shown(one: Standing, plan: Plan) -> dict[str, Any]:
    """Return an objective as a row: what is wanted, how it is now, how it should be."""
    unit = METRICS[one.metric].unit
    wanted = {"<=": _("at most %(amount)s"), "<": _("less than %(amount)s"), ">=": _("at least %(amount)s"),
              ">": _("more than %(amount)s"), "=": "%(amount)s"}[one.sign]  # fmt: skip
    return {
        "text": one.text, "now": _("nobody counts it yet") if one.now is None else _amount(one.now, unit, plan),
        "target": wanted % {"amount": _amount(one.target, unit, plan)}, "met": one.met,
    }  # fmt: skip


def _amount(amount: float, unit: str, plan: Plan) -> str:
    match unit:
        case "share":
            return saying.percent(amount)
        case "span":
            return saying.lasting(timedelta(seconds=amount))
        case "money":
            return money.said(round(amount), plan)
        case _:
            return str(format_decimal(round(amount, 2), locale=get_language() or "es"))
