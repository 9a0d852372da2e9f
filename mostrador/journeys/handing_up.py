"""They ask for the manager: somebody with a name has it within the line's time, and the customer is told both.

It is a machine that says so, and it says that too.
"""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.doors.contract import Writing
from mostrador.inbox import assigning, calling, promising
from mostrador.inbox.models import Case
from mostrador.journeys import advising, outbound, permitting
from mostrador.journeys.refusing import Refused
from mostrador.kit import clock, jobs, saying
from mostrador.plan import keeping, receipting
from mostrador.plan.deciding import UP
from mostrador.plan.models import Receipt
from mostrador.plan.shape import Plan
from mostrador.plan.texts import HUMAN

LANGUAGES = ("es", "en", "pt")


@jobs.job
def hand_up(*, case_id: int) -> None:
    """Give it to whom the plan names, and tell the customer who has it and until when."""
    around = Case.objects.select_related("conversation__door__connection", "person__same_as", "owner")
    case, plan = around.get(pk=case_id), keeping.current()
    to = permitting.named(case, plan)
    if not case.asks_for_manager or case.state != Case.State.WAITING_US or to is None:
        return
    _give(case, plan, to)
    until = answers_by(case, plan)
    if until is None:
        return
    promising.hurry(case, due_at=until)
    if (reply := _reply(case, plan)) is not None and _may_write(case):
        _tell(case, words(case, plan, to, reply, until=until), plan)


def answers_by(case: Case, plan: Plan) -> datetime | None:
    """Return until when whoever is in charge has time, from when they last asked; None where nothing is owed."""
    owes = advising.advice(case, plan).owes
    return calling.fetched_by(case, due=owes.due_at) if owes is not None else None


def words(case: Case, plan: Plan, to: Member, reply: str, *, until: datetime) -> str:
    """Return what the customer reads: the plan's own words where it wrote some, in their language."""
    language = (case.person.head.language or plan.locale.language)[:2]
    with translation.override(language if language in LANGUAGES else plan.locale.language):
        told = {"who": to.name.split()[0], "before": saying.before(until, clock.now())}
        own = plan.replies.get(reply)
        if own is None:
            return _("This is automatic. %(who)s, a person, has it now and answers you %(before)s.") % told
        written = own.text(language, otherwise=plan.locale.language)
        written = written.replace("{who}", told["who"]).replace("{when}", saying.until(until, clock.now()))
        then = "" if "{when}" in own.text(language, otherwise=plan.locale.language) else _(
            "%(who)s answers you %(before)s."
        ) % told  # fmt: skip
        return " ".join(filter(None, [_("This is automatic; a person reads what you write."), written, then]))


def _give(case: Case, plan: Plan, to: Member) -> None:
    line = advising.advice(case, plan)
    act = next((str(act) for act in line.do if act.word in UP), "escalate")
    with transaction.atomic():
        if case.owner_id != to.pk:
            assigning.assign(case, to=to, by=None)
        if not case.receipts.filter(act=act, message=None, at__gte=case.waiting_since or case.opened_at).exists():
            receipting.note(case, act=act, plan=plan, by=None, line=line.line, ground=Receipt.Ground.PLAN)


def _reply(case: Case, plan: Plan) -> str | None:
    """Return the name of the text that the line sends; None where a person is to write."""
    asked = next((act.value for act in advising.advice(case, plan).do if act.word == "reply"), None)
    return None if asked is None or asked in HUMAN else str(asked)


def _may_write(case: Case) -> bool:
    conversation = case.conversation
    writing = Writing(
        public=conversation.public, last_heard_at=conversation.last_heard_at, now=clock.now(), automatic=True
    )
    return conversation.door.speaks.can_answer(writing).allowed and not case.person.blocked_at


def _tell(case: Case, text: str, plan: Plan) -> None:
    last = case.messages.filter(direction="in").order_by("-pk").values_list("pk", flat=True).first()
    try:
        outbound.answer(case, by=None, text=text, key=f"manager:{case.pk}:{last}", automatic=True)
    except Refused as refused:  # the law of the plan stands over what a machine says
        receipting.note(case, act=outbound.AUTOMATIC, plan=plan, by=None, line=refused.line, why=refused.for_people)
