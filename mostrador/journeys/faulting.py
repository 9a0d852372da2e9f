"""Somebody says whose fault it was: another line may hold from now on, and what it asks for is written down at once."""

from mostrador.accounts.models import Member
from mostrador.inbox import naming
from mostrador.inbox.models import Case, Message
from mostrador.journeys import advising, doing, permitted
from mostrador.journeys.permitted import Deed
from mostrador.plan import deciding, keeping, noting
from mostrador.plan.noting import Wanted


def say(case: Case, *, fault: Case.Fault, by: Member) -> None:
    """Say it, with its receipt. What was written down for the same words before stays once."""

    def said() -> None:
        naming.say_fault(case, fault=fault, by=by)
        _write_down(case)

    permitted.do(Deed(case=case, act="fault", by=by, why=str(fault)), said)


def _write_down(case: Case) -> None:
    plan, facts = keeping.current(), advising.known(case)
    line = deciding.decide(plan, facts).line
    theirs = Message.objects.filter(case=case, direction=Message.Direction.IN, deleted_at=None)
    message = theirs.select_related("conversation__door", "case__conversation").order_by("-pk").first()
    if message is None:
        return
    noting.note_all([
        (message, Wanted(
            kind=way.listed, act=str(act), line=line, plan_hash=plan.hash, quote=message.text[:200],
            gates=tuple(gate.id for gate in deciding.gates_over(plan, facts, act)),
        ))
        for act, way in doing.written_down(plan, line)
    ])  # fmt: skip
