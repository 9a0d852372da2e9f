"""Checks a plan that could be read against itself and against the law: can it be in force, and what is odd in it?"""

from datetime import date

import msgspec

from mostrador.plan.checks import aims, alarm, legal, lines, people, places, voice
from mostrador.plan.checks.told import Told
from mostrador.plan.shape import Plan
from mostrador.plan.written import Spot

CHECKS = (people.check, places.check, lines.check, aims.check, voice.check, alarm.check, legal.check)


def checked(plan: Plan, top: Spot, *, today: date | None = None) -> Plan:
    """Return the plan with its warnings. Raise `PlanWrong` when there is an error."""
    told = Told(top, today)
    for check in CHECKS:
        check(plan, told)
    told.findings.refuse_errors()
    warnings = sorted(told.findings.found, key=lambda finding: finding.line)
    return msgspec.structs.replace(plan, warnings=tuple(warnings))
