"""What a criticism claims, one thing at a time: "caro y llegó roto" is two claims, and each may be true or not.

Plain words, no model: what is not found here is still a complaint, and a person reads it whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

LOOKED_AT = 4_000  # characters
MOST = 6


class Claim(Struct, frozen=True):
    """One thing they say that is wrong, in their words; `of_order`: the order can show whether it is so."""

    about: str
    words: str
    of_order: bool


def _of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b")


WORDS = {
    "broken": _of(
        r"rot[oa]s?|romp\w+|quebrad[oa]s?|quebrou|rajad[oa]s?|estropead[oa]s?|danad[oa]s?|abollad[oa]s?|danificad[oa]s?"
        r"|broken?|smashed|cracked|damaged|dented"
    ),
    "missing": _of(r"falta(?:n|ba|ban)?|faltou|faltam|sin la mitad|incomplet[oa]s?|missing|short of|half of it"),
    "wrong": _of(
        r"equivocad[oa]s?|no es lo que ped\w+|otra cosa|errad[oa]s?|trocad[oa]s?|not what i ordered"
        r"|wrong (?:one|item|size|order|colou?r|box|bottle)|(?:sent|got|gave|brought) [\w ]{1,30}instead of"
        r"|(?:mand|envi|traj|trouxe|lleg|cheg)\w* [\w ]{1,30}(?:en vez|en lugar|em vez) d\w+"
    ),
    "late": _of(
        r"tarde|tardo|retras(?!ad)\w+|(?:pedido|envio|paquete|entrega|viene|va|llega) (?:\w+ )?retrasad[oa]s?|atras\w+"
        r"|demor\w+|no (?:ha )?lleg\w+|sigo esperando|nao chegou|late|delayed|never (?:came|arrived)"
        r"|(?:hace|faz|ha) [\w ]{1,20}que (?:\w+ ){0,2}esper\w+|(?:llev|esto|estamo)\w* [\w ]{1,25}esperando"
        r"|esperando (?:desde )?(?:hace|ha|faz)|(?:still|weeks?|months?|days?|hours?|ages) waiting"
        r"|waiting (?:for )?(?:\w+ )?(?:weeks?|months?|days?|hours?|ages)"
    ),
    "charged": _of(
        r"cobr\w+ (?:dos veces|de mas|duas vezes|a mais)|doble cargo|charged (?:me )?twice|overcharged"
    ),
    "price": _of(
        r"car[oa]s?|carisim[oa]s?|carissim[oa]s?|precio abusivo|clavada|un robo|pricey|expensive|overpriced|rip.?off"
    ),
    "quality": _of(
        r"mal[oa]|mala calidad|fatal|horrible|asqueros[oa]s?|picad[oa]s?|pasad[oa]s?|ruim|pessim[oa]|horrivel"
        r"|bad quality|awful|terrible|disgusting|corked"
    ),
    "manners": _of(
        r"mal.?educad[oa]s?|grosser[oa]s?|groser[oa]s?|bordes?|de malas maneras|rude|unfriendly"
    ),
    "silence": _of(
        r"nadie (?:me )?(?:contest|respond|coge|atiend)\w*"
        r"|no (?:me )?(?:contest|respond)\w+"
        r"|ninguem (?:me )?(?:respond|atend)\w+"
        r"|no ?(?:one|body) (?:ever )?(?:answer|repl|respond|picks? up)\w*"
        r"|never (?:answer|reply|replied)|ignor(?!an)\w+"
    ),
}  # fmt: skip
"""What a claim may be about, and the words that show it, without their accents."""
OF_ORDER = frozenset({"broken", "missing", "wrong", "late", "charged"})
CLAUSE = re.compile(r"\s*(?:[.;!?\n]+|,\s|\s(?:y|e|and|pero|but|mas|además|encima|also)\s)\s*", re.IGNORECASE)
DENIED = re.compile(r"\b(?:no (?:esta|estaba|es|era|llego|vino)|not|nao|nunca|ni) (?:nada )?(?:\w+ )?$")


def read(text: str) -> tuple[Claim, ...]:
    """Return what a text claims, each thing once, in its order."""
    found: dict[str, Claim] = {}
    for words in _clauses(text[:LOOKED_AT]):
        for about in _about(words):
            found.setdefault(about, Claim(about, words[:200], about in OF_ORDER))
    return tuple(found.values())[:MOST]


def _clauses(text: str) -> Iterator[str]:
    return (part.strip() for part in CLAUSE.split(text) if part.strip())


def _about(words: str) -> Iterator[str]:
    plain = "".join(one for one in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(one))
    for about, pattern in WORDS.items():
        hit = pattern.search(plain)
        if hit is not None and not DENIED.search(plain[: hit.start()]):
            yield about
