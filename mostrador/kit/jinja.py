"""The Jinja2 environment of every page of ours: words, times, icons, links with a fingerprint."""

import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

import jinja2
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string

from mostrador.kit import drawing, icons, linking, looks, pieces, saying, words
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


class Tellable(Protocol):
    """Something hashable that knows how it is shown: two that are equal look the same."""

    def shown(self) -> dict[str, Any]: ...


@lru_cache(maxsize=2000)
def once(draw: Callable[..., str], one: Tellable | None = None) -> str:
    """Draw a macro of one argument or none, unless an equal one was drawn lately: what it shows is not even told then.

    Most rows of a list are as they were when somebody looks again. A macro belongs to one language.
    """
    return draw() if one is None else draw(one.shown())


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
    "lay": pieces.lay,
    "with_form": pieces.with_form,
    "FORM": pieces.FORM,
    "icon": icons.icon,
    "ring_arcs": drawing.ring_arcs,
    "sheets": (looks.WHOLE,),
    "scripts": looks.SCRIPTS,
    "htmx": looks.HTMX,
    "N_": words.N_,
    "language": translation.get_language,
    "is_right_to_left": translation.get_language_bidi,
}
