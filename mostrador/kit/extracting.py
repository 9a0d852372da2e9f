"""Finds the words that people read: in Python, in our Jinja2 pages and in the Django templates of sign-in."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from django.utils.translation.template import templatize

from mostrador.kit.catalogues import ROOT

# Django's own name for where a message stands; Babel calls methods by "module:function".
METHODS = [
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("accounts/templates/**", "mostrador.kit.extracting:extract_django"),
    ("**/templates/**", "jinja2"),
]
OPTIONS = {
    "**/templates/**": {
        # As in kit.jinja, and a page that does not parse must not lose its words silently.
        "extensions": "jinja2.ext.i18n,jinja2.ext.do,jinja2.ext.loopcontrols",
        "newstyle_gettext": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
    }
}
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")},
    "gettext_noop": None,
}


def template(folder: Path = ROOT / "mostrador") -> Catalog:
    """Return a catalogue of every text marked in the folder's files."""
    found = Catalog(domain="django", fuzzy=False)
    marked = extract_from_dir(folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, line, text, comments, context in marked:
        found.add(text, None, [(f"{folder.name}/{file}", line)], auto_comments=comments, context=context)
    return found


def extract_django(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[Any]:
    """Extract from a Django template: Django turns it into Python-like source, Babel reads that."""
    source = templatize(file.read().decode("utf-8"))
    return extract_python(io.BytesIO(source.encode()), keywords, tags, options)
