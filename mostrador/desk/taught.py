"""What the machine learnt from the team, in words: what is in force, how it did, and what became of each try."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.desk import wording
from mostrador.kit import saying
from mostrador.kit.words import N_
from mostrador.triage import learnt
from mostrador.triage.floors import NEVER
from mostrador.triage.models import Learnt

Shown = dict[str, Any]
State = Learnt.State
TRIES = 5
WHY_NOT = {
    "few": N_("too few corrections yet: it takes a hundred messages that somebody judged"),
    "worse": N_("no better than before on what came later: not in force"),
    "restless": N_("it would have told too many others otherwise: not in force"),
    "weights": N_("the shipped weights changed meanwhile: not in force"),
}
ENDS = {
    State.REPLACED: N_("in force until the next one"),
    State.RETIRED: N_("retired: this version came with new weights"),
    State.PUT_BACK: N_("taken back: the machine sorts as it came"),
}


def shown(now: datetime) -> Shown:
    """Return what is in force now, the last tries, and how sure the machine must be to act by itself."""
    rows = list(Learnt.objects.defer("layer").order_by("-pk")[:TRIES])
    held, last = next((row for row in rows if row.state == State.IN_FORCE), None), rows[0] if rows else None
    floors = learnt.now().floors
    return {
        "is_taught": held is not None, "is_stopped": learnt.stopped(),
        "tries": [{"when": saying.ago(row.at, now), "says": _says(row)} for row in rows],
        "proof": _proof(held or last), "floors": [_floor(need, at) for need, at in sorted(floors.items())],
    }  # fmt: skip


def _says(row: Learnt) -> str:
    if row.state == State.IN_FORCE:
        return _("in force")
    return _(WHY_NOT.get(row.why_not, row.why_not)) if row.why_not else _(ENDS[State(row.state)])


def _proof(row: Learnt | None) -> Shown | None:
    """Return how it did on labels that it had not seen, beside the shipped weights; None where nobody could tell."""
    told = row.figures if row is not None else {}
    if not told.get("asked"):
        return None
    words = ngettext(
        "On %(held)s message that came later than what it learnt from", "On the last %(held)s messages, "
        "which came later than what it learnt from", told["held"],
    )  # fmt: skip
    return {
        "words": words % {"held": saying.number(told["held"])},
        "bars": [
            {"word": _("As it came"), "right": told["right_before"], "of": told["asked"],
             "length": round(100 * told["right_before"] / told["asked"])},
            {"word": _("With your corrections"), "right": told["right"], "of": told["asked"],
             "length": round(100 * told["right"] / told["asked"])},
        ],
    }  # fmt: skip


def _floor(need: str, at: float) -> Shown:
    says = _("never by itself") if at >= NEVER else _("from %(share)s on") % {"share": f"{at * 100:.0f} %"}
    return {"need": wording.capital(wording.need(need)), "says": says}
