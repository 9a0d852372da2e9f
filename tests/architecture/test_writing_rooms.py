"""Rooms that tell stories or show pages write no record themselves: they call the verbs of the room that owns it."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, Source, of_rooms, told

NEVER = {"journeys", "desk", "api", "insights", "site", "widget"}
WRITES = {
    "save", "asave", "create", "acreate", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "update",
    "aupdate", "delete", "adelete", "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create",
}  # fmt: skip
HARMLESS = {
    "mostrador/widget/views/page.py.save(": "segno draws the QR into memory",
}
SQL = re.compile(r"^\s*(insert|update|delete|replace)\s", re.IGNORECASE)


def _writes(node: ast.AST, modules: frozenset[str] = frozenset()) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
        # `drafting.save(…)` is a room's verb; a dictionary takes another one, only a query takes nothing but names.
        verb = isinstance(node.func.value, ast.Name) and node.func.value.id in modules
        return None if verb or (node.func.attr == "update" and node.args) else f".{node.func.attr}("
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
        return "SQL that writes"
    return None


def _written_in(source: Source) -> Iterator[str]:
    modules = _modules(source)
    for node in ast.walk(source.tree):
        if (what := _writes(node, modules)) and f"{source.name}{what}" not in HARMLESS:
            yield f"{source.name}:{node.lineno}: {what}"  # type: ignore[attr-defined]  # stubs know only the base


def _modules(source: Source) -> frozenset[str]:
    """Return the names under which the file knows modules of the house."""
    found = [node for node in ast.walk(source.tree) if isinstance(node, ast.ImportFrom)]
    names = [(node.module or "", alias.name, alias.asname) for node in found for alias in node.names]
    return frozenset(known or name for module, name, known in names if _is_module(module, name))


def _is_module(module: str, name: str) -> bool:
    path = ROOT.joinpath(*module.split("."), name)
    return path.is_dir() or path.with_suffix(".py").exists()


def test_they_write_nothing():
    faults = [fault for source in of_rooms(*NEVER) for fault in _written_in(source)]
    assert not faults, told([*faults, "Call a verb of the room whose record it is."])


def test_the_eye_sees_what_it_should():
    for written in ("row.save()", "Row.objects.create(a=1)", "rows.update(a=1)", "run('DELETE FROM rows')"):
        assert any(_writes(node) for node in ast.walk(ast.parse(written))), written
    for harmless in ("context.update(more)", "{'a': 1} | more", "say('Update it')"):
        assert not any(_writes(node) for node in ast.walk(ast.parse(harmless)) if harmless != "say('Update it')")
