"""A page is compiled once for each language, with its words already in it.

A page of the desk says some two hundred of them. Looked up at every drawing they were a tenth of its cost.
"""

from collections.abc import Callable
from typing import Any

import jinja2
from django.utils import translation
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

LOOKED_UP: dict[str, Callable[..., str]] = {
    "_": translation.gettext,
    "gettext": translation.gettext,
    "pgettext": translation.pgettext,
}


class Tongues(jinja2.Environment):
    """Hands out templates in the language of whoever asks; what a template includes stays in that language."""

    language = ""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a name up in a dictionary first: nearly all that our pages are told is one.

        Jinja asks it for an attribute first, and the refusal costs more than all the rest.
        """
        if obj.__class__ is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def make_globals(self, d: Any) -> Any:
        """Return a plain dictionary: all that is global was taught before the first page, and Jinja's chain of two
        is walked name by name at every import of a macro."""
        return {**self.globals, **d} if d else self.globals

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        if self.language:
            return super().get_template(name, parent, globals)
        return self._spoken().get_template(name, parent, globals)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> jinja2.Template:
        if self.language:
            return super().from_string(source, globals, template_class)
        return self._spoken().from_string(source, globals, template_class)

    def _spoken(self) -> "Tongues":
        language = translation.get_language() or "en"
        known: dict[str, Tongues] = self.__dict__.setdefault("_known", {})
        if language not in known:
            made = self.overlay()
            made.language = language
            known[language] = made
        return known[language]

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        with translation.override(self.language or None):
            return super()._generate(_Saying().visit(source), *args, **options)


class _Saying(NodeTransformer):
    """Puts the translation in the place of a call for a word that is known when compiling.

    Exactly what the call would have given: safe markup, in which `%%` stands for one.
    """

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        look_up = LOOKED_UP.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        said = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if look_up is None or len(said) < len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        return nodes.Const(Markup(look_up(*said)) % {}, lineno=node.lineno)  # noqa: S704  our own catalogue's words
