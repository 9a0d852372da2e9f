"""How often a sum is given: "3 x 25 €", "tres vales de 25 €", "40 € dos veces"; and the day that tells two apart."""

from __future__ import annotations

import re

_WORDS = {
    "dos": 2, "two": 2, "dois": 2, "duas": 2, "tres": 3, "three": 3, "cuatro": 4, "four": 4, "quatro": 4, "cinco": 5,
    "five": 5, "seis": 6, "six": 6, "siete": 7, "seven": 7, "sete": 7, "ocho": 8, "eight": 8, "oito": 8, "nueve": 9,
    "nine": 9, "nove": 9, "diez": 10, "ten": 10, "dez": 10, "doce": 12, "twelve": 12, "doze": 12, "twice": 2,
}  # fmt: skip
COUNT = rf"(?:[1-9]\d?|{'|'.join(_WORDS)})"
COUPON = (
    r"(?:vales?|cheques?|tarjetas? regalo|bonos?|cupon(?:es)?|cupao|cupoes|cart(?:ao|oes) presente|vouchers?"
    r"|gift cards?|store credit|coupons?)"
)
_PAYMENTS = (
    r"(?:pagos|plazos|cuotas|ingresos|abonos|reembolsos|devoluciones|descuentos|rebajas|transferencias|payments|refunds"
    r"|discounts|instalments|installments|pagamentos|parcelas|prestacoes|descontos|estornos)"
)
_VECES = r"(?:veces|vezes|times)"
_DAYS = (
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:mon|tues|wednes|thurs|fri|satur|sun)day|segunda|terca"
    r"|quarta|quinta|sexta"
)
WHEN = (
    r"(?:pasado manana|depois de amanha|hoy|ahora|manana|today|now|tomorrow|hoje|agora|amanha"
    rf"|(?:el|on|na|no) (?:{_DAYS})|(?:la|el|na|no) (?:semana|mes) (?:que viene|que vem)|next (?:week|month))"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?P<count>{COUNT})"
    rf"(?: ?[x×*] ?| {_VECES} | (?:{COUPON}|{_PAYMENTS})(?: (?:de|por|of|for|worth))? )(?:r\$|[$€£])?$"
)
_AFTER = re.compile(rf" ?(?:[x×*] ?(?P<figure>[1-9]\d?)|(?P<count>{COUNT}) {_VECES}|(?P<twice>twice))(?!\w)")
_OF_THEM, _SOME = re.compile(rf"(?<!\w)({COUNT}) $"), re.compile(r" (?:vouchers|gift cards|coupons)(?!\w)")
_WHEN = re.compile(rf"(?<!\w){WHEN}(?!\w)")
_THE_SAME = re.compile(r"(?<!\w)(?:l?os|las|es[eo]s?|est[eo]s?|essa|esse|the|th[oe]se|that|your|tus|dich[oa]s) $")


def count(folded: str, begin: int, end: int) -> tuple[int, int]:
    """Return how often the sum between these places is given, and where the words end that say so."""
    found = _BEFORE.search(folded, max(0, begin - 40), begin) or _AFTER.match(folded, end)
    if found is None and _SOME.match(folded, end):
        found = _OF_THEM.search(folded, max(0, begin - 10), begin)
    if found is None:
        return 1, end
    said = next(one for one in found.groups() if one)
    return _WORDS.get(said) or int(said), max(end, found.end())


def when(folded: str, thought: int, begin: int, end: int) -> str:
    """Return the day that words give a sum: the last one before it in its thought, or the one right behind it.

    Nothing where they speak of a sum that was told: "mañana te ingresamos esos 20 €".
    """
    if _THE_SAME.search(folded, max(thought, begin - 12), begin):
        return ""
    behind = _WHEN.match(folded, end + 1)
    before = behind or max(_WHEN.finditer(folded, thought, begin), key=lambda one: one.start(), default=None)
    return before.group() if before else ""
