"""Criticism is not hidden: by nobody, under no other name. Whoever thinks that nothing is asked says so first."""

from django.utils.translation import gettext as _

from mostrador.inbox.models import Case, CaseEnd, Message
from mostrador.journeys.refusing import Refused
from mostrador.kit.words import N_
from mostrador.plan import labelling
from mostrador.triage.needs import LABELS

CRITICISM = frozenset({"complaint", "wrong_fact", "safety", "help_after_sale", "order_status"})
AWAY = frozenset({CaseEnd.Why.ADVERT, CaseEnd.Why.MACHINE, CaseEnd.Why.THANKS})
INSIDE = N_(
    "There is something to attend to inside (%(claims)s): it is answered, not put away. If it is not so, correct what "
    "they need first."
)


def refuse_criticism(case: Case) -> None:
    """Raise `Refused` where what would be put away, as spam or as an insult, asks for something."""
    theirs = Message.objects.filter(case=case, direction=Message.Direction.IN, deleted_at=None)
    found = [one for one in labelling.claims(set(theirs.values_list("pk", flat=True))) if one in CRITICISM]
    if found:
        raise Refused(INSIDE, line="troll", claims=", ".join(str(_(LABELS.get(one, one))) for one in found))


def refuse_end(case: Case, why: str) -> None:
    """Raise `Refused` where an errand with criticism inside would end as an advert, as a machine's, or as thanks."""
    if why in AWAY:
        refuse_criticism(case)
