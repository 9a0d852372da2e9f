"""Checks a plan that could be read against itself: does every name lead somewhere, does every line have a chance?"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import msgspec

from mostrador.plan.acting import MONEY
from mostrador.plan.shape import Authority, Line, Plan
from mostrador.plan.written import Findings, Spot


def checked(plan: Plan, top: Spot, *, today: date | None = None) -> Plan:
    """Return the plan with its warnings. Raise `PlanWrong` when there is an error."""
    findings = top.findings
    _roles(plan, top, findings)
    _ladder(plan, top, findings)
    _lines(plan, top, findings)
    _authority(plan, top, findings)
    _doors(plan, top, findings)
    findings.refuse_errors()
    return msgspec.structs.replace(plan, warnings=tuple(findings.found))


def _roles(plan: Plan, top: Spot, findings: Findings) -> None:
    if plan.owner not in plan.roles:
        findings.error(
            _at(top, "owner"), f"the owner `{plan.owner}` is no role", f"Write `owner:` with one of {_names(plan)}."
        )
    taken: dict[str, str] = {}
    for name, role in plan.roles.items():
        line = _at(top, "roles", name)
        if role.backup not in plan.roles or role.backup == name:
            said = f"`{role.backup}` cannot stand in for {name}" if role.backup else f"{name} has no stand-in"
            findings.error(line, said, f"Write `backup:` with another of {_names(plan)}.")
        if role.member_role in taken:
            findings.error(
                line, f"{name} and {taken[role.member_role]} are both {role.member_role}", "Leave it at one."
            )
        if role.member_role:
            taken[role.member_role] = name


def _ladder(plan: Plan, top: Spot, findings: Findings) -> None:
    before = None
    for index, rung in enumerate(plan.escalation):
        line = _at(top, "escalation", index)
        if rung.to not in plan.roles:
            findings.error(line, f"`{rung.to}` is no role", f"Write `to:` with one of {_names(plan)}.")
        if before is not None and rung.after <= before:
            findings.error(line, "this step comes no later than the one before", "Write the steps in order of `after`.")
        before = rung.after


def _lines(plan: Plan, top: Spot, findings: Findings) -> None:
    seen: set[str] = set()
    defaults = [line for line in plan.lines if line.default]
    if not defaults:
        findings.error(
            _at(top, "lines"), "there is no default line", "Add `- {id: L99, when: any, do: [reply: human]}`."
        )
    for line in defaults[1:]:
        findings.error(
            line.at, f"{line.id} is never reached: {defaults[0].id} takes everything", "Give it a `when`, or remove it."
        )
    for one in plan.lines:
        _line(one, plan, findings, seen)
    for gate in plan.gates:
        if gate.id in seen:
            findings.error(_at(top, "legal"), f"`{gate.id}` is used twice", "Give each its own id.")
        seen.add(gate.id)


def _line(line: Line, plan: Plan, findings: Findings, seen: set[str]) -> None:
    if line.id in seen:
        findings.error(line.at, f"`{line.id}` is used twice", "Give each line its own id.")
    seen.add(line.id)
    twin = next((one for one in plan.lines if one.at < line.at and one.when.written == line.when.written), None)
    if twin and not line.default:
        findings.error(
            line.at,
            f"{line.id} is never reached: {twin.id} asks the same before it",
            "Change its `when`, or join the two.",
        )
    for act in line.do:
        if act.word in ("escalate", "assign") and act.value not in plan.roles:
            findings.error(line.at, f"`{act}`: that is no role", f"One of {_names(plan)}.")


def _authority(plan: Plan, top: Spot, findings: Findings) -> None:
    for role, found in plan.authority.items():
        if role not in plan.roles:
            findings.error(found.at, f"`{role}` is no role", f"One of {_names(plan)}.")
    climbing = [plan.authority[role] for role in plan.ladder if role in plan.authority]
    for lower, higher in pairwise(climbing):
        for word in _shrinking(lower, higher):
            findings.error(
                higher.at, f"{higher.role} may less than {lower.role} below: `{word}`", "Raise it to at least as much."
            )
    for name in plan.roles.keys() - plan.authority.keys():
        findings.warn(
            _at(top, "roles", name), f"{name} has no authority and must ask for everything", "Write what it `may`."
        )


def _shrinking(lower: Authority, higher: Authority) -> Iterator[str]:
    for word in MONEY:
        if higher.limits.get(word, 0) < lower.limits.get(word, 0):
            yield word
    without_money = lower.month is None and not lower.limits
    if higher.month is not None and not without_money and (lower.month is None or higher.month < lower.month):
        yield "month"


def _doors(plan: Plan, top: Spot, findings: Findings) -> None:
    if "default" not in plan.doors:
        findings.warn(
            _at(top, "doors"), "a door that is not named here gets your most patient clock",
            "Add `default: {first: 1h, hours: …}`.",
        )  # fmt: skip


def _at(top: Spot, key: str, inner: str | int = "") -> int:
    """Return the line of a key, or of what stands in it; 1 where it is missing."""
    spot = top.value.get(key) if isinstance(top.value, dict) else None
    if not isinstance(spot, Spot):
        return 1
    if isinstance(inner, int):
        items = spot.items()
        return items[inner].line if inner < len(items) else spot.line
    found = spot.value.get(inner) if inner and isinstance(spot.value, dict) else None
    return found.line if isinstance(found, Spot) else spot.line


def _names(plan: Plan) -> str:
    return ", ".join(plan.roles)
