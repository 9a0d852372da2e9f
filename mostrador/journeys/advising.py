"""What the plan says of an asunto as it stands, asked whenever somebody looks: a correction counts at once."""

import msgspec
from django.db.models import QuerySet

from mostrador.inbox.models import Case, Message, Need
from mostrador.journeys import facts
from mostrador.kit.prepared import prepared
from mostrador.plan import deciding, keeping
from mostrador.plan.deciding import Advice
from mostrador.plan.shape import Facts, Plan
from mostrador.triage import matters, under_post


def advice(case: Case, plan: Plan | None = None) -> Advice:
    """Return what the plan advises for the last thing they said in it."""
    return deciding.decide(plan or keeping.current(), known(case))


def known(case: Case) -> Facts:
    """Return what is known of the asunto now: where it is, what they need as people or the machine said it."""
    found = _last_needs(case.pk)
    said = [one[0] for one in reversed(found) if one[1] is not None]
    needs = tuple(dict.fromkeys([*said, *(one[0] for one in found)])) or (case.kind,)
    raises, off_topic, had_open_case = found[0][2:] if found else (None, None, None)
    return msgspec.structs.replace(
        facts.of_place(case.conversation), needs=needs, asks_for_manager=case.asks_for_manager, fault=case.fault,
        label=case.person.label, raises=matters.standing(raises, said=said[:1]),
        off_topic_under_post=bool(off_topic) and needs[0] in under_post.ERRANDS,
        has_open_case=bool(had_open_case) if had_open_case is not None else case.state != Case.State.DONE,
    )  # fmt: skip


@prepared
def _last_needs(case: int) -> QuerySet[Need, tuple[str, int | None, str | None, bool | None, bool | None]]:
    last = Message.objects.filter(case=case, direction=Message.Direction.IN, needs__isnull=False).order_by("-pk")
    return (
        Need.objects.filter(message=last.values("pk")[:1])
        .order_by("pk")
        .values_list("kind", "said_by", "message__raises", "message__off_topic", "message__had_open_case")
    )
