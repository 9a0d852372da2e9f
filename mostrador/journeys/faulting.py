"""Somebody says whose fault it was: another line may hold from now on, and what it asks for is written down at once."""

from mostrador.accounts.models import Member
from mostrador.inbox import naming
from mostrador.inbox.models import Case
from mostrador.journeys import noting, permitted
from mostrador.journeys.permitted import Deed


def say(case: Case, *, fault: Case.Fault, by: Member) -> None:
    """Say it, with its receipt. What was written down for the same words before stays once."""

    def said() -> None:
        naming.say_fault(case, fault=fault, by=by)
        noting.by_person(case)

    permitted.do(Deed(case=case, act="fault", by=by, why=str(fault)), said)
