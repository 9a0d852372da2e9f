"""Somebody is away: what waits for us of theirs goes to their stand-in, or to whoever is there."""

from mostrador.accounts.models import Member
from mostrador.inbox import assigning
from mostrador.journeys import ranking
from mostrador.kit import jobs
from mostrador.plan import keeping, receipting


@jobs.job
def cover(*, member_id: int) -> None:
    """Hand on what they cannot answer now. Who came back meanwhile keeps their own."""
    member = Member.objects.select_related("stand_in").get(pk=member_id)
    if member.away or not member.is_active or not member.may_write:
        plan = keeping.current()
        for case, found in assigning.hand_on(member):
            role = ranking.role_of(member, plan)
            receipting.note(case, act="assign", plan=plan, by=None, role=role, ground="plan", why=found.name)
