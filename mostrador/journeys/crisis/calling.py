"""Whoever leads is called, and when nothing was done in time, whoever stands in for them. A drill calls nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.journeys import ranking
from mostrador.journeys.crisis import wording
from mostrador.journeys.reaching import Way
from mostrador.kit import clock, house, jobs, saying
from mostrador.kit.words import N_
from mostrador.listening import signing, standing
from mostrador.listening.models import Crisis, Step
from mostrador.plan import authority, keeping

AGAIN = timedelta(hours=1)
LEAD = N_("You lead. Do something %(before)s, or your stand-in is called: %(link)s")
KNOW = N_("%(name)s leads. The plan wants you to know of it: %(link)s")
REMIND = N_("The note for everybody is due: say what is known by now. %(link)s")


def who(role: str) -> tuple[Member | None, Member | None]:
    """Return who leads now by the plan, and who stands in: the role's own people at work, then its stand-in's.

    Where nobody is at work they are called all the same.
    """
    plan = keeping.current()
    backup = plan.roles[role].backup if role in plan.roles else ""
    team = sorted(Member.objects.filter(is_active=True).order_by("pk"), key=lambda one: not one.is_here)
    of = {one.pk: authority.role_of(plan, member_role=one.role, name=one.name) for one in team}
    leads = [one for one in team if of[one.pk] == role]
    seconds = [one for one in team if of[one.pk] == backup]
    others = [one for one in team if of[one.pk] == plan.owner]
    ranked = [*leads, *seconds, *others] if leads and leads[0].is_here else [*seconds, *leads, *others]
    people = list(dict.fromkeys(ranked))
    return next(iter(people), None), next(iter(people[1:]), None)


@jobs.job
def wait_for_lead(*, crisis_id: int) -> None:
    """Arrange that the stand-in is called when the lead's time has passed."""
    crisis = _on(crisis_id)
    if crisis is not None:
        jobs.enqueue(call_stand_in, at=crisis.act_by, crisis_id=crisis.pk, level=crisis.level)


@jobs.job
def call_lead(*, crisis_id: int) -> None:
    """Call whoever leads. Raises `CannotReach`: tried again."""
    crisis = _on(crisis_id)
    if crisis is None or crisis.drill or crisis.acted_at is not None:
        return
    if crisis.lead is None or not Way(crisis.lead).is_open:
        _unreached(crisis)
        return
    _tell(crisis.lead, crisis)
    signing.sign(crisis, Step.What.CALLED, words=crisis.lead.name, level=crisis.level)


def _unreached(crisis: Crisis) -> None:
    """Call the stand-in at once where only they can be; where nobody can, the band on every page must do until then."""
    signing.sign(crisis, Step.What.UNREACHED, words=crisis.lead.name if crisis.lead else "", level=crisis.level)
    stand_in = who(crisis.role)[1]
    if stand_in is not None and Way(stand_in).is_open:
        jobs.enqueue(call_stand_in, crisis_id=crisis.pk, level=crisis.level)


@jobs.job
def call_named(*, crisis_id: int) -> None:
    """The level says `notify` or `escalate`: whoever that role is now is to know."""
    crisis = _on(crisis_id)
    level = keeping.current().crisis.level(crisis.level) if crisis is not None and not crisis.drill else None
    for act in level.do if level is not None else ():
        if act.word in ranking.CALLS:
            jobs.enqueue(let_know, crisis_id=crisis_id, role=str(act.value))


@jobs.job
def let_know(*, crisis_id: int, role: str) -> None:
    """Call one person who is to know of it, once a level. Raises `CannotReach`: tried again."""
    crisis, member = _on(crisis_id), who(role)[0]
    if crisis is None or member is None or member == crisis.lead or not Way(member).is_open:
        return
    if not crisis.steps.filter(what=Step.What.CALLED, words=member.name, level=crisis.level).exists():
        _tell(member, crisis, KNOW)
        signing.sign(crisis, Step.What.CALLED, words=member.name, level=crisis.level)


@jobs.job
def wait_for_note(*, crisis_id: int) -> None:
    """Arrange that whoever leads is reminded when the next note to everybody is due."""
    crisis = _on(crisis_id)
    if crisis is not None and crisis.note_at is not None:
        remind_at(crisis_id, crisis.note_at)


def remind_at(crisis_id: int, due_at: datetime, *, at: datetime | None = None) -> None:
    """Arrange a reminder of the note that is due then."""
    due = due_at.isoformat()
    jobs.enqueue(remind, at=at or due_at, only_one=f"note {crisis_id} {due}", crisis_id=crisis_id, due=due)


@jobs.job
def remind(*, crisis_id: int, due: str) -> None:
    """A note is due and was not written: remind whoever leads, and again each hour. Raises `CannotReach`."""
    crisis = _on(crisis_id)
    if crisis is None or crisis.drill or crisis.note_at is None or crisis.note_at.isoformat() != due:
        return
    lead = crisis.stand_in or crisis.lead
    if lead is not None and Way(lead).is_open:
        _tell(lead, crisis, REMIND)
        signing.sign(crisis, Step.What.REMINDED, words=lead.name)
    remind_at(crisis_id, crisis.note_at, at=clock.now() + AGAIN)


@jobs.job
def call_stand_in(*, crisis_id: int, level: int) -> None:
    """Nothing was done in time: the stand-in leads from now. Raises `CannotReach`: tried again."""
    crisis = _on(crisis_id)
    if crisis is None or crisis.level != level or crisis.acted_at is not None:
        return
    stand_in = crisis.stand_in or who(crisis.role)[1]
    if stand_in is None:
        return
    signing.hand_to_stand_in(crisis, stand_in)
    if not crisis.drill and Way(stand_in).is_open:
        _tell(stand_in, crisis)


def _on(crisis_id: int) -> Crisis | None:
    on = Crisis.objects.filter(pk=crisis_id, state__in=standing.OPEN)
    return on.select_related("lead", "stand_in").first()


def _tell(member: Member, crisis: Crisis, ask: str = LEAD) -> None:
    link = house.public_url() + reverse("desk:crisis", args=[crisis.pk])
    Way(member).tell(*letter(crisis, ask, language=member.language, link=link), link=link)


def letter(crisis: Crisis, ask: str = LEAD, *, language: str, link: str) -> tuple[str, str]:
    """Return the subject and the text; `ask` is what they are to do. No name of a customer is in it."""
    with translation.override(language):
        name = crisis.lead.name.split()[0] if crisis.lead else _("nobody")
        told = {"before": saying.before(crisis.act_by, clock.now()), "link": link, "name": name}
        return f"{keeping.house_name()}: {wording.title(crisis)}", f"{wording.line(crisis)}\n\n{_(ask) % told}"
