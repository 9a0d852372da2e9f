"""Sums that words of ours promise a customer: "te devolvemos 500 euros", "we'll refund $40", "vinte euros"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mostrador.triage import added_sums, giving_words, times_over, written_sums
from mostrador.triage.added_sums import Kind
from mostrador.triage.our_words import LONGEST, plain
from mostrador.triage.times_over import COUNT, COUPON
from mostrador.triage.worded_sums import Sum

_YOU = r"(?:te|os|le|les|lhe|vos)(?: l[oa]s?)? "
_ADDED = r"(?:-?(?:te|os|le|les|se|lhe|vos))?(?:l[oa]s?)?"
_BEGUN = (
    r"(?:vamos a|voy a|vas a|podemos|puedo|podria|podriamos|queremos|vamos|vou|posso|iremos|we'll|i'll|we will"
    r"|i will|we can"
    r"|i can|we could|we are going to|we're going to|i'm going to|happy to|glad to|let me)"
)
_MAKE = (
    r"(?:hago|hacemos|hare|haremos|tramito|tramitamos|gestiono|gestionamos|emito|emitimos|doy|damos|mando|mandamos|envio"
    r"|enviamos|faco|fazemos|farei|faremos|dou)"
)
_A = r"(?:un |una |el |la |um |uma |o |a )?"
_REFUND = r"(?:reembolso|devolucion|abono|ingreso|devolucao|estorno|reintegro)"
_HAVE = (
    r"(?<!si )(?<!se )(?<!cuando )(?<!quando )(?:tienes|teneis|tiene|tendras|tendreis|tendra|recibes|recibiras"
    r"|vas a (?:tener|recibir)|tem|tens|tera|teras|recebe|recebes)"
)
_PARTS: tuple[tuple[Kind, str], ...] = (
    ("refund",
     rf"{_YOU}{_MAKE} {_A}{_REFUND}\b"
     rf"|\b{_MAKE}-(?:te|lhe|vos|lhes) {_A}{_REFUND}\b"
     r"|\b(?:we're|i'm|we are|i am) (?:sending|giving|issuing|making) you"
     r" (?:a |the |your )?(?:full |partial )?refund\b"
     r"|\b(?:you're|you are) (?:getting|receiving) (?:a |the |your )?(?:full |partial )?refund\b"
     rf"|{_YOU}ingreso(?! en)\b"
     rf"|{_YOU}(?:devolvemos|devuelvo|devolveremos|devolvere|reembolsamos|reembolso|reembolsaremos|reembolsare|abonamos"
     rf"|abono|abonaremos|abonare|ingresamos|ingresaremos|compensamos|compenso|compensaremos|devolvo|estornamos|estorno|reintegramos|reintegro|reintegraremos|reintegrare)\b"
     r"|\ba gente (?:te |lhe |vos )?(?:devolve|reembolsa|estorna|credita)\b"
     r"|\brefunding you\b|\b(?:i|we)(?:'ve| have) (?:just |already )?refunded you\b"
     rf"|\b(?:devolvemos|devolvo|devolveremos|reembolsamos|reembolso|reembolsaremos|estornamos|compensamos|creditamos)"
     rf"-(?:te|lhe|vos|lhes)\b"
     rf"|\b{_BEGUN} (?:te |os |le |lhe )?(?:devolver|reembolsar|abonar|ingresar|compensar|estornar|creditar){_ADDED}\b"
     rf"|\b(?:we'll|i'll|we will|i will|we can|i can|we could|we're going to|we are going to|i'm going to"
     rf"|happy to|let me)"
     r" (?:gladly |also |happily |fully )?(?:refund|reimburse|compensate|pay you back|give you back|credit you)\b"
     r"|\b(?:tendras|recibiras|vas a (?:tener|recibir)|receberas|vais receber|you'll (?:get|receive|have)"
     r"|you will (?:get|receive))"
     r" (?:un |una |a |um |uma )?(?:reembolso|devolucion|reembolso|devolucao|abono|refund)\b"
     r"|\b(?:we|nosotros) (?:refund|reimburse) you\b"),
    ("discount",
     rf"{_YOU}(?:descontamos|descuento|descontaremos|rebajamos|rebajo|desconto)\b"
     rf"|{_YOU}(?:hacemos|hago|haremos|aplicamos|aplico|aplicaremos|damos|doy|daremos|fazemos|faco|ofrecemos|oferecemos)"
     rf" (?:un |una |um |uma |{COUNT} )?(?:descuentos?|rebajas?|descontos?|reducao)\b"
     rf"|\b(?:descontamos|desconto)-(?:te|lhe|vos)\b|\b{_BEGUN} (?:te |lhe )?(?:descontar|rebajar){_ADDED}\b"
     r"|\b(?:we'll|i'll|we will|i will|we can|i can) (?:take|knock|discount|deduct)\b"
     r"|\b(?:we'll|i'll|we will|i will|we can|i can) (?:give|offer|apply) (?:you )?(?:a )?discount\b"),
    ("gesture",
     rf"\b{_HAVE} (?:un |una |um |uma |{COUNT} ){COUPON}\b"
     r"|\b(?<!if )(?<!do )(?<!when )(?:you have|you've got|you'll have|you'll get|you get)"
     rf" (?:a |an |{COUNT} )(?:vouchers?|gift cards?|coupons?)\b"
     rf"|{_YOU}(?:regalamos|regalo|regalaremos)\b"
     rf"|{_YOU}(?:damos|doy|daremos|mandamos|mando|mandaremos|enviamos|envio|enviaremos|ofrecemos|hacemos|oferecemos)"
     rf" (?:un |una |um |uma |{COUNT} )?{COUPON}(?!\w)"
     rf"|\b(?:oferecemos|enviamos|mandamos|damos)-(?:te|lhe|vos) (?:um |uma |{COUNT} )?{COUPON}(?!\w)"
     rf"|\b(?:we'll|i'll|we will|i will|we can|i can) (?:give|send|offer) you (?:a |an |{COUNT} )?"
     rf"(?:{COUPON}|credit)(?!\w)"),
)  # fmt: skip
_SUM = (
    r"(?= (?:los |unos |os |the |your )?(?:(?:r\$|[$€£]) ?\d|\d[\d.,]* ?(?:€|\$|£|euros?\b|eur\b"
    r"|dolares\b|pesos\b|reais\b|libras\b|dollars\b|pounds\b)))"
)
_TOLD = tuple((kind, re.compile(rf"(?<!\w)(?:{part})")) for kind, part in _PARTS)
_NOTHING = re.compile("")
_GIVEN_BACK: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "refund",
        re.compile(rf"(?<!\w){_HAVE}(?!\w)"),
        re.compile(r"(?: \w+){0,2}? de vuelta\b| (?:de volta|devueltos?)\b"),
    ),
    (
        "refund",
        re.compile(
            r"(?<![\w'])(?:we'll|i'll|we will|i will|we can|i can|we're going to|i'm going to|let me|happy to)"
            r" (?:give|get|send|pay) you(?! a\b)|(?<![\w'])(?:you'll|you will|you'?re going to) (?:have|get|receive)"
            r"|(?<![\w'])you (?:have|get)|(?<![\w'])you're getting"
        ),
        re.compile(r" back\b"),
    ),
    (
        "refund",
        re.compile(rf"(?<!\w)(?<!si )(?<!se )(?:{_REFUND}|refund)(?: de| of)?{_SUM}"),
        re.compile(
            r" (?:ya |ja )?(?:hech|feit|tramitad|realizad|emitid|enviad|efectuad|done\b|issued\b|sent\b|processed\b)"
        ),
    ),
    (
        "refund",
        re.compile(
            rf"(?<!\w)(?<!si )(?<!se )(?:recibiras|recibireis|recibira|receberas|recebera|you'll receive){_SUM}"
        ),
        re.compile(r"(?! (?:de|em|en|of|in|back|off|order|bottle|case|box|wine|parcel)\b)"),
    ),
    (
        "gesture",
        re.compile(r"(?<![\w'])(?:we'll|i'll|we will|i will|we can|i can) (?:give|send|offer) you(?= )"),
        re.compile(r" (?:gift cards?|vouchers?|coupons?)\b"),
    ),
    (
        "refund",
        re.compile(
            rf"(?<!\w){_YOU}(?:mando|mandamos|envio|enviamos|paso|pasamos|transfiero|transferimos|doy|damos){_SUM}"
        ),
        re.compile(r"(?! (?:de|em|en|of|in|mas|menos)\b)"),
    ),
)
"""What promises a sum only with the word behind it: "tienes 500 € de vuelta", "devolución de 45 € hecha"."""
_BETWEEN = re.compile(
    r":?(?: (?!cambio\b|llamada\b|visita\b|llave\w*\b|saludo\b|troco\b|chamada\b|change\b)[^\s.,;:!?\n()]+){0,7}?"
    rf"(?: (?:importe|dinero|total|money|amount|dinheiro|valor)[,:]?)? (?:{COUNT} ?[x×*] ?)?\(?"
)
_DENIED = re.compile(
    r"\b(?:no|nunca|tampoco|ni|not|never|cannot|nao|nem|sin|without|sem)\b[^.,;:!?\n]{0,25}$|\bja $"
    r"|n't\b[^.,;:!?\n]{0,25}$"
)
NEAR = 90  # characters
_SORRY = re.compile(
    r"[.,;:!…]* (?:(?:no|ay|uy|ups|oh)[,:.]? )?(?:perdon[ae]?|digo|mejor dicho|quiero decir|corrijo"
    r"|sorry|i mean|make that|desculpa|desculpe|alias|quero dizer|melhor)[,:.!…]*"
    r" (?:(?:son|eran|sao|it's|i meant|quise decir|los) )?"
)
_END = re.compile(r"[;!?\n]|\.(?!\d)")
_IF_BACK = re.compile(
    r"\b(?:si|if|se(?! (?:te|le|os) )|cuando|when|quando) [^.;!?\n]{0,40}\b(?:devuelves|devolveis|traes|mandas"
    r"|return|send|bring|devolv\w+|trouxer\w*)\b"
    r"|\b(?:14|catorce|quince|15|30|treinta|fourteen|thirty|trinta) (?:dias|days)\b"
)


class Pledge(Struct, frozen=True, kw_only=True):
    """A sum that is promised: what kind of giving it is, the sum as it is written, in figures, and the words around.

    `times` says how often it is given. `anew` says that the same sum said before is another one: "y otros 10 €", and so
    does another day, `when`.
    """

    kind: Kind
    amount: str
    figures: str  # "1.250", "75,50"
    words: str
    times: int = 1
    anew: bool = False
    when: str = ""

    def repeats(self, other: Pledge) -> bool:
        """Whether this is nothing but the other one said again, where both are as much."""
        return not self.anew and (self.when == other.when or not self.when or not other.when)


def find(text: str) -> Iterator[Pledge]:
    """Go through the sums promised, each once. What is quoted, asked back, denied, or for goods returned is none."""
    text, folded, seen = text[:LONGEST], plain(text), dict[int, Pledge]()
    for kind, said, found in _told(folded):
        if found.begin not in seen and _is_meant(folded, said):
            for begin, pledge in _with_added(text, folded, kind, said, found):
                seen.setdefault(begin, pledge)
    yield from _put_right(text, folded, seen)


def _told(folded: str) -> Iterator[tuple[Kind, re.Match[str], Sum]]:
    """Go through the words that promise a sum: by turns of phrase first, then by any word of giving beside one."""
    for kind, pattern, behind in (*((kind, told, _NOTHING) for kind, told in _TOLD), *_GIVEN_BACK):
        for said in pattern.finditer(folded):
            found = _sum_after(folded, said.end())
            if found is not None and behind.match(folded, found.end):
                yield kind, said, found
    yield from giving_words.find(folded)


def _put_right(text: str, folded: str, seen: Mapping[int, Pledge]) -> Iterator[Pledge]:
    """Go through them with what is put right behind: "20 €. Perdona, 80 €". The larger of both counts."""
    ends = [(begin, pledge, begin + len(pledge.amount)) for begin, pledge in seen.items()]
    for begin, pledge, end in ends:
        sorry = _SORRY.match(folded, end)
        found = written_sums.find(folded, sorry.end(), sorry.end() + NEAR) if sorry else None
        if found is None or sorry is None or found.begin != sorry.end() or found.begin in seen:
            yield pledge
        elif _is_more(found.figures, pledge.figures):
            yield _pledge(pledge.kind, text, folded, begin, found, anew=pledge.anew)
        else:
            yield pledge


def _is_more(one: str, other: str) -> bool:
    """Whether a sum is more than another, as far as their whole part tells."""
    return _whole(one) > _whole(other)


def _whole(figures: str) -> int:
    return int(re.sub(r"[.,]\d{1,2}$", "", figures).replace(".", "").replace(",", "") or 0)


def _with_added(text: str, folded: str, kind: Kind, said: re.Match[str], found: Sum) -> Iterator[tuple[int, Pledge]]:
    """Go through a sum and those added to it, each with where it stands."""
    thought, led_by = _begin(folded, said), folded[said.end() : found.begin]
    anew = added_sums.said_anew(folded[thought : found.begin])
    when = times_over.when(folded, thought, found.begin, found.end)
    yield found.begin, _pledge(kind, text, folded, min(said.start(), found.begin), found, anew=anew, when=when)
    for added in added_sums.after(folded, found, led_by=led_by):
        yield added.sum.begin, _pledge(added.kind or kind, text, folded, added.begin, added.sum, anew=True)


def _pledge(
    kind: Kind, text: str, folded: str, begin: int, found: Sum, *, anew: bool, when: str = ""
) -> Pledge:  # fmt: skip
    times, end = times_over.count(folded, found.begin, found.end)
    words, amount = " ".join(text[begin:end].split()), folded[found.begin : found.end].strip()
    return Pledge(
        kind=kind, amount=amount, figures=found.figures, words=words, times=times, anew=anew, when=when
    )  # fmt: skip


def _begin(folded: str, said: re.Match[str]) -> int:
    return max(folded.rfind(sign, 0, said.start()) for sign in ".;!?\n") + 1


def _is_meant(folded: str, said: re.Match[str]) -> bool:
    begin = _begin(folded, said)
    ended = _END.search(folded, said.end())
    thought = folded[begin : ended.start() if ended else len(folded)]
    return not (
        "¿" in folded[begin : said.start() + 1]
        or _DENIED.search(folded[begin : said.start()])
        or _IF_BACK.search(thought)
    )


def _sum_after(folded: str, end: int) -> Sum | None:
    """Return the sum that the words lead to, in figures or in words: near, and in the same thought."""
    if without := added_sums.bare(folded, end):
        return without
    found = written_sums.find(folded, end, end + NEAR)
    return found if found is not None and _BETWEEN.fullmatch(folded[end : found.begin]) else None
