"""Roles, the ladder and what each may: does every name lead to somebody, does everybody have a stand-in?"""

from collections.abc import Iterator
from itertools import pairwise

from mostrador.plan.acting import ALL, MONEY
from mostrador.plan.authority import HOUSE_ROLES
from mostrador.plan.checks.told import Told, listed
from mostrador.plan.shape import Authority, Plan


def check(plan: Plan, told: Told) -> None:
    if plan.owner not in plan.roles:
        fix = f"Write `owner:` with one of {listed(plan.roles)}."
        told.error(told.line_of("owner"), f"the owner `{plan.owner}` is no role", fix)
    _stand_ins(plan, told)
    _house_roles(plan, told)
    _ladder(plan, told)
    _authority(plan, told)


def _stand_ins(plan: Plan, told: Told) -> None:
    for name, role in plan.roles.items():
        if role.backup not in plan.roles or role.backup == name:
            said = f"`{role.backup}` cannot stand in for {name}" if role.backup else f"{name} has no stand-in"
            told.error(role.at, said, f"Write `backup:` with another of {listed(plan.roles)}.")
        if not role.people and not role.member_role:
            told.warn(role.at, f"{name} is nobody", "Write names under `people`, or whose role it is: `member_role`.")


def _house_roles(plan: Plan, told: Told) -> None:
    taken: dict[str, str] = {}
    for name, role in plan.roles.items():
        if role.member_role in taken:
            told.error(role.at, f"{name} and {taken[role.member_role]} are both {role.member_role}", "Leave it at one.")
        if role.member_role:
            taken[role.member_role] = name


def _ladder(plan: Plan, told: Told) -> None:
    for rung in plan.escalation:
        if rung.to not in plan.roles:
            told.error(rung.at, f"`{rung.to}` is no role", f"Write `to:` with one of {listed(plan.roles)}.")
    for lower, higher in pairwise(plan.escalation):
        if higher.after <= lower.after:
            told.error(
                higher.at, "this step comes no later than the one before", "Write the steps in order of `after`."
            )


def _authority(plan: Plan, told: Told) -> None:
    for role, found in plan.authority.items():
        if role not in plan.roles:
            told.error(found.at, f"`{role}` is no role", f"One of {listed(plan.roles)}.")
        for word in _beyond_the_month(found):
            told.warn(found.at, f"{role} may {word} more at once than in a month", "Raise `month`, or lower the other.")
    for lower, higher in _climbing(plan):
        for word in _shrinking(lower, higher):
            said = f"{higher.role} may less than {lower.role} below: `{word}`"
            told.error(higher.at, said, "Raise it to at least as much.")
        _without(lower, higher, told)
    for name in plan.roles.keys() - plan.authority.keys():
        told.warn(plan.roles[name].at, f"{name} has no authority and must ask for everything", "Write what it `may`.")


def _climbing(plan: Plan) -> Iterator[tuple[Authority, Authority]]:
    """Go through who may what, each beside the one above: up the ladder, or up the house where there is none, and from
    everybody else to the owner. A role that is given nothing may nothing.
    """
    may = {name: plan.authority.get(name, Authority(role=name, at=role.at)) for name, role in plan.roles.items()}
    by_house = {role.member_role: role.name for role in plan.roles.values() if role.member_role}
    house = [by_house[one] for one in HOUSE_ROLES if one in by_house]
    ladder = plan.ladder if plan.escalation else (*(one for one in house if one != plan.owner), plan.owner)
    steps = [one for one in ladder if one in may]
    yield from ((may[lower], may[higher]) for lower, higher in pairwise(steps))
    if plan.owner in may:
        yield from ((may[name], may[plan.owner]) for name in may if name not in steps)


def _shrinking(lower: Authority, higher: Authority) -> Iterator[str]:
    for word in MONEY:
        if higher.limits.get(word, 0) < lower.limits.get(word, 0):
            yield word
    without_money = lower.month is None and not lower.limits
    if higher.month is not None and not without_money and (lower.month is None or higher.month < lower.month):
        yield "month"


def _without(lower: Authority, higher: Authority, told: Told) -> None:
    missing = lower.may - higher.may
    if missing and higher.may and ALL not in higher.may:
        said = f"{higher.role} may not {', '.join(sorted(missing))}, which {lower.role} below may"
        told.warn(higher.at, said, "Add it to `may`, or write `all`.")


def _beyond_the_month(found: Authority) -> list[str]:
    return [word for word, amount in found.limits.items() if found.month is not None and amount > found.month]
