"""What we keep of somebody: what they told us, what they allow us, that they are of age. The plan's law stands over it.

A fact has its words, its source, its day and its end, or it is not kept. What was allowed is taken back in one tap.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case
from mostrador.journeys import gating, permitted
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import Refused
from mostrador.kit.words import N_
from mostrador.people import consenting, remembering
from mostrador.people.models import Consent, Fact, Person
from mostrador.plan.shape import Act

Done = TypeVar("Done")
FACT = Act("record", "person_fact")
NO_SOURCE = N_("Write where they said it: without that it is not kept.")
TOO_LONG = N_("The law lets us keep it for 24 months at most.")


def keep(
    person: Person, *, quote: str, source: str, said_on: date, by: Member, expires_on: date | None = None,
    message_id: int | None = None,
) -> Fact:  # fmt: skip
    """Keep what they told us. Raises `Refused`, `remembering.NothingToRemember`."""
    case = latest_case(person)
    gates: tuple[str, ...] = ()
    if case is not None:
        passed = gating.check(case, [FACT], text=source, went_on=True)
        gates = passed.gates
        if passed.ask:
            raise Refused(NO_SOURCE, line=passed.ask)
    if expires_on is not None and expires_on - said_on > remembering.KEPT_FOR + timedelta(days=1):
        raise Refused(TOO_LONG, line=next(iter(gates), ""))
    return _do(case, "fact", by, source, partial(
        remembering.remember, person, quote=quote, source=source, said_on=said_on, by=by, expires_on=expires_on,
        message_id=message_id,
    ))  # fmt: skip


def forget(fact: Fact, *, by: Member) -> None:
    """Forget it: nothing stands over that."""
    _do(latest_case(fact.person), "fact_forgotten", by, fact.source, partial(remembering.forget, fact, by=by))


def allow(person: Person, *, what: Consent.What, source: str, by: Member) -> Consent:
    """Note that they allow it, or that they are of age, and where they said so. Raises `consenting.NoSource`."""
    give = partial(consenting.give, person, what=what, source=source, by=by)
    return _do(latest_case(person), "consent", by, str(what), give)


def take_back(person: Person, *, what: Consent.What, by: Member) -> None:
    """They allow it no longer."""
    end = partial(consenting.take_back, person, what=what, by=by)
    _do(latest_case(person), "consent_taken_back", by, str(what), end)


def latest_case(person: Person) -> Case | None:
    """Return the asunto of theirs in which it is noted that it was done."""
    theirs = Case.objects.filter(person__in=Person.objects.group_of(person)).order_by("-moved_at", "-pk")
    return theirs.select_related("conversation__door__connection", "person").first()


def _do(case: Case | None, act: str, by: Member, why: str, verb: Callable[[], Done]) -> Done:
    """Do it with its receipt; of somebody who never wrote there is no asunto to note it in."""
    return verb() if case is None else permitted.do(Deed(case=case, act=act, by=by, why=why), verb)
