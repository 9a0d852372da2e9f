"""Under a post people also ask for what has nothing to do with it: where is my order, do you have it in blue.

An errand is off the topic where it names something and none of it stands in the post. "¿Precio?" names nothing: it is
about the post. Of a post without words only who asks for their own order is surely elsewhere.
"""

from __future__ import annotations

import re

from mostrador.kit.folding import fold

OWN = frozenset({"order_status", "help_after_sale"})  # of what they bought before: no post is about that
ERRANDS = OWN | {"complaint", "buy", "price_availability"}
SHORTEST = 4  # letters of a word that names something
SAME = 5  # letters by which two words are the same in another form: vino, vinos
_WORD = re.compile(r"[a-zñç]+")
_ASKING = frozenset({
    "precio", "precios", "cuanto", "cuesta", "cuestan", "vale", "valen", "costo", "queda", "quedan", "tienes",
    "teneis", "tienen", "tenes", "habra", "haber", "hola", "buenas", "buenos", "quiero", "quiere", "queria", "para",
    "como", "cuando", "donde", "esta", "este", "estos", "estas", "esto", "todavia", "sigue", "disponible",
    "disponibles", "comprar", "compro", "venden", "vendeis", "envio", "envios", "envian", "info", "informacion",
    "favor", "gracias", "tambien", "preco", "custa", "custam", "quanto", "quantos", "tudo", "bom", "voces", "voce",
    "ainda", "tem", "quero", "vende", "vendem", "envia", "enviam", "isso", "disponivel", "onde", "quando",
    "obrigada", "obrigado", "price", "much", "cost", "costs", "does", "have", "this", "that", "these", "those",
    "still", "available", "want", "would", "like", "where", "what", "when", "please", "thanks", "hello", "ship",
    "shipping",
})  # fmt: skip
"""Words of asking itself: they name nothing."""


def off_topic(need: str, text: str, *, post: str) -> bool:
    """Say whether words under a post ask for something else than what it is about."""
    if need not in ERRANDS:
        return False
    if not post.strip():
        return need in OWN
    named = _named(text)
    if not named:
        return need in OWN
    return not named & _named(post)


def _named(text: str) -> set[str]:
    return {word[:SAME] for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST and word not in _ASKING}
