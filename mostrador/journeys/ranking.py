"""Where a member stands in the plan: which of its roles is theirs, and whom a line means by one of them."""

from mostrador.accounts.models import Member
from mostrador.inbox.assigning import Meant
from mostrador.plan import authority
from mostrador.plan.deciding import UP, Advice
from mostrador.plan.shape import Plan

ESCALATE = "escalate"
CALLS = (ESCALATE, "notify")  # the acts that call the people of a role


def role_of(member: Member, plan: Plan) -> str:
    """Return the plan's role of a member; "" for one who only looks."""
    return authority.role_of(plan, member_role=member.role, name=member.name) if member.is_active else ""


def meant(plan: Plan, advice: Advice) -> Meant | None:
    """Return who is to have an asunto by its line, and who stands in for them; None where the line names nobody."""
    named = next((act.value for act in advice.do if act.word in UP and act.value in plan.roles), None)
    return _nearness(plan, str(named)) if named is not None else None


def calls(advice: Advice) -> bool:
    """Whether a line calls somebody."""
    return any(act.word in CALLS for act in advice.do)


_nearest: dict[tuple[str, str], Meant] = {}


def _nearness(plan: Plan, role: str) -> Meant:
    """Return one and the same function for each role of a plan: a message costs no new one."""
    key = (plan.hash, role)
    if key not in _nearest:
        ranks = {plan.roles[role].backup: 1, role: 0}
        _nearest[key] = lambda member: ranks.get(role_of(member, plan))
    return _nearest[key]
