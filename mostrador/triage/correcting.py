"""A person says otherwise than the machine, or says that it was right; the row is kept, and can be taken back."""

from collections.abc import Mapping

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import naming
from mostrador.inbox.models import Message, Need
from mostrador.kit import clock
from mostrador.people import naming as people
from mostrador.triage import asked
from mostrador.triage.asked import Said
from mostrador.triage.models import Correction

About = Correction.About


class NotAnAnswer(ValueError):
    """There is nothing called so to be said of that."""


@transaction.atomic
def correct(message: Message, *, about: str, value: str, machine: Said, by: Member) -> Correction:
    """Say what it is; `machine` is what the machine said. Raises `NotAnAnswer`."""
    if not asked.may_be(about, value):
        raise NotAnAnswer(f"“{value}” cannot be said of “{about}”.")
    before, stands = _before(message, about), _stands(message, about)
    need = _say(message, about, value, by=by) if value != stands else None
    return Correction.objects.create(
        message=message, about=about, machine=machine.value, machine_p=machine.p, model=machine.model, said=value,
        before=before, need=need, by=by, at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def confirm(message: Message, *, machine: Mapping[str, Said], by: Member) -> list[Correction]:
    """Say that the machine is right in all of it, but for what somebody has said themselves."""
    spoken = set(Correction.objects.filter(message=message).values_list("about", flat=True))
    return [
        correct(message, about=about, value=said.value, machine=said, by=by)
        for about, said in machine.items()
        if about not in spoken
    ]


@transaction.atomic
def take_back(message: Message, *, first_id: int, by: Member) -> int:
    """Unsay what was said of it from that row on: what stood there stands again. Return how many rows went."""
    rows = list(Correction.objects.filter(message=message, pk__gte=first_id).order_by("-pk").select_related("need"))
    for row in rows:
        if row.need is not None:
            naming.unsay_need(row.need, kind=row.before, by=by)
        elif row.before != row.said and row.about != About.NEED:
            _say(message, row.about, row.before, by=by)
        row.delete()
    return len(rows)


def of(message: Message) -> dict[str, Correction]:
    """Return the last word on each thing asked."""
    return {row.about: row for row in Correction.objects.filter(message=message).order_by("pk")}


def _stands(message: Message, about: str) -> str:
    """Return what the house goes by until now; empty where it keeps nothing of the kind."""
    match about:
        case About.NEED:
            needs = list(Need.objects.filter(message=message).order_by("pk").values_list("kind", "said_by"))
            said = [kind for kind, by in needs if by is not None]
            return said[-1] if said else needs[0][0] if needs else ""
        case About.TONE:
            return message.tone or ""
        case About.ABUSE:
            return "" if message.abuse is None else "yes" if message.abuse else "no"
        case About.LANGUAGE:
            return message.person.language if message.person else ""
    return ""


def _before(message: Message, about: str) -> str:
    """Return what undoing will restore: of a need, what its asunto was about."""
    if about == About.NEED:
        return message.case.kind if message.case else ""
    return _stands(message, about)


def _say(message: Message, about: str, value: str, *, by: Member) -> Need | None:
    match about:
        case About.NEED if message.case is not None:
            return naming.say_need(message.case, kind=value, by=by, message=message)
        case About.TONE:
            naming.weigh(message, tone=value, by=by)
        case About.ABUSE:
            naming.weigh(message, abuse=value == "yes", by=by)
        case About.LANGUAGE if message.person is not None:
            people.speak(message.person, language=value, by=by)
    return None
