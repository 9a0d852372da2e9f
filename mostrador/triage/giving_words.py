"""Words of giving, wherever the sum stands in their sentence: "te dejo un vale", "se te devolverán", "here's a coupon".

They are stems of three languages, not turns of phrase. A price that is asked for beside them is no sum they give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mostrador.triage import written_sums
from mostrador.triage.added_sums import Kind
from mostrador.triage.times_over import COUNT, COUPON
from mostrador.triage.worded_sums import Sum

_YOU = r"(?:te|os|le|les|lhe|lhes|vos)"
_ASKING = r"(?!cobr|carg|factur|ped|pid|record|recuerd|avis|confirm|inform|acuerd|digo|deci|explic|cuent|pregunt|lembr)"
_MINE = rf"{_ASKING}\w+(?:o|[ae]mos|[aei]re|[aei]remos)"
_GOING = r"(?:voy a|vamos a|vou|vamos|puedo|podemos|posso|quiero|queremos|quero)"
_WILL = r"(?:i|we)(?:'ll| will| can|'m going to|'re going to| am going to| are going to)|let me|happy to"
_HANDING = (
    rf"(?:{_YOU}(?: l[oa]s?)? {_MINE}|{_MINE}-{_YOU}|{_GOING} {_ASKING}(?:{_YOU} )?\w+[aei]r(?:-?{_YOU})?"
    r"|aqui (?:tienes|teneis|tiene|tens|tem|va|vai)|ahi (?:tienes|va)|toma|here(?:'s| is)"
    rf"|(?:{_WILL}) \w+(?: \w+)? (?:you|your)|(?:{_WILL}) (?:issue|make|add|apply))"
)
_ONE = rf"(?:un|una|el|este|otro|de|en|um|uma|o|em|outro|{COUNT})"
_THING = (
    rf"(?:(?P<gesture>{_ONE} (?:vales?|bonos?|cheques?)|(?!(?:vale|bono|cheque)){COUPON}|gift vouchers?)"
    r"|(?P<discount>descuentos?|rebajas?|descontos?|discounts?)"
    r"|(?P<refund>reembolsos?|devoluci(?:on|ones)|abonos?|reintegros?|devoluc(?:ao|oes)|estornos?|refunds?"
    r"|(?:store )?credit|credito))(?!\w)"
)
_BACK = (
    r"(?:devolv|reembols|abon|ingres|reintegr|compens|devuelv|estorn|credit)"
    r"(?:o|[aei]mos|[aei]re|[aei]remos|era|eran|ara|aran|e|en|a|an|er|ar)"
)
_VERBS = re.compile(
    rf"(?<![\w'])(?:{_YOU}(?: l[oa]s?)? (?:devuelvo|devolvemos|devolvere|devolveremos|devolvo"
    r"|reembols(?:o|amos|are|aremos)|abon(?:o|amos|are|aremos)|reintegr(?:o|amos|are|aremos)|compens(?:o|amos|are|aremos)|estorn(?:o|amos)"
    r"|ingres(?:o|amos|are|aremos)(?! en (?:el|la) (?:grupo|lista|club))|pag(?:o|amos|are|aremos))"
    rf"|(?:devolvo|devolvemos|reembols(?:o|amos)|pag(?:o|amos))-{_YOU}"
    rf"|se {_YOU} {_BACK}|ser(?:a|ao)(?:-{_YOU}-ao)? (?:devolvid|reembolsad|creditad)[oa]s?"
    rf"|{_GOING} (?:{_YOU} )?(?:devolver|reembolsar|abonar|ingresar|pagar)-?{_YOU}?"
    r"|you(?:'ll| will|'re going to| are going to|'re| are) (?:be |being )"
    r"(?:fully )?(?:refunded|reimbursed|credited|compensated|paid)"
    rf"|(?:{_WILL}) (?:refund|reimburse|credit|pay|compensate) (?:you|your)|(?:{_WILL}) pay (?:back|into|out))(?!\w)"
    r"(?! (?:la|a|o|el|tu|your)? ?(?:llamada|visita|saludo|chamada|call)\b)"
)
_THINGS = re.compile(rf"(?<![\w']){_HANDING}(?P<way>(?: [^\s;!?\n]+){{0,5}}?) {_THING}")
_ACCOUNT = re.compile(
    rf"(?<![\w'])(?:recibir(?:as|eis|a|an)|receber(?:as|a)|{_YOU} llegar(?:a|an)|you(?:'ll| will) (?:get|receive|have))"
    r"(?= [^;!?\n]{0,60}(?:en|na|no|in|on|to|a|into) (?:tu|su|vuestra|tua|sua|a tua|a sua|your|la)"
    r" (?:cuenta|tarjeta|conta|cartao|account|card|bizum|bank)\b)"
)
_PRICED = re.compile(
    r"\b(?:cuesta\w*|cost[oae]\w*|custa\w*|costs?|precio|preco|price[ds]?|cobr\w+|pagas?|pagues|paid|pays?|charged?"
    r"|debes|owe|queda|quedan|se queda|fica|ficam|a partir|desde|from|over|above|mas|more than|pedido|compra|order"
    r"|encomenda|factura|invoice)"
    r"(?: (?:de|del|do|da|en|em|a|the|for|los|unos|solo|por|of|than|just|only|at|you))* $"
)
_COMES_TO = re.compile(r"\b(?:son|es|sao|e|it's|is|seran|total)(?: (?:de|los|solo|only|just))*:? $")
_BESIDE = re.compile(r" (?:(?:de|of|en|em|in|as|store|gift|shop|por|un) ){0,2}")
_JUST_BEFORE = re.compile(r"(?: [^\s,:]+){0,1} ")
_ALONE: tuple[Kind, ...] = ("gesture", "discount")
FAR = 160  # characters that a sum may stand behind
_STOP = re.compile(r"[;!?\n]|\.(?!\d)")


class Giving(NamedTuple):
    """A word of giving, and the sum that stands with it in its sentence."""

    kind: Kind
    said: re.Match[str]
    sum: Sum


def find(folded: str) -> Iterator[Giving]:
    """Go through the words of giving that have a sum; a question gives nothing."""
    for said in (*_VERBS.finditer(folded), *_ACCOUNT.finditer(folded), *_THINGS.finditer(folded)):
        stop = _STOP.search(folded, said.end())
        end = min(stop.start() if stop else len(folded), said.end() + FAR)
        kind: Kind = next((one for one in _ALONE if said.groupdict().get(one)), "refund")
        if (not stop or stop.group() != "?") and (found := _sum_of(folded, kind, said, end)):
            yield Giving(kind, said, found)


def _sum_of(folded: str, kind: str, said: re.Match[str], end: int) -> Sum | None:
    """Return the sum beside the thing that is given, else the first one behind the words, else one right before."""
    if said.groupdict().get("way"):
        for one in _sums(folded, said.start("way"), said.start(kind)):
            if _BESIDE.fullmatch(folded[one.end : said.start(kind)]):
                return one
    for one in _sums(folded, said.end(), end):
        if not _is_price(folded, kind, said.end(), one):
            return one
    before = list(_sums(folded, max(0, said.start() - 40), said.start()))[-1:]
    return next((one for one in before if _JUST_BEFORE.fullmatch(folded[one.end : said.start()])), None)


def _sums(folded: str, begin: int, end: int) -> Iterator[Sum]:
    while found := written_sums.find(folded, begin, end):
        yield found
        begin = found.end


def _is_price(folded: str, kind: str, begin: int, found: Sum) -> bool:
    led_by = folded[max(begin, found.begin - 40) : found.begin]
    return bool(_PRICED.search(led_by) or (kind != "refund" and _COMES_TO.search(led_by)))
