"""Whoever leads is called, and when nothing was done in time, whoever stands in for them. A drill calls nobody."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.journeys.crisis import wording
from mostrador.journeys.reaching import Way
from mostrador.kit import clock, house, jobs, saying
from mostrador.listening import signing, standing
from mostrador.listening.models import Crisis, Step
from mostrador.plan import authority, keeping


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


def _tell(member: Member, crisis: Crisis) -> None:
    link = house.public_url() + reverse("desk:crisis", args=[crisis.pk])
    Way(member).tell(*letter(crisis, language=member.language, link=link), link=link)


def letter(crisis: Crisis, *, language: str, link: str) -> tuple[str, str]:
    """Return the subject and the text. No name of a customer is in it."""
    with translation.override(language):
        told = {"before": saying.before(crisis.act_by, clock.now()), "link": link}
        ask = _("You lead. Do something %(before)s, or your stand-in is called: %(link)s") % told
        return f"{keeping.house_name()}: {wording.title(crisis)}", f"{wording.line(crisis)}\n\n{ask}"
