"""Who they are to us, beside the thread: what one may do for them, what they told us, what they wanted before."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.desk import acquaintance, authority_words, care, criticised, leave, named, wording
from mostrador.desk.acquaintance import Acquaintance
from mostrador.desk.errand import Errand
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case
from mostrador.journeys import outbound
from mostrador.kit import saying
from mostrador.kit.addressing import address
from mostrador.plan import keeping

Shown = dict[str, Any]


def aside(errand: Errand) -> Shown:
    """Return the right-hand pane."""
    case, known, around, others = errand.case, errand.known, errand.around, errand.others
    return {
        "case": case, "known": known,
        "lines": [line for line in (known.standing, _speaks(known)) if line],
        "url": address("desk:person", known.person.pk),
        "others": [_other(other, around) for other in others],
        "before": [one for one in acquaintance.before(known, around=around, but=case.pk)
                   if one.case_id not in {other.pk for other in others}],
        "may_be": acquaintance.may_be(known, around=around),
        "tags": errand.tags, "team": errand.team, "owner": around.members.get(case.owner_id or 0, ""),
        "may_write": around.member.may_write,
        "code": case.code, "dates": dates_of(known, around), "may": _may(errand),
        "noted": care.of_persons([one.pk for one in known.group], around),
        "advice": _advice(errand), "claims": criticised.shown(case), "named": named.named(case, around),
        "money": leave.panel(errand), "given": leave.given_in(errand),
        "joinable": [(other.pk, wording.wanted(other)) for other in others],
    }  # fmt: skip


def dates_of(known: Acquaintance, around: Surroundings) -> dict[int, str]:
    """Return for each fact when it was said and when we forget it."""
    words = _("%(said)s · forgotten in %(year)s")
    return {
        fact.pk: words % {"said": saying.dated(_noon(fact.said_on), around.now), "year": fact.expires_on.year}
        for fact in known.facts
    }


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())


def _may(errand: Errand) -> list[Shown]:
    """Return what the plan lets this member do without asking, besides what costs money."""
    told = authority_words.of(errand.around.member, outbound.act_of(errand.case))
    return [{"what": told.words, "why": "", "why_url": address("desk:why")}]


def _advice(errand: Errand) -> Shown | None:
    """Return what the line of the asunto says to do, and the law that stands over it."""
    said = errand.advice
    if errand.case.state == Case.State.DONE or not said.do:
        return None
    rules = {gate.id: gate.rule for gate in keeping.current().gates}
    return {
        "line": wording.of_line(said.line), "why_url": leave.why_url(said.line, errand.case),
        "steps": [wording.capital(care.words_of(str(act))) for act in said.do],
        "gates": [rules[gate] for gate in said.gates if gate in rules],
    }  # fmt: skip


def _other(case: Case, around: Surroundings) -> Shown:
    url = address("desk:case", case.pk)
    return {"name": wording.wanted(case), "url": url, "mark": wording.mark(case, now=around.now)}


def _speaks(known: Acquaintance) -> str:
    names = {"es": _("speaks Spanish"), "en": _("speaks English"), "pt": _("speaks Portuguese")}
    return names.get(known.person.language[:2], "")
