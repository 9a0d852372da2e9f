"""Names, words of a list and other short texts as they are kept: two that read the same are the same."""

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero-width space, word joiner, byte order mark


def one_line(text: str) -> str:
    """Return the text in one line: single spaces of whatever kind, none at its ends, nothing that nobody sees.

    Joiners and marks of direction stay: in names and emoji they are seen.
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())
