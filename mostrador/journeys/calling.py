"""Somebody is called for what may not wait: a promise that runs out or has, the manager they ask for, a line's call.

Several asuntos are one call, at most every five minutes, not in somebody's quiet hours, and no warning for who has
the desk open. First names only: the words pass through mail servers and telephones.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.accounts.models import Member
from mostrador.inbox import calling
from mostrador.inbox.models import Call, Case, Message, Promise
from mostrador.journeys import permitting, ranking
from mostrador.journeys.reaching import Way
from mostrador.kit import clock, house, jobs, presence, saying
from mostrador.kit.words import N_
from mostrador.plan import keeping
from mostrador.plan.models import Asking
from mostrador.triage import needs

GATHER = timedelta(seconds=20)
EVERY = timedelta(minutes=5)
LOOKING_SECONDS = 60.0
IN_TIME = N_("%(name)s · %(what)s: %(left)s")
SAID: Mapping[str, str] = {
    Call.Why.ASKED: N_("You are asked whether something may be done for %(name)s"),
    Call.Why.ANSWERED: N_("What you asked for %(name)s was answered"),
    Call.Why.MANAGER: N_("%(name)s asks to speak to the manager"),
    Call.Why.ESCALATE: N_("%(name)s · %(what)s: the plan calls you"),
    Call.Why.NOTIFY: N_("%(name)s · %(what)s: the plan wants you to know"),
    Call.Why.RUNG: N_("%(name)s · %(what)s: nobody has answered, %(left)s"),
}


@jobs.job
def warn(*, promise_id: int) -> None:
    """A promise is about to run out: whoever has it hears of it."""
    promise = running(promise_id)
    if promise is None:
        return
    whose = calling.owner_there(promise.case) or calling.in_charge(promise.case)
    call(promise.case, [whose], why=Call.Why.WARNED, promise=promise)


@jobs.job
def tell_late(*, promise_id: int) -> None:
    """A promise has run out: whoever has it hears of it; who answers for the door too, where no ladder calls them."""
    promise = running(promise_id)
    if promise is None:
        return
    theirs, in_charge = calling.owner_there(promise.case), calling.in_charge(promise.case)
    climbs = promise.about == Promise.About.ANSWER and bool(keeping.current().escalation)
    call(promise.case, [theirs or in_charge] if climbs else [theirs, in_charge], why=Call.Why.LATE, promise=promise)


@jobs.job
def fetch_manager(*, case_id: int) -> None:
    """They ask to speak to the manager."""
    case = Case.objects.select_related("conversation__door__connection", "owner").get(pk=case_id)
    call(case, [permitting.named(case, keeping.current()) or calling.in_charge(case)], why=Call.Why.MANAGER)


@jobs.job
def call_by_line(*, message_id: int) -> None:
    """The line calls somebody: `escalate` whoever it goes to, `notify` who is to know; once while the asunto waits."""
    message, plan = Message.objects.select_related("case__conversation__door").get(pk=message_id), keeping.current()
    line, case = plan.line(message.line or ""), message.case
    if line is None or case is None:
        return
    for act in line.do:
        member = permitting.whom(plan, str(act.value), case) if act.word in ranking.CALLS else None
        if member is not None and not calling.was_called(case, member):
            call(case, [member], why=Call.Why(act.word))


@jobs.job
def tell(*, member_id: int) -> None:
    """Call somebody for everything they are to hear. Raises `CannotReach`: it is tried again."""
    member = Member.objects.get(pk=member_id)
    now = clock.now()
    if (moment := next_moment(member, now)) > now:
        _arrange(member, moment)
        return
    owed = _worth_it(member, calling.waiting(member.pk))
    if not owed:
        return
    way = Way(member)
    if not way.is_open:
        calling.end(owed, state=Call.State.UNREACHABLE)
        return
    way.tell(*letter(owed, language=member.language, at=now), link=_link(owed))
    calling.end(owed, state=Call.State.TOLD)


def next_moment(member: Member, at: datetime) -> datetime:
    """Return when this member may next be called: not at once after the last time, not in their quiet hours."""
    told_at = calling.last_told(member.pk)
    moment = max(at, told_at + EVERY) if told_at else at
    return quiet_end(moment, member.quiet_from, member.quiet_until) or moment


def quiet_end(at: datetime, begins: time | None, ends: time | None) -> datetime | None:
    """Return when the quiet hours around that moment end, or None outside of them. They may pass midnight."""
    if begins is None or ends is None or begins == ends:
        return None
    here = timezone.localtime(at)
    now = here.time().replace(tzinfo=None)
    over_night = begins > ends
    if not (now >= begins or now < ends if over_night else begins <= now < ends):
        return None
    day = here.date() + timedelta(days=1 if over_night and now >= begins else 0)
    return timezone.make_aware(datetime.combine(day, ends), here.tzinfo).astimezone(at.tzinfo)


def letter(owed: Sequence[Call], *, language: str, at: datetime) -> tuple[str, str]:
    """Return the subject and the text."""
    with translation.override(language):
        lines = [_line(one, at) for one in owed]
        many = ngettext("%(count)s asunto calls you", "%(count)s asuntos call you", len(owed)) % {"count": len(owed)}
        subject = lines[0] if len(owed) == 1 else many
        said = [f"{line}\n{_address(one)}" for line, one in zip(lines, owed, strict=True)]
        end = _("You choose how you are called in your settings: %(link)s")
        settings = house.public_url() + reverse("accounts:me")
        return f"{keeping.house_name()}: {subject}", "\n\n".join([*said, end % {"link": settings}])


def _line(one: Call, at: datetime) -> str:
    """Say "Lucía · pedido: quedan 12 min"."""
    left = saying.left(one.promise.due_at, at) if one.promise else ""
    told = {"name": _first_name(one.case.person.name), "what": _what(one.case), "left": left}
    return _(SAID.get(one.why, IN_TIME)) % told


def _first_name(name: str) -> str:
    """Return the first word of a name; what is no word (a number, an address) is not said."""
    word = name.split(maxsplit=1)[0] if name.split() else ""
    return word if word.isalpha() else _("Somebody")


def _what(case: Case) -> str:
    """The need, not the title: a title may hold anybody's whole name."""
    return _(needs.LABELS.get(case.kind, needs.LABELS["other"]))


def _address(one: Call) -> str:
    return house.public_url() + reverse("desk:case", args=[one.case_id])


def _link(owed: Sequence[Call]) -> str:
    return _address(owed[0]) if len(owed) == 1 else house.public_url() + reverse("desk:inbox")


def _worth_it(member: Member, calls: Sequence[Call]) -> list[Call]:
    """Spare them what was done meanwhile, and a warning of what they have before their eyes."""
    looking = presence.is_here(member.pk, within_seconds=LOOKING_SECONDS)
    worth = [one for one in calls if _is_owed(one) and not (looking and one.why == Call.Why.WARNED)]
    if not member.is_active:
        worth = []
    kept = {one.pk for one in worth}
    calling.end([one for one in calls if one.pk not in kept], state=Call.State.SPARED)
    return _gravest(worth)


def _is_owed(one: Call) -> bool:
    if one.why != Call.Why.ASKED:
        return calling.is_owed(one)
    asked = Asking.objects.filter(case=one.case_id, of=one.member_id, state=Asking.State.WAITING)
    return calling.is_owed(one) and asked.exists()


def _gravest(calls: Sequence[Call]) -> list[Call]:
    """One line for each promise: what is late was warned of before. Who asks for the manager is no line's call too."""
    late = {one.promise_id for one in calls if one.why in (Call.Why.LATE, Call.Why.RUNG)}
    asks = {one.case_id for one in calls if one.why == Call.Why.MANAGER}
    said_before = [one for one in calls if one.why == Call.Why.WARNED and one.promise_id in late]
    said_before += [one for one in calls if one.why == Call.Why.ESCALATE and one.case_id in asks]
    calling.end(said_before, state=Call.State.SPARED)
    return [one for one in calls if one not in said_before]


@transaction.atomic
def call(case: Case, members: Sequence[Member | None], *, why: Call.Why, promise: Promise | None = None) -> None:
    """Let these hear of an asunto, each once for a reason."""
    called = {one.pk: one for one in members if one is not None}
    calling.call(case, called.values(), why=why, promise=promise)
    now = clock.now()
    for member in called.values():
        _arrange(member, next_moment(member, now + GATHER))


def _arrange(member: Member, moment: datetime) -> None:
    jobs.enqueue(tell, at=moment, only_one=f"call {member.pk}", member_id=member.pk)


def running(promise_id: int) -> Promise | None:
    """Return a promise that is still owed."""
    around = Promise.objects.select_related("case__conversation__door__connection", "case__owner")
    return around.filter(pk=promise_id, state=Promise.State.RUNNING).first()
