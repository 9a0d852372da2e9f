"""Writes the permission receipt of an act: which line of which plan allowed it, to which role, and what was left."""

from collections.abc import Sequence

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.plan.events import PermissionUsed
from mostrador.plan.models import Receipt
from mostrador.plan.shape import Plan


@transaction.atomic
def note(
    case: Case, *, act: str, plan: Plan, by: Member | None, role: str = "", line: str = "",
    ground: str = Receipt.Ground.OWN, message: Message | None = None, amount: int | None = None,
    left: int | None = None, gates: Sequence[str] = (), why: str = "",
) -> Receipt:  # fmt: skip
    """Write it, in the transaction of the act itself. What changes nothing on a screen but a message tells no more."""
    receipt = Receipt.objects.create(
        case=case, message=message, member=by, act=act[:80], ground=ground, role=role, line=line,
        plan_hash=plan.hash, amount=amount, left=left, gates=" ".join(gates)[:120], why=why.strip()[:300],
        at=clock.now(),
    )  # fmt: skip
    if message is None and amount is None:
        tell_case(PermissionUsed, case, by=by, receipt_id=receipt.pk, ground=ground)
    return receipt
