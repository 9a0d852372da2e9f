"""What the plan would answer here: its saved words with their blanks filled, for a person to read before they leave."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import wording
from mostrador.desk.errand import Errand
from mostrador.inbox.models import Case
from mostrador.kit import saying
from mostrador.plan import keeping, texts
from mostrador.plan.deciding import UP

Shown = dict[str, Any]
SAYING = ("reply", "ask", "offer")
BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """`text` still has in braces what nobody here knows; `mark` is what stands under it."""

    text: str
    mark: Shown


def of(errand: Errand) -> Planned | None:
    """Return the draft of the plan, or None where it has no words: a person writes them, or a machine has said it."""
    case, plan = errand.case, keeping.current()
    if case.state != Case.State.WAITING_US or case.asks_for_manager:
        return None
    advice, language = errand.advice, (errand.known.person.language or plan.locale.language)[:2]
    said = ""
    for act in advice.do:
        more = texts.words(plan, str(act.value), language) if act.word in SAYING else ""
        said = said if more in said else f"{said} {more}".strip()  # a plan may say the offer in its answer already
    words = _filled(said, errand)
    return Planned(text=words, mark=_mark(words, errand, advice.line)) if words else None


def _filled(text: str, errand: Errand) -> str:
    """Fill what is known: who has it and who writes, whom they write to, by when they are called."""
    case, around = errand.case, errand.around
    owner = around.members.get(case.owner_id or 0, "") or around.member.name
    known = {"nombre": errand.known.first_name, "yo": wording.first_name(around.member.name)}
    known |= {"name": known["nombre"], "me": known["yo"], "nome": known["nombre"], "eu": known["yo"]}
    known["who"] = wording.first_name(owner)
    if case.due_at is not None and any(act.word in UP for act in errand.advice.do):
        known["when"] = saying.until(case.due_at, around.now)
    return BLANK.sub(lambda found: known.get(found[1], found[0]), text)


def _mark(text: str, errand: Errand, line: str) -> Shown:
    left = [found[1] for found in BLANK.finditer(text)]
    words = _("The plan's draft (%(line)s). Read it before you send it.") % {"line": line}
    if left:
        words = _("The plan's draft (%(line)s). Fill in: %(blanks)s.") % {"line": line, "blanks": ", ".join(left)}
    drop = reverse("desk:case", args=[errand.case.pk]) + "?own=1#reply"
    return {"words": words, "drop_url": drop, "drop": _("Write my own")}
