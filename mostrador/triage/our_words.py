"""Words of ours as they are read before they leave: folded, and without what is only quoted."""

import re

from mostrador.kit.folding import fold

LONGEST = 4_000  # characters
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|^\s*>.*$|https?://\S+", re.MULTILINE)


def plain(text: str) -> str:
    """Return the text in small letters without accents; quotes and links are blanked, each letter in its place."""
    folded = fold(text[:LONGEST]).replace("’", "'")
    return _QUOTED.sub(lambda found: " " * len(found.group()), folded)
