"""Addresses in what people write become links: only of the web, everything around them escaped."""

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

ADDRESS = re.compile(r"""https?://[^\s<>"'«»]+""", re.IGNORECASE)
ENDING = ".,;:!?)]}"
"""Signs that end a sentence around an address rather than the address."""
LINK = Markup('<a class="link" href="{0}" target="_blank" rel="noopener noreferrer nofollow ugc">{0}</a>')


def linked(text: object) -> Markup:
    """Return the text escaped, with each http or https address in it as a link that gives away nothing of ours."""
    words, pieces, start = str(text), [], 0
    if isinstance(text, Markup):
        return text
    for found in ADDRESS.finditer(words):
        address = found[0].rstrip(ENDING)
        if not _is_whole(address):
            continue
        pieces += [escape(words[start : found.start()]), LINK.format(address)]
        start = found.start() + len(address)
    return Markup("").join([*pieces, escape(words[start:])])


def _is_whole(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
