"""Every place in the source where the house can be told to die is rehearsed, and no other."""

import ast

from tests.architecture.source import sources
from tests.faults.points import NEEDS_BEFORE, OF_COPIES, POINTS


def test_the_harness_knows_every_place_in_the_source() -> None:
    assert {place for source in sources() for place in _places(source.tree)} == {*POINTS, *OF_COPIES}


def test_what_needs_something_before_is_a_place_too() -> None:
    assert {*NEEDS_BEFORE, *NEEDS_BEFORE.values()} <= POINTS.keys()


def _places(tree: ast.AST) -> list[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "reached"]
    return [call.args[0].value for call in named if isinstance(call.func.value, ast.Name)
            and call.func.value.id == "failpoints" and isinstance(call.args[0], ast.Constant)]  # fmt: skip
