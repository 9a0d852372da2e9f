"""One tap, and the machine was wrong: what it had said and what a person says instead is kept together."""

from django.db.models import Min

from mostrador.accounts.models import Member
from mostrador.inbox import naming
from mostrador.inbox.models import Case, Message
from mostrador.journeys import binding, noting, opining, permitted
from mostrador.journeys.permitted import Deed
from mostrador.plan import noting as acts
from mostrador.triage import correcting
from mostrador.triage.models import Correction


def overrule(message: Message, *, about: str, value: str, by: Member) -> Correction:
    """Say what one thing about it really is. Raises `correcting.NotAnAnswer`."""
    said = opining.told(message)
    if about not in said:
        raise correcting.NotAnAnswer(about)

    def correct() -> Correction:
        row = correcting.correct(message, about=about, value=value, machine=said[about], by=by)
        _follow(message, need_said=about == Correction.About.NEED)
        return row

    if message.case is None:
        return correct()
    return permitted.do(Deed(case=message.case, act="need", by=by, why=value), correct)


def agree(message: Message, *, by: Member) -> list[Correction]:
    """Say that all that nobody has corrected is right."""
    said = opining.told(message)
    if message.case is None:
        return correcting.confirm(message, machine=said, by=by)

    def confirm() -> list[Correction]:
        rows = correcting.confirm(message, machine=said, by=by)
        _follow(message, need_said=True)
        return rows

    return permitted.do(Deed(case=message.case, act="agree", by=by, tells=False), confirm)


def take_back(message: Message, *, first_id: int, by: Member) -> int:
    """Unsay what was said of it from that row on; return how many rows went."""
    since = Correction.objects.filter(message=message, pk__gte=first_id).aggregate(since=Min("at"))["since"]
    gone = correcting.take_back(message, first_id=first_id, by=by)
    if since is not None:
        acts.forget(message, since=since)
    binding.follow(filter(None, [message.case]))
    return gone


def _follow(message: Message, *, need_said: bool) -> None:
    """Do what a person's word changes: the law's time, and what is written down for the last thing they said."""
    case = message.case
    if case is None:
        return
    binding.follow([case])
    if need_said and naming.last_heard(case) == message:
        noting.by_person(case)


def overrule_errand(case: Case, *, kind: str, by: Member) -> Correction | None:
    """Say what an asunto is about: of their last words, where there are any."""
    message = naming.last_heard(case)
    if message is None:
        permitted.do(Deed(case=case, act="need", by=by, why=kind), lambda: naming.say_need(case, kind=kind, by=by))
        return None
    return overrule(message, about=Correction.About.NEED, value=kind, by=by)
