"""What a gesture would be for, as far as the house sees it: the place, what they need, the words of whoever gives."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping

from mostrador.inbox.models import Case
from mostrador.journeys import advising, facts
from mostrador.journeys.refusing import Refused
from mostrador.kit.folding import fold
from mostrador.kit.words import N_
from mostrador.plan import deciding
from mostrador.plan.shape import Plan

_PRAISED = r"(?:resenas?|valoracion(?:es)?|reviews?|avaliac(?:ao|oes))"
REVIEW = re.compile(
    rf"\b{_PRAISED}\b|\b(?:cinco|5|five) (?:estrell(?:as|itas)|stars?|estrel(?:as|inhas))\b"
    r"|\b(?:opinion(?:es)?|opiniao|opinioes) (?:en|de|on|no|na|do) (?:google|tripadvisor|trustpilot|la web|site)\b"
)
_SAID = (
    r"(?:resenas?|valoracion(?:es)?|opinion(?:es)?|comentarios?|criticas?|quejas?|reviews?|comments?|complaints?|posts?"
    r"|avaliac(?:ao|oes)|queixas?|reclamac(?:ao|oes))"
)
_WRITTEN = (
    r"(?:mensajes?|publicacion(?:es)?|tuits?|tweets?|videos?|hilo|messages?|threads?|mensage(?:m|ns)"
    r"|publicac(?:ao|oes))"
)
_TAKING = r"(?:quit|borr|retir|elimin|remov|delet|tak|apagu?|tir)\w*"
_SO_THAT = (
    r"(?:(?:que|to|that|if|si|se|a|por|para|pra|they|she|he|ella?|el[ae]s?) )+(?:(?:lo|la|nos|will|would) )?"
    r"(?:quit(?:e|en|ar)|borr(?:e|en|ar)|retir(?:e|en|em|ar)|elimin(?:e|en|em|ar)|baj(?:e|en|ar)|remov(?:a|am|er)"
    r"|removes?|deletes?|takes? down|apag(?:ue|uem|ar)|tir(?:e|em|ar))|in return for deleting|for (?:deleting|removing)"
)
SILENCE = re.compile(
    rf"\b{_TAKING}\s+(?:\w+\s+){{0,2}}{_SAID}\b|\b(?:{_SO_THAT})\s+(?:\w+\s+){{0,2}}{_WRITTEN}\b"
    r"|\bno\s+(?:lo\s+|la\s+|se\s+)?(?:cuent|dig|publi)\w*|\bnao\s+(?:o\s+|a\s+)?(?:cont|dig|diz|publi)\w*"
    r"|\b(?:not|never)\s+(?:tell|say|post|publish|write)\b|\bse\s+calle|\bcallad[oa]s?\b|\bse\s+cale\b"
    r"|\bkeeps?\s+quiet\b"
)
NEVER = {
    "review": N_("The plan gives no gesture for a review: it would be bought."),
    "complaint": N_("The plan gives no gesture for a complaint: put it right, or give the money back."),
    "silence": N_("The plan gives no gesture so that somebody keeps quiet."),
}


BOUGHT = ("review", "silence")
"""What a discount buys no less than a gesture; for a complaint it puts something right."""


def refuse_never_for(case: Case, plan: Plan, *, words: str, only: Collection[str] = tuple(NEVER)) -> None:
    """Raise `Refused` where something would be given for what the plan never gives anything for."""
    folded = fold(unicodedata.normalize("NFKC", words))
    for one in plan.gestures.never_for:
        if one in only and one in SEEN and SEEN[one](case, plan, folded):
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
