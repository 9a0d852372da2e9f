"""Every condition says by its own examples what it means; here they run."""

import ast
import sys
from pathlib import Path

import pytest

from mostrador.plan import conditions, matching
from mostrador.plan.shape import Act, Facts
from mostrador.plan.written import spots

MODULES = sorted({module.__name__: module for module in matching.modules().values()}.items())
EXAMPLES = [(module, *example) for _, module in MODULES for example in module.EXAMPLES]


def facts_of(told):
    act = told.get("act")
    return Facts(**{**told, "act": Act(*act)} if act else told)


@pytest.mark.parametrize(("module", "word", "value", "told", "answer"), EXAMPLES)
def test_examples(module, word, value, told, answer):
    assert module.wrong(word, value) == ""
    assert module.WORDS[word](facts_of(told), value) is answer


@pytest.mark.parametrize(("name", "module"), MODULES)
def test_every_word_has_an_example_and_refuses_nonsense(name, module):
    said_yes = {word for word, _, _, answer in module.EXAMPLES if answer}
    if name.endswith(".acts"):  # one function for all its words
        said_yes |= module.WORDS.keys()
    assert said_yes == module.WORDS.keys()
    for word in module.WORDS:
        assert ". " in module.wrong(word, {"un": "sinsentido"})
        assert module.__doc__


@pytest.mark.parametrize("path", sorted(Path(conditions.__path__[0]).glob("*.py")), ids=lambda path: path.stem)
def test_conditions_know_nothing_but_the_standard_library_and_money(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name == "mostrador.kit.money" or name.split(".")[0] in sys.stdlib_module_names


def test_the_needs_are_those_of_triage():
    from mostrador.plan.conditions.need import NEEDS
    from mostrador.triage import needs

    assert set(NEEDS) == set(needs.KINDS)


@pytest.mark.parametrize(
    ("written", "told", "answer"),
    [
        ("{need: complaint, fault: ours}", {"needs": ("complaint",), "fault": "ours"}, True),
        ("{need: complaint, fault: ours}", {"needs": ("complaint",)}, False),
        ("{any_of: {need: buy, public: true}}", {"public": True}, True),
        ("{any_of: {need: buy, public: true}}", {}, False),
        ("{all_of: {need: buy, public: true}}", {"needs": ("buy",)}, False),
        ("{none_of: {need: buy, public: true}}", {}, True),
        ("{public: true, none_of: {need: [praise, greeting]}}", {"public": True, "needs": ("praise",)}, False),
        ("any", {}, True),
    ],
)
def test_conditions_are_joined(written, told, answer):
    spot = spots(f"when: {written}", file="x").take("when")
    assert matching.when(spot).holds(facts_of(told)) is answer
    assert not spot.findings.found
