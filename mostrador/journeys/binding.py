"""What the law binds an asunto to where they complain: an answer within its days, and no offers there."""

from collections.abc import Iterable

from django.db import transaction

from mostrador.inbox import locking, promising, resolving
from mostrador.inbox.models import Case, Message, Need, Promise
from mostrador.inbox.receiving import Heard
from mostrador.kit import clock
from mostrador.plan import keeping, law
from mostrador.plan.law import Rule
from mostrador.plan.shape import Act, Plan
from mostrador.triage import learnt
from mostrador.triage.models import Correction

COMPLAINT = "complaint"


def begin(messages: Iterable[Message]) -> None:
    """Owe what the law gives to new words that complain, many at once: their asuntos are held."""
    complaining = list(messages)  # hardly ever any, and it is asked for every message
    rule = _rule(keeping.current()) if complaining else None
    if rule is not None:
        promising.bind(complaining, within=rule.within, line=rule.id)


@transaction.atomic
def follow(cases: Iterable[Case]) -> None:
    """Let the promise of the law be there where they complain, and nowhere else."""
    rule = _rule(keeping.current())
    if rule is None:
        return
    for case in cases:
        first = next(iter(complaints(case, surely=_sure())), None)
        if first is not None:
            locking.hold(case)
            promising.bind([first], within=rule.within, line=rule.id)
            continue
        for owed in case.promises.filter(origin=Promise.Origin.LAW, state__in=resolving.OPEN):
            promising.drop(owed, by=None)


def complains(heard: Heard) -> bool:
    """Whether they complain as surely as the plan wants it to be before anything happens by itself."""
    return any(need.kind == COMPLAINT and need.certainty >= _sure() for need in heard.needs)


def complaints(case: Case, *, surely: float = 0.0) -> list[Message]:
    """Return their words in it that complain: as the machine takes them so surely, unless people say otherwise."""
    kinds: dict[int, tuple[list[str], list[str]]] = {}
    heard = Correction.objects.filter(message__case=case, about=Correction.About.NEED, said=COMPLAINT).standing()
    agreed = set(heard.values_list("message", flat=True))
    told = Need.objects.filter(case=case).order_by("pk")
    for message, kind, by, p in told.values_list("message", "kind", "said_by", "certainty"):
        said, taken = kinds.setdefault(message, ([], []))
        if by or p >= surely or message in agreed:
            (said if by else taken).append(kind)
    found = [message for message, (said, taken) in kinds.items() if COMPLAINT in (said[-1:] or taken)]
    return list(Message.objects.filter(pk__in=found).select_related("case__conversation").order_by("pk"))


def forbids(case: Case, act: Act) -> Rule | None:
    """Return the law by which this is never done in such an asunto, whatever they consented to."""
    over = [one for one in law.in_force(keeping.current().locale, clock.now().date()) if one.covers(act)]
    found = [one for one in over if COMPLAINT in one.never_where]
    return found[0] if found and complaints(case) else None


def law_names_a_time(plan: Plan) -> bool:
    return _rule(plan) is not None


def _sure() -> float:
    return max(keeping.current().triage.floor, learnt.now().floors.get(COMPLAINT, 0.0))


def _rule(plan: Plan) -> Rule | None:
    return law.answered_within(plan.locale, COMPLAINT, clock.now().date())
