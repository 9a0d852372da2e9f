"""What was said before, where a message answers it: "una california" after "¿qué te pongo?" is an order."""

from __future__ import annotations

import re

from msgspec import Struct

from mostrador.triage.matching import fold
from mostrador.triage.needs import kind_of

SHORT = 9  # words: who answers a question of ours says little more
CARRIED = 16.0  # times more probable that they go on with what we asked
GOES_ON = 2.5  # the same where nobody asked, and they spoke last of an errand


class Before(Struct, frozen=True, kw_only=True):
    """The end of the conversation before this message; empty where it is the first."""

    ours: str = ""  # the last words, when they were ours
    need: str = ""  # what they needed last; a word of `needs.py`


NOTHING = Before()

_SELLING = re.compile(
    r"\b[tol][es]? ?(?:pongo|sirvo|cobro)\b|\bos (?:pongo|sirvo|cobro)\b|quieres? (?:tomar|llevar|pedir)"
    r"|cuant[oa]s (?:te|os|le|quieres|quiere|son)|que (?:talla|numero|color|tamano|sabor|tipo|dia)|a que hora"
    r"|cual (?:te|os|le|quieres|prefieres|prefiere)|l[oa]s? (?:aparto|guardo|envuelvo|dejamos|reservo|envio)"
    r"|reserv|guardo mesa|seguimos adelante|hago el pedido"
    r"|what (?:size|colou?r|milk|flavou?r|time)|which (?:one|size|colou?r|would)|how many|want us to|would you like"
    r"|shall (?:i|we) (?:wrap|put|book|order|go|hold|keep|charge)|anything else with|coming up|pay by|put (?:you )?down"
    r"|qual (?:sabor|tamanho|cor|deles|lhe|voce|prefere|vai)|quant[oa]s (?:vao|sao|voce|quer|pessoas|pra)|vai querer"
    r"|posso separar|lhe embrulho|te separo|p(?:a)?ra quantas|fecho o pedido|que tamanho"
)
_AFTER = re.compile(
    r"cancel|devol|reembols|refund|return|exchange|cambi[oa]|troca|tracking|seguimiento|rastre|factura|invoice"
    r"|nota fiscal|direccion|address|endereco|morada|referenc|order number|surname|apellido|retras|delay|atras|estorno"
    r"|\bpedido\b|encomenda|your order|entrega"
)
_LIKED = re.compile(
    r"que (?:te|os|le) (?:parecio|ha parecido|tal)|how (?:was|did you find|are you finding)"
    r"|gost(?:ou|aram)|o que ach(?:ou|aram)"
)


def weighed(kinds: dict[str, float], before: Before, *, words: int, asks: bool) -> dict[str, float]:
    """Return the kinds' probabilities, those made more probable that go on with what was said."""
    if words > SHORT or before == NOTHING:
        return kinds
    likelier = _likelier(before, asks=asks)
    raised = {kind: p * likelier.get(kind, 1.0) for kind, p in kinds.items()}
    whole = sum(raised.values())
    return {kind: p / whole for kind, p in raised.items()}


def _likelier(before: Before, *, asks: bool) -> dict[str, float]:
    """Return by how much each kind is more probable than without a before."""
    ours = fold(before.ours)
    if asks:
        return {"question": GOES_ON}
    if ours:
        if _AFTER.search(ours):
            return {"order": CARRIED / 2, "complaint": 2.0, "question": 0.5, "spam": 0.3, "abuse": 0.4}
        if _SELLING.search(ours):
            return {"purchase": CARRIED, "question": 0.4, "spam": 0.2, "abuse": 0.4, "chitchat": 0.7}
        if _LIKED.search(ours):
            return {"praise": 2.0, "feedback": 2.5, "complaint": 2.0, "spam": 0.2}
        return {"chitchat": 1.5, "spam": 0.3}
    return {kind_of(before.need): GOES_ON} if before.need else {}
