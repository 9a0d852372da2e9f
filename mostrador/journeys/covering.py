"""Somebody is not here: what waits for us of theirs goes to their stand-in, or to whoever is.

Who is away leaves everything that waits. Who is off shift leaves what falls due before they are back, at the moment
the shifts change: what is given to them by hand afterwards stays theirs until the next change.
"""

import logging
import threading
from datetime import datetime

from django.db import DatabaseError, InterfaceError

from mostrador.accounts import on_shift
from mostrador.accounts.models import Member
from mostrador.inbox import assigning
from mostrador.journeys import ranking
from mostrador.kit import clock, jobs, lending
from mostrador.plan import keeping, receipting

log = logging.getLogger(__name__)
EVERY_SECONDS = 20.0


@jobs.job
def cover(*, member_id: int) -> None:
    """Hand on what they cannot answer now. Who came back meanwhile keeps their own."""
    member = Member.objects.select_related("stand_in").get(pk=member_id)
    if member.away or not member.is_active or not member.may_write:
        _hand_on(member)


class Relief:
    """Looks whose shift has begun or ended, and hands on what nobody would answer in time."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._here: frozenset[int] | None = None

    def keep_until_stopped(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except (DatabaseError, InterfaceError) as error:
                log.warning("The change of shifts was not seen, and is looked for again: %s", error)
            lending.give_back()
            self._stopping.wait(EVERY_SECONDS)

    def look(self) -> None:
        """Relieve who is not here, where who is here is not who was."""
        team = list(Member.objects.filter(is_active=True).exclude(role="viewer").select_related("stand_in"))
        here = frozenset(one.pk for one in team if one.is_here)
        if here == self._here:
            return
        now = clock.now()
        for member in team:
            if here and member.pk not in here:
                _hand_on(member, due_before=on_shift.back_at(member, now))
        self._here = here


def _hand_on(member: Member, *, due_before: datetime | None = None) -> None:
    plan = keeping.current()
    for case, found in assigning.hand_on(member, due_before=due_before):
        role = ranking.role_of(member, plan)
        line = f"roles.{role}"
        receipting.note(case, act="assign", plan=plan, by=None, role=role, line=line, ground="plan", why=found.name)
