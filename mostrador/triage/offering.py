"""Words of ours that advertise: "oferta", "2x1", "today only". A machine may misread: whoever wrote them decides."""

from __future__ import annotations

import re

from mostrador.triage.our_words import plain

SENTENCE = re.compile(r"[^.;!?\n…]+(?:[.](?=\d)[^.;!?\n…]+)*([.;!?\n…]|$)")
_STRONG = re.compile(
    r"\b(?:2 ?x ?1|3 ?x ?[12]|4 ?x ?[123]|5 ?x ?4|6 ?x ?[45])\b(?! ?(?:cm|mm|m|met(?:ro|re|er)s?|litros?|l|ml"
    r"|pulgadas?|inch\w*)\b)"
    r"|\b(?:en|de|em) (?:oferta|promo(?:cion|cao)?)\b|\bon offer\b"
    r"|\b(?:super ?)?ofertas? (?:especial(?:es)?|flash|relampago|limitadas?|exclusivas?|d[ea] (?:la )?semana"
    r"|del mes|do mes)\b"
    r"|\besta semana,? (?:en )?oferta\b|\bofertas?:|\bofertones?\b|\b(?:special|weekly|this week's"
    r"|today's) (?:offers?|deals?)\b"
    r"|\b(?:llevate|lleva|leve|leva) \w+ (?:y|e)? ?(?:paga|pague)s? (?:solo |so )?\w+\b"
    r"|\b(?:compra|compre) \w+(?: \w+)? (?:y|e) (?:te regalamos|llevate|lleva|leve|leva|ganhe)\b"
    r"|\bbuy (?:one|two|three|\d),? (?:and )?get\b|\b[2-5] for (?:the price of )?[1-4]\b|\bbogo\b"
    r"|\bfor the price of one\b|\d ?% off (?:on )?(?:everything|all|every|the whole)\b"
    r"|\b(?:limited|flash)[ -](?:time|sale)\b|\b(?:la|la gran|our|nossa) (?:gran )?(?:black friday)\b"
    r"|\d{1,2} ?% (?:de )?(?:dto\b|descuento|desconto|off)\b.{0,20}\b(?:en|em|on) (?:tod[oa]s?|everything|all"
    r"|toda|todo)\b"
    r"|\b(?:everything|all \w+|tod[oa]s? (?:l[oa]s |os |as )?\w+) (?:is |are |con |al? |com )?(?:un |at )?-?\d{1,2} ?%"
)
_GOODS = re.compile(
    r"\b(?:ofertas?|promo(?:cion(?:es)?|cao|coes)?|descuentos?|descontos?|rebajas?|rebajad[oa]s?|saldos"
    r"|discounts?|(?<!will )(?<!to )deals?"
    r"|sales?|outlet|black friday|cyber monday|precio(?:s)? especial(?:es)?|preco(?:s)? especia(?:l|is)"
    r"|offers?)\b|\d ?% off\b"
)
_PUSH = re.compile(
    r"\baprovech(?:a|ad|e|en|alo|ala|alos)\b|\baproveit[ae]m?\b|\bno (?:te|os|se) (?:l[oa]s? )?(?:pierd|perd)\w+"
    r"|\bnao perca\w*"
    r"|\bdon'?t miss\b|\besta semana\b|\beste mes\b|\bthis (?:week|month|weekend)\b|\best[ea] fin de semana\b"
    r"|\beste finde\b"
    r"|\beste fim de semana\b|\bsol[oa] (?:hoy|esta|este|hasta)\b|\bhoy solo\b|\bso (?:hoje|esta|este|ate)\b"
    r"|\btoday only\b"
    r"|\bonly (?:today|this)\b|\bhasta agotar\b|\bultim[oa]s (?:dias|unidades)\b|\bultimos dias\b|\blast (?:days"
    r"|chance)\b"
    r"|\bcorr[ea]\b|\bhurry\b|\bshop now\b|\border now\b|\bgrab\b|\b(?:pasate|ven|vente|venid|vem|venha) (?:a|y|e|ja)\b"
    r"|\btenemos nuev[oa]s?\b|\bestamos (?:de|em|con)\b|\b(?:ya )?(?:empiezan|llegan|comecam|chegaram)\b"
    r"|\bstarts? (?:today|now)\b"
)
_MAKES_GOOD = re.compile(
    r"\bpor (?:las|la|el|los|a|o|as|os) (?:molestias?|retraso|demora|espera|error|fallo|rotura|incomodos?|atraso"
    r"|erro|falha)"
    r"|\bpel[oa]s? (?:incomod\w+|atraso|demora|espera|erro|falha)|\bfor (?:the|your|our) (?:trouble|delay|wait"
    r"|mistake|inconvenience)"
    r"|\bto make (?:it )?up\b|\bcompensa\w*|\bdisculpa\w*|\bdesculpa\w*|\bapolog\w+|\bsorry\b"
    r"|\b(?:te|os|le|les|lhe) (?:hacemos|hago|aplicamos|aplico|descontamos|descuento|damos|doy|dejamos|fazemos|faco)\b"
    r"|\bwe'?(?:ll| will) (?:give|apply|take)\b"
)
_NOT_SO = re.compile(
    r"\b(?:no|nunca|tampoco|ni|not|never|nao|nem)\b(?! (?:te|os|se) (?:l[oa]s? )?(?:pierd"
    r"|perd))(?! perca)(?! (?:solo|so|only)\b)"
    r"|\bn't\b(?! miss)|\b(?:isn|aren|don|doesn|didn|won|can)'t\b(?! miss)"
    r"|\bya (?:ha )?(?:termin|acab|pas)\w+|\b(?:acab|termin|caduc|finaliz)(?:o|aron|aba|ou|aram)\b"
    r"|\bse ha(?:n)? acabado\b"
    r"|\b(?:ended|is over|was over|expired|expirou)\b|\b(?:de|of) (?:empleo|trabajo|emprego|employment)\b|\bjob\b"
    r"|\b(?:que|como) (?:viste|vio|vieron|preguntas|pediste|decias?|dices)\b|\b(?:that )?you (?:saw|asked|mention\w*)\b"
)
_ASKS = re.compile(
    r"\b(?:ofertas?|promo\w*|descuentos?|descontos?|rebajas?|saldos|discounts?|deals?|offers?|on sale"
    r"|[2-6] ?x ?[1-5])\b"
)


def offer(text: str) -> str:
    """Return the sentence that advertises something, or "". What is quoted, asked, denied or makes good is no offer."""
    for one in SENTENCE.finditer(plain(text)):
        if _advertises(one.group(), asks=one.group(1) == "?"):
            return " ".join(text[one.start() : one.end()].split())
    return ""


def asks_for_offers(text: str) -> bool:
    """Whether somebody asks what is on offer: the answer to that is no advertising."""
    return _ASKS.search(plain(text)) is not None


def _advertises(sentence: str, *, asks: bool) -> bool:
    if asks or _NOT_SO.search(sentence):
        return False
    if _STRONG.search(sentence):
        return True
    pushed = _GOODS.search(sentence) is not None and _PUSH.search(sentence) is not None
    return pushed and _MAKES_GOOD.search(sentence) is None
