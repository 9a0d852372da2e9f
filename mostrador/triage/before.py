"""What was said before, where a message answers it: "una california" after "¿qué te pongo?" is an order."""

from __future__ import annotations

import re

from msgspec import Struct

from mostrador.kit.folding import fold
from mostrador.triage.needs import kind_of

SHORT = 9  # words: who answers a question of ours says little more
CARRIED = 16.0  # times more probable that they go on with what we asked
GOES_ON = 2.5  # the same where nobody asked, and they spoke last of an errand
TRUSTED = 0.5  # power of what few words say alone, where words of ours say what they answer
LEAST = 0.03  # what no kind falls below there: "una california" says nothing of buying, the question does


class Before(Struct, frozen=True, kw_only=True):
    """The end of the conversation before this message; empty where it is the first."""

    ours: str = ""  # the last words, when they were ours
    need: str = ""  # what they needed last; a word of `needs.py`


NOTHING = Before()

_SELLING = re.compile(
    r"\b(?:[tl]es?|os|lhe|lo|la|l[oa]s) ?(?:pongo|sirvo|cobro|preparo|hago|hacemos|anoto|apunto)\b"
    r"|\b(?:l[aeo]s?|te|os|lhe) (?:envuelvo|embrulho|separo)\b"
    r"|quieres? (?:tomar|llevar|pedir)|l[oa]s? quier(?:es?|en)|que va a (?:ser|querer|tomar)|(?<!ayudar en )algo mas"
    r"|cuant[oa]s (?:te|os|le|quieres|quiere|son)|que (?:talla|numero|color|tamano|sabor|tipo|dia)|a que hora"
    r"|cual(?:es)? (?:te|os|le|quieres|prefieres|prefiere)|l[oa]s? (?:aparto|guardo|envuelvo|dejamos|reservo|envio)"
    r"|reserv|guard[oa](?:mos)? mesa|seguimos adelante|hago el pedido|\bhueco\b|horario as"
    r"|\b(?:con|com) o (?:sin|sem)\b"
    r"|what (?:size|colou?r|milk|flavou?r|time|can i get)|which (?:one|size|colou?r|would)|how many|want us to"
    r"|would you like|(?:shall|should) (?:i|we) (?:wrap|put|book|order|go|hold|keep|charge|make|set)|anything else"
    r"|coming up|pay by|put (?:you )?down|\bslots?\b|available at"
    r"|qual (?:sabor|tamanho|cor|deles|lhe|voce|prefere|vai)|quant[oa]s (?:vao|sao|voce|quer|pessoas|pra)|vai querer"
    r"|o que vai ser|(?<!ajudar em )mais alguma coisa|posso (?:separar|fechar|fazer|marcar|anotar)|te separo"
    r"|p(?:a)?ra quantas|fecho o pedido|que tamanho"
    r"|(?:posso|podemos) (?:encaixar|reservar|marcar)|(?:marco|agendo|encaixo) (?:sua|seu|a sua|o seu|o|a|te)\b"
    r"|lhe (?:guarde|marque|reserve)|pencil you in|(?:fit|squeeze) you in|(?:suit|work for) you"
    r"|(?:tengo|tenemos|hay) turno"
    r"|we have [^.?]*\bor\b|quantos sao|dar jeito|da jeito"
)
_CHOICE = re.compile(
    r"¿[^?]*\bo\b[^?]*\?|\b(?:or|ou)\b[^?]*\?"
    r"|\d\s?h?(?:[:.]\d\d)?\s(?:y|o|or|ou|and|e) (?:a |as |at |a las )?\d"
)
_AFTER = re.compile(
    r"cancel|anul|devol|reembols|refund|return|exchange|cambi(?:o|a|ar|amos)\b|troca|tracking|seguimiento|rastre|factura|invoice"
    r"|nota fiscal|direccion|address|endereco|morada|referenc|order number|surname|apellido|retras|delay|\blate\b|atras"
    r"|estorno|\bpedido\b|encomenda|encomienda|your order|entrega|delivery|take it back"
)
_ASKS_FOR = re.compile(
    r"\?|\b(?:me|nos) (?:passa|passe|diz|diga|manda|mande|dices|dice|das|pasas|confirma|confirmas)|\bdime\b|\bdigame\b"
    r"|\b(?:pasame|mandame|indique|informe|confirme)\b|\b(?:tell|send|give) (?:me|us)\b|\bneed your\b|\bpreciso d"
)
_WELL = re.compile(
    r"(?:ficou|quedo|quedaron|esta|estao) (?:bo[am]|bien|bem|tudo)|chegou tudo|llego todo|deu certo"
    r"|all right (?:with|now)|working now|went wrong|what happened|since the (?:repair|fix|visit)"
    r"|que (?:paso|aconteceu|houve)|funciona (?:ya|bem|bien)"
    r"|como (?:quedo|quedaron|ficou|ficaram|anda|va) (?:[oae]l?|la|los|tu|su|seu|sua)\b"
)
_LIKED = re.compile(
    r"que (?:te|os|le) (?:parecio|ha parecido)|que tal\b|how (?:was|is|did you find|are you finding)|how.?s the"
    r"|gost(?:ou|aram)|o que ach(?:ou|aram)|como (?:ficou|esta) "
)


def weighed(kinds: dict[str, float], before: Before, *, words: int, asks: bool) -> dict[str, float]:
    """Return the kinds' probabilities, those made more probable that go on with what was said."""
    if words > SHORT or before == NOTHING:
        return kinds
    likelier = _after_ours(fold(before.ours), asks=asks) if before.ours else _after_theirs(before.need, asks=asks)
    if asked(before) and not asks:
        kinds = {kind: max(p, LEAST) ** TRUSTED for kind, p in kinds.items()}
    raised = {kind: p * likelier.get(kind, 1.0) for kind, p in kinds.items()}
    whole = sum(raised.values())
    return {kind: p / whole for kind, p in raised.items()}


def asked(before: Before) -> bool:
    """Say whether our last words were a question or an offer, so that what follows answers it."""
    ours = fold(before.ours)
    if _AFTER.search(ours) and _ASKS_FOR.search(ours):
        return True
    return "?" in ours or any(sign.search(ours) for sign in (_LIKED, _SELLING, _CHOICE))


def _after_ours(ours: str, *, asks: bool) -> dict[str, float]:
    """Return by how much each kind is more probable after these words of ours than without them."""
    if asks:
        return {"question": GOES_ON}
    if _WELL.search(ours):
        return {"complaint": 4.0, "praise": 2.0, "feedback": 1.5, "chitchat": 0.5, "spam": 0.2, "abuse": 0.5}
    if _AFTER.search(ours) and _ASKS_FOR.search(ours):
        return {"order": CARRIED / 2, "complaint": 2.0, "question": 0.5, "spam": 0.3, "abuse": 0.7}
    if _LIKED.search(ours):
        return {"praise": 2.0, "feedback": 2.5, "complaint": 2.0, "spam": 0.2}
    if _SELLING.search(ours) or _CHOICE.search(ours):
        return {
            "purchase": CARRIED,
            "question": 0.4,
            "spam": 0.2,
            "abuse": 0.7,
            "chitchat": 0.35 if "?" in ours else 1.0,
        }
    return {"chitchat": 2.5, "order": 0.7, "spam": 0.3}


def _after_theirs(need: str, *, asks: bool) -> dict[str, float]:
    """Return the same after words of theirs that nobody answered: they go on, most of all with a bare question."""
    if not need:
        return {}
    return {kind_of(need): GOES_ON * (2 if asks else 1)}
