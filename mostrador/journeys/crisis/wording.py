"""How a crisis is said in one line: on the band, on its page, in a call."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.kit import saying
from mostrador.kit.words import N_
from mostrador.listening.models import Crisis

NOBODY = 0.25  # fewer than one in four such windows
SIGNS = {
    "neg_authors_2h": N_("many angry people in two hours"),
    "surge": N_("far more angry people than usual at this hour"),
    "same_problem": N_("several people with one and the same problem"),
    "press": N_("the press is asking"),
    "health_risk": N_("somebody says that they may be harmed"),
    "said_by_us": N_("one of us said so"),
}


def title(crisis: Crisis) -> str:
    """Say "Alerta", or what the plan calls it; a drill says so."""
    name = crisis.name[:1].upper() + crisis.name[1:] if crisis.name else str(crisis.get_state_display())
    return _("Drill: %(name)s") % {"name": name} if crisis.drill else name


def line(crisis: Crisis) -> str:
    """Say "17 personas enfadadas en 2 h, 6,4 veces lo usual"."""
    count = crisis.authors if crisis.level else crisis.peak
    people = ngettext("%(count)s angry person in 2 h", "%(count)s angry people in 2 h", count) % {"count": count}
    if crisis.usual < NOBODY:
        return _("%(people)s, where nobody is usual · %(sign)s") % {"people": people, "sign": sign(crisis)}
    usual = _("%(times)s times the usual") % {"times": saying.number(round(count / crisis.usual))}
    return f"{people}, {usual} · {sign(crisis)}"


def sign(crisis: Crisis) -> str:
    return _(SIGNS.get(crisis.sign, SIGNS["said_by_us"]))


def leads(crisis: Crisis, now: datetime) -> str:
    """Say who leads, and how long they have."""
    lead = crisis.stand_in or crisis.lead
    if lead is None:
        return _("nobody leads")
    told = {"name": lead.name, "left": saying.left(crisis.act_by, now)}
    if crisis.acted_at is not None:
        return _("%(name)s leads") % told
    if crisis.stand_in is not None:
        return _("%(name)s leads as stand-in") % told
    return _("%(name)s leads, %(left)s to act") % told
