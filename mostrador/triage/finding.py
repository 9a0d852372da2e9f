"""Things named in a text: products, order numbers, amounts, days, places, links, addresses. Each as it was written."""

from __future__ import annotations

import re

from msgspec import Struct, structs

from mostrador.shop.recognising import NOTHING, Names, Sighting
from mostrador.triage.traits import LINK, masked

MOST = 8  # of one sort: nobody names more
LOOKED_AT = 4_000  # characters


class Found(Struct, frozen=True, kw_only=True):
    """What a message names, in the order in which it does."""

    order_numbers: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    products: tuple[Sighting, ...] = ()


_WEEKDAYS = (
    "lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|monday|tuesday|wednesday|thursday|friday"
    "|saturday|sunday|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira"
)
_FAIRS = "segunda|terça|terca|quarta|quinta|sexta"  # "second" to "sixth" too: days only after "na" and "até"
_MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|january|february|march"
    "|april|june|july|august|september|october|november|december|janeiro|fevereiro|março|maio|junho|julho|setembro"
    "|outubro|novembro|dezembro"
)
_SOON = "hoy|mañana|ayer|anteayer|today|tomorrow|yesterday|tonight|hoje|amanhã|ontem|anteontem"
_MONEY = r"€|eur(?:os?)?|pavos|pesos|reais|dólares|dolares|dollars|usd|mxn|ars|brl|gbp|pounds|quid|libras"
_NUMBER = r"\d{1,3}(?:[.,\s]\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"

_ORDER = re.compile(
    r"(?:pedidos?|orden|compra|encargo|reserva|factura|order|booking|invoice|encomenda|nota|n[º°o]\.?|numero|número"
    r"|ref(?:erencia|erência)?\.?|tracking|seguimiento|rastreio|#)\s*(?:es\s+el|número|[:#é]|is|el)?\s*"
    r"#?([A-Z]{0,4}-?\d{3,}[A-Z0-9-]*)|#\s?([A-Z]{0,4}-?\d{3,})|\b([A-Z]{2,4}-?\d{3,}[A-Z0-9]*)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(rf"(?:R\$|[$€£])\s?(?:{_NUMBER})|(?:{_NUMBER})\s?(?:{_MONEY})(?!\w)", re.IGNORECASE)
_FIRST = "".join(sorted({word[0] for word in "|".join((_WEEKDAYS, _FAIRS, _MONTHS, _SOON)).split("|")}))
_DAY = re.compile(
    rf"\b(?=[\d{_FIRST}])(?:"  # most words begin like no day: they are not held against each of them
    rf"\b\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b\d{{1,2}}\s+(?:de\s+)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|\b(?:{_SOON})\b|\b(?:{_WEEKDAYS})\b|(?<=\bna )(?:{_FAIRS})\b|(?<=\baté )(?:{_FAIRS})\b)",
    re.IGNORECASE,
)
_RATING = re.compile(r"\b(?:\d|10)/(?:5|10)\b(?!/)|\b\d{1,2}/7\b(?!/)")
"""Out of five, out of ten, round the clock: no days."""
_CAPITAL, _LETTERS = "[A-ZÁÉÍÓÚÑÂÊÔÃÕÇ]", "[a-záéíóúñâêôãõç]"
_NAME = rf"{_CAPITAL}{_LETTERS}{{3,}}(?:\s(?:de\s(?:la\s)?)?{_CAPITAL}{_LETTERS}+){{0,3}}"
_SENT = (
    r"(?:env|mand|lleg|entreg|despach|desped|viaj|vuel|voo|bilhete|billete|salida|salid|portes|frete|cheg|vivo|moro|estoy"
    r"|estou|live|ship|deliver|post|flight|courier|tienda|loja|shop|sucursal|filial)\w*"
)
_PLACE = re.compile(
    r"\b(?:calle|c/|avenida|avda\.?|plaza|paseo|rua|travessa|praça|street|road|avenue)\s+"
    rf"(?:(?:de|del|la|las|los|da|do|das|dos)\s+){{0,3}}{_NAME}(?:,?\s+\d{{1,4}})?"
    rf"|\b(?i:{_SENT})\s(?:[^\W\d_]+\s){{0,3}}?(?:a|en|em|to|in|para|pra)\s(?!(?i:{_MONTHS}|{_WEEKDAYS})\b)(?P<place>{_NAME})"
)
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+\b")
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+\d|\d(?=\d*[\s.-]\d|\d{8}))(?:[\s.-]?\d){8,13}(?![\w/-])")
_APART = re.compile(r"[\s.+-]")
_FIGURE = re.compile(r"\d")


def find(text: str, *, sold: Names = NOTHING) -> Found:
    """Return what the text names, and of what is sold what it means."""
    text = text[:LOOKED_AT]
    mails = _each(_MAIL, text) if "@" in text else ()
    bare = _MAIL.sub(" ", text) if mails else text
    found = Found(days=_days(bare), places=_each(_PLACE, bare), links=_links(bare), mails=mails)
    found = _with_figures(found, bare) if _FIGURE.search(bare) else found
    return structs.replace(found, products=_products(bare, sold, places=found.places)) if sold else found


def products(text: str, *, sold: Names) -> tuple[Sighting, ...]:
    """Return what a text names of what is sold; the name of a street, a town or an address is none of it."""
    return find(text, sold=sold).products if sold and sold.find(text) else ()


def _products(text: str, sold: Names, *, places: tuple[str, ...]) -> tuple[Sighting, ...]:
    seen = (one for one in sold.find(masked(text)) if not any(one.words in place for place in places))
    return tuple({one.products: one for one in seen}.values())[:MOST]


def _days(text: str) -> tuple[str, ...]:
    return _each(_DAY, _RATING.sub(" ", text))


def _links(text: str) -> tuple[str, ...]:
    return _each(LINK, text) if "." in text or ":" in text else ()


def _with_figures(found: Found, text: str) -> Found:
    """Add what cannot be named without a figure: most texts have none."""
    phones = _each(_PHONE, text)
    orders = _each(_ORDER, LINK.sub(" ", _PHONE.sub(_unless_one_number, text)))
    return structs.replace(
        found, order_numbers=orders, amounts=_each(AMOUNT, text),
        phones=tuple(number for number in phones if number not in orders),
    )  # fmt: skip


def _unless_one_number(phone: re.Match[str]) -> str:
    """Blank a telephone number written in groups; one run of figures may be an order's."""
    return " " if _APART.search(phone.group()) else phone.group()


def _each(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = (next((part for part in match.groups() if part), match.group()) for match in pattern.finditer(text))
    return tuple(dict.fromkeys(each.strip() for each in found))[:MOST]
