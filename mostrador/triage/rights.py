"""Somebody uses a right over their own data: to see it, have it mended, erased or taken along, to forbid its use.

The words are those of the laws (GDPR, Spain's LOPDGDD, Brazil's LGPD, the habeas data of America) and of the forms that
authorities hand out; a message may be nothing but them, and nobody may overlook it, for the law counts the days.
"""

from __future__ import annotations

from mostrador.triage.plain_words import Words
from mostrador.triage.reading import Read

_BEGIN = (
    "derecho", "derechos", "direito", "direitos", "right", "rights", "datos", "dados", "data", "information", "subject",
    "consentimiento", "consentimento", "consent", "rgpd", "gdpr", "lgpd", "lopd", "lopdgdd", "ccpa", "dsar", "habeas",
)  # fmt: skip
_UP_TO = r"(?:[^\s.?!]+ ){0,4}?"
_LAWS = r"rgpd|gdpr|lgpd|lopd|lopdgdd|ccpa|dsar|habeas data|derechos (?:arco|arsulipo)|subject access"
_RIGHTS = (
    r"derechos? (?:de |a |al |a la )+(?:supresion|oposicion|rectificacion|portabilidad|olvido)"
    r"|direitos? (?:de |a |ao |da |do )*(?:exclusao|eliminacao|apagamento|oposicao|retificacao|portabilidade)"
    r"|direito ao esquecimento"
    r"|rights? (?:to |of )+(?:erasure|rectification|data portability|object to|be forgotten)|titular d[eo]s? dados"
)
_THEIRS = (
    r"(?:mis|meus|my) (?:\S+ )?(?:datos|dados|data)"
    r"(?! (?:de|for) (?:envio|facturacion|entrega|cobranca|delivery|billing))"
    r"|(?:datos|dados) (?:personales|pessoais)|personal (?:data|information)|data (?:\S+ ){0,2}(?:about|on) me"
)
_ASKED = (
    r"derecho|direito|rights?|ejerc\w+|exerc\w+|borr\w+|elimin\w+|suprim\w+|supresion|apag\w+|exclu\w+|delet\w+|eras\w+"
    r"|copia|copy|portabilidade?|portability|opongo|oponerme|oponho|object|rectifi\w+|retific\w+|tratamiento|tratamento"
    r"|processing"
)
_CONSENT = (
    r"(?:retir\w+|revoc\w+|revog\w+|withdraw\w*|revok\w+) " + _UP_TO + r"(?:consentimiento|consentimento|consent)"
)
_CLAIMED = Words(
    rf"\b(?:{_LAWS}|{_RIGHTS}|{_CONSENT}|(?:{_ASKED}) {_UP_TO}(?:{_THEIRS})|(?:{_THEIRS}) {_UP_TO}(?:{_ASKED}))\b",
    beginning=_BEGIN,
)


def claimed(message: Read) -> bool:
    """Say whether words stand in it by which somebody uses such a right, or asks about that law."""
    return _CLAIMED.stand_in(message)
