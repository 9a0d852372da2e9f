"""Is it a troll? The signs of the plan, the evidence there is, what speaks against it, and the way back."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.desk import wording
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case, Message
from mostrador.journeys import labelling as journey
from mostrador.kit import saying
from mostrador.kit.addressing import address
from mostrador.plan import keeping, labelling
from mostrador.plan.models import Evidence
from mostrador.plan.parts import Troll
from mostrador.plan.phrases_beside import TROLL_SIGNS, TROLL_STEPS

Shown = dict[str, Any]
MOST = 20
SHORT = 160


def page(case: Case, troll: Troll, around: Surroundings) -> Shown:
    """Return what the form shows: their latest words to choose from, and how far the evidence goes."""
    found = labelling.evidence(case.person)
    theirs = Message.objects.filter(conversation=case.conversation_id, direction=Message.Direction.IN, deleted_at=None)
    latest = theirs.exclude(text="").order_by("-shown_at", "-pk")[:MOST]
    return {
        "case": case, "label": labelling.standing(case.person), "steps": steps(troll),
        "signs": [(sign, _(TROLL_SIGNS[sign])) for sign in troll.signs],
        "messages": [(one.pk, saying.quoted(one.text[:SHORT])) for one in latest],
        "evidence": [_piece(one, around) for one in found],
        "against": journey.said_against(case, keeping.current()),
        "told": _("People are presumed to criticise. It takes %(count)s different signs, in different messages.")
        % {"count": troll.evidence_needed},
    }  # fmt: skip


def steps(troll: Troll) -> list[str]:
    return [_(TROLL_STEPS[one]) for one in troll.steps if one in TROLL_STEPS]


def strip(case: Case, *, may_write: bool) -> Iterator[Shown]:
    """Say above the thread that they were called so, what the plan does then, and that it may be wrong."""
    troll = keeping.current().troll
    if case.person.label != labelling.TROLL or troll is None:
        return
    words = _("Called a troll, with evidence. The plan's steps: %(steps)s.") % {"steps": " → ".join(steps(troll))}
    url = address("desk:troll_wrong", case.pk)
    back = {"word": _("It was wrong"), "url": url, "post": True, "extra": {"hx-post": url, "hx-swap": "none"}}
    yield {"words": words, "glyph": "clipboard-list", "acts": [back] if may_write else []}


def counted() -> str:
    """Say how many labels were wrong; "" where none was ever given."""
    given, wrong = labelling.counted()
    if not given:
        return ""
    words = ngettext("Called a troll: %(given)s person.", "Called a troll: %(given)s people.", given)
    return (words + " " + _("Wrongly: %(wrong)s.")) % {"given": given, "wrong": wrong}


def _piece(one: Evidence, around: Surroundings) -> str:
    told = {
        "sign": _(TROLL_SIGNS.get(one.sign, one.sign)), "quote": saying.quoted(one.message.text[:SHORT]),
        "name": wording.first_name(around.members.get(one.noted_by_id or 0, "")),
        "moment": saying.moment(one.at, around.now),
    }  # fmt: skip
    return "{sign}: {quote} · {name}, {moment}".format(**told)
