"""What was allowed again and again although the plan asks first, as the Plan page proposes it."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import money, wording
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case
from mostrador.journeys import ranking
from mostrador.kit.words import N_
from mostrador.plan import keeping, overriding
from mostrador.plan.overriding import Override

Shown = dict[str, Any]
LOOKED_BACK = timedelta(days=90)
MOST = 3
SAYS = {
    "refund": N_("Let %(role)s refund %(amount)s without asking"),
    "discount": N_("Let %(role)s take %(amount)s off without asking"),
    "gesture": N_("Let %(role)s spend %(amount)s on a gesture without asking"),
    "reply": N_("Let %(role)s answer without asking"),
    "reply_public": N_("Let %(role)s answer in public without asking"),
    "label_troll": N_("Let %(role)s call somebody a troll without asking"),
}  # fmt: skip
OTHER = N_("Let %(role)s do this without asking: %(act)s")


def found(around: Surroundings) -> list[Override]:
    plan = keeping.current()
    return overriding.repeated(
        plan, since=around.now - LOOKED_BACK, role_of=lambda member: ranking.role_of(member, plan)
    )


def shown(around: Surroundings) -> list[Shown]:
    """Return what is proposed: its words, how often it was allowed, and the errands that show it."""
    return [_one(one, around) for one in found(around)]


def _one(one: Override, around: Surroundings) -> Shown:
    amount = money.said(one.most, keeping.current()) if one.most is not None else ""
    told = {"role": wording.of_role(one.role), "amount": amount, "act": one.act.replace("_", " ")}
    seen = Case.objects.visible_to(around.member).filter(pk__in=one.cases).order_by("-pk")[:MOST]
    return {
        "key": one.key, "words": _(SAYS.get(one.act, OTHER)) % told,
        "why": _("Asked %(count)s times in 90 days, and allowed each time.") % {"count": len(one.askings)},
        "cases": [{"url": reverse("desk:case", args=[case.pk]), "name": wording.wanted(case)} for case in seen],
    }  # fmt: skip
