"""The Jinja2 environment of every page of ours: words, times, icons, links with a fingerprint."""

import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string

from mostrador.kit import drawing, icons, linking, looks, saying, words
from mostrador.kit.addressing import address
from mostrador.kit.tongues import Tongues

EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols")
OURS = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    # A row without a draft or a photograph is no fault: what is missing is empty, in development too.
    "undefined": jinja2.Undefined,
}


def environment(**options: Any) -> jinja2.Environment:
    """Return the environment for Django's Jinja2 backend; `options` are the backend's own."""
    made = Tongues(**{**options, **OURS}, extensions=EXTENSIONS)
    _teach_words(made)
    made.globals.update(GLOBALS)
    made.filters.update(saying.FILTERS, stone=drawing.stone, initials=drawing.initials, linked=linking.linked)
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named view."""
    return address(name, *args) if not kwargs else reverse(name, args=args, kwargs=kwargs)


def static(path: str) -> str:
    """Return a static file's address with `?v=` its fingerprint, so that browsers may keep it for ever."""
    return f"{settings.STATIC_URL or '/static/'}{path}?v={_fingerprint()(path)}"


@lru_cache(maxsize=2000)
def _drawn(draw: Callable[..., str], shown: tuple[tuple[str, Any], ...] | None) -> str:
    return draw() if shown is None else draw(dict(shown))


def once(draw: Callable[..., str], shown: dict[str, Any] | None = None) -> str:
    """Draw a macro of one argument or none, unless it was drawn lately with the same values, which are hashable.

    Most rows of a list are as they were when somebody looks again.
    """
    return _drawn(draw, None if shown is None else tuple(shown.items()))


@cache
def _fingerprint() -> Callable[[str], str]:
    if name := getattr(settings, "STATIC_FINGERPRINT", ""):
        found: Callable[[str], str] = import_string(name)
        return found
    return digest


@cache
def digest(path: str) -> str:
    """Return sixteen hexadecimal digits of the file's SHA-256; raises `NoSuchFile` for a path no app holds."""
    content = b"".join(_file(part).read_bytes() for part in looks.JOINED.get(path, (path,)))
    return hashlib.sha256(content).hexdigest()[:16]


def _file(path: str) -> Path:
    places = (Path(app.path) / "static" / path for app in apps.get_app_configs())
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NoSuchFile(path)
    return found


class NoSuchFile(LookupError):
    """A template links a static file that does not exist."""


def _teach_words(made: jinja2.Environment) -> None:
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the i18n extension adds it
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )


GLOBALS: dict[str, Any] = {
    "static": static,
    "url": url,
    "once": once,
    "icon": icons.icon,
    "ring_arcs": drawing.ring_arcs,
    "sheets": (looks.WHOLE,),
    "scripts": looks.SCRIPTS,
    "htmx": looks.HTMX,
    "N_": words.N_,
    "language": translation.get_language,
    "is_right_to_left": translation.get_language_bidi,
}
