"""What a gesture would be for, as far as the house sees it: the place, what they need, the words of whoever gives."""

import re
from collections.abc import Callable, Mapping

from mostrador.inbox.models import Case
from mostrador.journeys import advising, facts
from mostrador.journeys.refusing import Refused
from mostrador.kit.words import N_
from mostrador.plan import deciding
from mostrador.plan.shape import Plan

REVIEW = re.compile(r"\b(?:rese[ñn]as?|valoraci[oó]n(?:es)?|reviews?|avalia(?:[cç][aã]o|[cç][oõ]es))\b", re.IGNORECASE)
SILENCE = re.compile(
    r"\b(?:quit|borr|retir|elimin|remov|delet|tak|apagu?|tir)\w*\s+(?:\w+\s+){0,2}"
    r"(?:rese[ñn]as?|valoraci[oó]n|comentarios?|cr[ií]ticas?|quejas?|reviews?|comments?|complaints?|posts?"
    r"|avalia[cç][aã]o|coment[aá]rios?|queixas?|reclama[cç][aã]o)\b"
    r"|\bno\s+(?:lo\s+|la\s+|se\s+)?(?:cuent|dig|publi)\w*|\bn[ãa]o\s+(?:o\s+|a\s+)?(?:cont|dig|diz|publi)\w*"
    r"|\b(?:not|never)\s+(?:tell|say|post|publish|write)\b|\bse\s+calle|\bcallad[oa]s?\b|\bse\s+cale\b"
    r"|\bkeeps?\s+quiet\b",
    re.IGNORECASE,
)
NEVER = {
    "review": N_("The plan gives no gesture for a review: it would be bought."),
    "complaint": N_("The plan gives no gesture for a complaint: put it right, or give the money back."),
    "silence": N_("The plan gives no gesture so that somebody keeps quiet."),
}


def refuse_never_for(case: Case, plan: Plan, *, words: str) -> None:
    """Raise `Refused` where a gesture would be for what the plan never gives one for."""
    for one in plan.gestures.never_for:
        if one in SEEN and SEEN[one](case, plan, words):
            raise Refused(NEVER[one], line="gestures.never")


def _review(case: Case, plan: Plan, words: str) -> bool:
    there = deciding.clock(plan, facts.of_place(case.conversation)).kind == "review"
    return there or REVIEW.search(words) is not None


def _complaint(case: Case, plan: Plan, words: str) -> bool:
    return advising.known(case).need == "complaint"


def _silence(case: Case, plan: Plan, words: str) -> bool:
    return SILENCE.search(words) is not None


SEEN: Mapping[str, Callable[[Case, Plan, str], bool]] = {
    "review": _review, "complaint": _complaint, "silence": _silence,
}  # fmt: skip
