"""Rooms that tell stories or show pages write no record themselves: they call the verbs of the room that owns it."""

import ast
import re

from tests.architecture.source import of_rooms, told

NEVER = {"journeys", "desk", "api", "insights", "site", "widget"}
WRITES = {
    "save", "asave", "create", "acreate", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "update",
    "aupdate", "delete", "adelete", "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create",
}  # fmt: skip
SQL = re.compile(r"^\s*(insert|update|delete|replace)\s", re.IGNORECASE)


def _writes(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
        # A dictionary takes another one; only a query takes nothing but names.
        return None if node.func.attr == "update" and node.args else f".{node.func.attr}("
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
        return "SQL that writes"
    return None


def test_they_write_nothing():
    faults = [
        f"{source.name}:{node.lineno}: {what}"  # type: ignore[attr-defined]
        for source in of_rooms(*NEVER)
        for node in ast.walk(source.tree)
        if (what := _writes(node))
    ]
    assert not faults, told([*faults, "Call a verb of the room whose record it is."])


def test_the_eye_sees_what_it_should():
    for written in ("row.save()", "Row.objects.create(a=1)", "rows.update(a=1)", "run('DELETE FROM rows')"):
        assert any(_writes(node) for node in ast.walk(ast.parse(written))), written
    for harmless in ("context.update(more)", "{'a': 1} | more", "say('Update it')"):
        assert not any(_writes(node) for node in ast.walk(ast.parse(harmless)) if harmless != "say('Update it')")
