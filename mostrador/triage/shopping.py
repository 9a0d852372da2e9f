"""Somebody who means to buy, in a buyer's own words: no light model may take them for spam.

"Looking for a gift for our hosts, around 20 €" names a sum as a lure does. Who sells says what they offer, or leaves a
link; where either stands in it these words tell nothing.
"""

from __future__ import annotations

import re

from mostrador.triage.plain_words import Words
from mostrador.triage.reading import Read

_LINK = re.compile(
    r"https?:|www\.|\b\w+\.(?:com|net|info|xyz|top|click|io|me|ru|site|online|shop)\b|@\w", re.IGNORECASE
)
_OFFERED = Words(
    r"\b(?:agenc\w+|seguidores|followers|seo|google|prestamos?|emprestimos?|loans?|inver\w+|invest\w*|crypto\w*|bitcoin"
    r"|tarot|amarres|gan[ae]r?|ganhar?|ganhe|earn|clientes|customers|marketing|whatsapp|telegram|ofrec\w+|oferec\w+"
    r"|we offer|our services|nuestros servicios|nossos servicos|vendemos|sponsor\w*|casino|trading)\b"
)
_GOODS = (
    r"(?:botell\w+|garraf\w+|bottles?|cajas?|caixas?|cases?|cestas?|hampers?|lotes|regalos?|present\w*|gifts?"
    r"|vinos?|vinhos?"
    r"|wines?|tint[oa]s?|blancos?|branco|reds?|whites?|quesos?|queijos?|cheeses?|tartas?|bolos?|cakes?|flores"
    r"|flowers|ramos?"
    r"|detalle|espumante|something|algo|talla|tamanho|size)"
)
_BUYING = Words(
    rf"\b(?:(?:looking for|searching for|after|need|want|would like|d like|busco|buscamos|quiero|queremos|querria"
    rf"|queria"
    rf"|necesito|necesitamos|procuro|procuramos|preciso de|quero) (?:(?!to sell)\S+ ){{0,4}}?{_GOODS}"
    r"|(?:for|para|pra) (?:my|our|mi|mis|meus?|minha|nuestr\w+|un[oa]?|a|uma?) (?:\S+ )?(?:hosts?|wedding|boda"
    r"|casamento|cena"
    r"|dinner|jantar|suegr\w+|sogr\w+|anniversary|aniversario|birthday|cumpleanos|anfitri\w+))\b"
)


def plainly(message: Read) -> bool:
    """Say whether a buyer speaks, and nobody who offers something."""
    return _BUYING.stand_in(message) and not _OFFERED.stand_in(message) and not _LINK.search(message.text)
