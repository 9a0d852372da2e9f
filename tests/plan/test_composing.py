"""A plan is read to the same nodes, at the same places, as PyYAML alone reads it; no text of one ends the process."""

from pathlib import Path

import pytest
import yaml

import mostrador
from mostrador.plan.composing import composed

PLANS = [*Path(mostrador.__file__).parent.glob("**/*.yaml"), *Path(__file__).parent.glob("samples/*.yaml")]


def told(node):
    """Return all that the plan's rooms ask a node for, and the same of what stands in it."""
    places = [(mark.index, mark.line, mark.column) for mark in (node.start_mark, node.end_mark)]
    if isinstance(node, yaml.ScalarNode):
        return node.tag, places, node.value
    inner = [told(one) for pair in node.value for one in (pair if isinstance(pair, tuple) else (pair,))]
    return node.tag, places, node.flow_style, inner


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_nodes_and_places_are_those_of_pyyaml(plan):
    text = plan.read_text(encoding="utf-8")
    assert told(composed(text)) == told(yaml.compose(text, Loader=yaml.SafeLoader))


@pytest.mark.parametrize("text", ["[" * 300_000, "[" * 300_000 + "]" * 300_000, "- " * 300_000 + "a", "{a: " * 300_000])
def test_what_is_nested_without_end_is_refused_and_ends_nothing(text):
    with pytest.raises(RecursionError):
        composed(text)


@pytest.mark.parametrize("text", ["a: [1, 2", "a: 1\n b: 2", "a: \ufffe", 'a: "', "? a\n: - b\n  c"])
def test_what_is_wrong_is_said_in_the_words_of_pyyaml(text):
    with pytest.raises(yaml.YAMLError) as ours:
        composed(text)
    with pytest.raises(yaml.YAMLError) as theirs:
        yaml.compose(text, Loader=yaml.SafeLoader)
    assert str(ours.value) == str(theirs.value)
