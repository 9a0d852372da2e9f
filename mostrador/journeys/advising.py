"""What the plan says of an asunto as it stands, asked whenever somebody looks: a correction counts at once."""

import msgspec
from django.db.models import QuerySet

from mostrador.inbox.models import Case, Message, Need
from mostrador.journeys import facts
from mostrador.kit.prepared import prepared
from mostrador.plan import deciding, keeping
from mostrador.plan.deciding import Advice
from mostrador.plan.shape import Facts, Plan


def advice(case: Case, plan: Plan | None = None) -> Advice:
    """Return what the plan advises for the last thing they said in it."""
    return deciding.decide(plan or keeping.current(), known(case))


def known(case: Case) -> Facts:
    """Return what is known of the asunto now: where it is, what they need as people or the machine said it."""
    place = facts.of_place(case.conversation)
    return msgspec.structs.replace(
        place, needs=_needs(case), asks_for_manager=case.asks_for_manager, fault=case.fault,
        label=case.person.label, has_open_case=case.state != Case.State.DONE,
    )  # fmt: skip


def _needs(case: Case) -> tuple[str, ...]:
    """Return the needs of their last words that had any, what a person said of them before what the machine took."""
    found = _last_needs(case.pk)
    said = [kind for kind, by in reversed(found) if by is not None]
    return tuple(dict.fromkeys([*said, *(kind for kind, _by in found)])) or (case.kind,)


@prepared
def _last_needs(case: int) -> QuerySet[Need, tuple[str, int | None]]:
    last = Message.objects.filter(case=case, direction=Message.Direction.IN, needs__isnull=False).order_by("-pk")
    return Need.objects.filter(message=last.values("pk")[:1]).order_by("pk").values_list("kind", "said_by")
