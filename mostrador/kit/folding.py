"""Letters as they are compared: small, without accents, each in its place."""

import unicodedata

_UNACCENTED = {
    code: base
    for code in range(0xC0, 0x250)
    if (base := unicodedata.normalize("NFD", chr(code))[0]) != chr(code) and base.isascii()
}


def fold(text: str) -> str:
    """Return the text in small letters without accents, each character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower()[:1] or sign for sign in text)
    return lower if lower.isascii() else lower.translate(_UNACCENTED)
