"""The age that somebody writes of themselves: "tengo 16 años", "I'm seventeen", "sou menor"."""

from __future__ import annotations

import re

from mostrador.triage.our_words import plain

OF_AGE = 18
_WORDS = {
    "doce": 12, "twelve": 12, "doze": 12, "trece": 13, "thirteen": 13, "treze": 13, "catorce": 14, "fourteen": 14,
    "catorze": 14, "quince": 15, "fifteen": 15, "quinze": 15, "dieciseis": 16, "sixteen": 16, "dezasseis": 16,
    "dezesseis": 16, "diecisiete": 17, "seventeen": 17, "dezassete": 17, "dezessete": 17, "dieciocho": 18,
    "eighteen": 18, "dezoito": 18,
}  # fmt: skip
_AGE = rf"(?P<age>\d{{1,2}}|{'|'.join(_WORDS)})"
_TOLD = tuple(
    re.compile(one)
    for one in (
        rf"(?<!\w)(?:tengo|tenho|cumpli|acabo de cumplir)(?: (?:solo|apenas|ya|ja|so))? {_AGE} (?:anos|anitos)"
        r"(?! (?:de (?!edad|idade)|como|con|com|siendo|comprando|viniendo))(?!\w)",
        rf"(?<!\w)(?:i'm|i am|im)(?: only| just)? {_AGE}(?: years? old\b| yo\b|(?= ?(?:[.,;!?\n]|$)))",
        r"(?<!\w)(?<!no )(?<!nao )(?<!not )(?:soy|sou) menor(?: de (?:edad|idade|18))?(?= ?(?:[.,;!?\n]|$| y | e ))",
        r"(?<!\w)(?:i'm|i am) (?:underage|a minor|under 18)(?!\w)",
    )
)


def told(text: str) -> int | None:
    """Return the age that they last say they are, 0 for "under age"; None where they say none."""
    folded = plain(text)
    said = max((one for each in _TOLD for one in each.finditer(folded)), key=lambda one: one.start(), default=None)
    if said is None:
        return None
    age = said.groupdict().get("age")
    return 0 if age is None else _WORDS.get(age) or int(age)
