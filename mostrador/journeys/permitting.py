"""Whom a role of the plan means now, whom one asks, and until when they have time to answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mostrador.accounts.models import Member
from mostrador.inbox import assigning
from mostrador.inbox.models import Case
from mostrador.journeys import advising, facts
from mostrador.journeys.ranking import role_of
from mostrador.kit import clock
from mostrador.plan import authority, deciding
from mostrador.plan.shape import Plan


def whom(plan: Plan, role: str, case: Case, *, but: Member | None = None) -> Member | None:
    """Return who is this role for an asunto now: somebody at work, else of its stand-in, else somebody who is not here.

    Only who may see the asunto. None where the role has nobody, and its stand-in neither.
    """
    team = [one for one in assigning.team_of(case.conversation.door) if but is None or one.pk != but.pk]
    roles = [role, plan.roles[role].backup] if role in plan.roles else [role]
    named = [[one for one in team if role_of(one, plan) == name] for name in roles]
    at_work = [one for some in named for one in some if one.is_here]
    return next(iter([*at_work, *named[0], *[one for some in named[1:] for one in some]]), None)


def named(case: Case, plan: Plan) -> Member | None:
    """Return whom the line of an asunto gives it to, by name."""
    role = next((act.value for act in advising.advice(case, plan).do if act.word in deciding.UP), None)
    return whom(plan, str(role), case) if role in plan.roles else None


def who_may(plan: Plan, role: str, case: Case, *, but: Member | None = None) -> tuple[str, Member | None]:
    """Return whom to ask for what a role may: the role itself while somebody of it is at work, else the next above.

    A stand-in hears of it, but may not say yes to more than their own role may: so who stands above comes first.
    """
    for name in (role, *authority.above_of(plan, role)):
        found = whom(plan, name, case, but=but)
        if found is not None and found.is_here and role_of(found, plan) == name:
            return name, found
    return role, whom(plan, role, case, but=but)


def reviewer(plan: Plan, role: str, case: Case, *, by: Member) -> Member | None:
    """Return who of a role looks again at what somebody did: somebody else of it, else whoever it means."""
    other = whom(plan, role, case, but=by)
    return other if other is not None and role_of(other, plan) == role else whom(plan, role, case)


def waits_until(plan: Plan, role: str, case: Case) -> datetime:
    """Return by when whoever stands in this role must have answered: the ladder's clock, in the door's hours."""
    return facts.hours_of(case.conversation).after(clock.now(), _patience(plan, role, case))


def _patience(plan: Plan, role: str, case: Case) -> timedelta:
    """Return the time to the next step of the ladder; at its top as long as the step before it had."""
    steps = list(plan.escalation)
    at = next((number for number, rung in enumerate(steps) if rung.to == role), None)
    if at is not None and at + 1 < len(steps):
        return steps[at + 1].after - steps[at].after
    if at:
        return steps[at].after - steps[at - 1].after
    return deciding.clock(plan, facts.of_place(case.conversation)).first


def above(plan: Plan, role: str) -> Iterator[str]:
    """Go through the roles above this one, each once, from the nearest."""
    seen = {role}
    for name in authority.above_of(plan, role):
        if name not in seen:
            seen.add(name)
            yield name
