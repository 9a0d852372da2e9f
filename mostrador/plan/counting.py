"""How often somebody had to ask: leave is to be the exception, and so it is counted."""

from datetime import datetime
from typing import NamedTuple

from mostrador.plan.acting import MONEY
from mostrador.plan.models import Asking, Receipt

ASKABLE = ("reply", "reply_public", *MONEY, "label_troll", "edit", "take_back", "promise")
"""What somebody may have to ask for. Sorting and tidying has receipts too, but makes no share smaller."""


class Asked(NamedTuple):
    """What people did under the plan since a day, and how much of it waited for somebody's leave."""

    waited: int
    done: int

    @property
    def share(self) -> float:
        return self.waited / self.done if self.done else 0.0


def asked(*, since: datetime) -> Asked:
    waiting = Asking.objects.filter(about=Asking.About.LEAVE, act__in=ASKABLE, asked_at__gte=since)
    waited = waiting.exclude(state=Asking.State.REPLACED).count()  # another question stands for the same
    did = Receipt.objects.filter(at__gte=since, act__in=ASKABLE).exclude(member=None)
    own = did.exclude(ground=Receipt.Ground.ASKED)
    return Asked(waited, own.count() + waited)
