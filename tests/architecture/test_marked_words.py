"""What a person will read is marked for the translators where it is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from tests.architecture.source import HOUSE, files, sources, told

TRANSLATE = {"_", "N_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}
HIDDEN = re.compile(r"<!--.*?-->|<(script|style|svg|code|kbd)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^<>]*>|&\w+;", re.DOTALL)
ATTRIBUTE = re.compile(r"\b(title|alt|placeholder|aria-label)=\"([^\"]*)\"")
# Macros that return a piece of a tag: classes and attributes, not words.
IN_TAGS = re.compile(r"[\w-]+=\"[^\"]*\"|\w+--[\w-]*|\b(button|required)\b")
LETTERS = re.compile(r"[^\W\d_]{2,}")
PROPER = {"Mostrador", "Ctrl"}


def _bare(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id="for_people")], value=ast.Constant(value=str() as text)):
            return bool(text)
        case ast.AnnAssign(target=ast.Name(id="for_people"), value=ast.Constant(value=str() as text)):
            return bool(text)
    return False


def test_every_refusal_for_people_is_marked():
    faults = [
        f"{source.name}:{node.lineno}"  # type: ignore[attr-defined]  # stubs know only the base
        for source in sources()
        for node in ast.walk(source.tree)
        if _bare(node)
    ]
    assert not faults, told([*faults, "Write N_(…) around it (mostrador.kit.words)."])


def test_no_text_is_put_together_before_it_is_translated():
    faults = [
        f"{source.name}:{node.lineno}: {ast.unparse(node)[:80]}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in TRANSLATE
        and any(isinstance(word, ast.JoinedStr | ast.BinOp) for word in node.args)
    ]
    assert not faults, told([*faults, "Use placeholders: _('… %(name)s') % {'name': name}."])


PAGES = [path for path in files(HOUSE, ".html") if "templates" in path.parts and path.stem != "gallery"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOUSE).as_posix())
def test_no_page_shows_words_that_are_not_marked(page: Path):
    shown = "".join(_outside_marks(page.read_text(encoding="utf-8")))
    words = [*_in_attributes(shown), *LETTERS.findall(_plain(shown))]
    assert [word for word in words if word not in PROPER] == []


def _plain(shown: str) -> str:
    return IN_TAGS.sub(" ", TAG.sub(" ", HIDDEN.sub(" ", shown)))


def _outside_marks(text: str) -> Iterator[str]:
    """Yield the page as text, without what its template language says and without what is marked already."""
    if "{% load " in text:  # a page of Django's templates, for sign-in
        yield re.sub(r"\{% (blocktrans\w*).*?\{% end\1 %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text, flags=re.DOTALL)
        return
    marked = deep = False
    for _, kind, value in jinja2.Environment().lex(text):
        deep = kind == "block_begin" or (deep and kind != "block_end")
        if kind == "name" and deep and value in ("trans", "endtrans"):
            marked = value == "trans"
        if kind == "data" and not marked:
            yield value


def _in_attributes(shown: str) -> list[str]:
    return [word for _, text in ATTRIBUTE.findall(shown) for word in LETTERS.findall(text)]
