"""Files hold one idea, functions are short, names say something, and each room says what it is for."""

import ast
import re
from collections.abc import Iterator
from statistics import median

import pytest

from tests.architecture.source import HOUSE, ROOT, files, rooms, sources, told

LINES = 300
MEDIAN = 10
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "service", "handler", "process", "data", "info", "misc"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SILENCED = re.compile(r"# (?:type: ignore(?:\[[a-z, -]+\])?|noqa(?:: [A-Z0-9, ]+)?)\s*$")
SENTENCE = re.compile(r"[.!?](?=\s|$)")


def test_no_file_is_longer_than_one_idea():
    ours = [*files(HOUSE, ".py", ".html", ".css", ".js"), *files(ROOT / "tests", ".py"), *files(ROOT / "bin")]
    written = [path for path in ours if path.parent.name != "migrations"]
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    faults = [f"{path.relative_to(ROOT)}: {lines}" for path, lines in counted.items() if lines > LINES]
    assert not faults, told(faults)


def test_whoever_silences_a_check_says_why():
    faults = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files(ROOT, ".py") if path.parent.name != "migrations"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if SILENCED.search(line)
    ]  # fmt: skip
    assert not faults, told(faults)


def test_the_median_function_is_short(capsys: pytest.CaptureFixture[str]):
    lengths = [
        node.end_lineno - node.lineno + 1
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, FUNCTIONS)
    ]
    figure = median(lengths)
    with capsys.disabled():
        longest = sorted(lengths)[-(-len(lengths) * 9 // 10) - 1]
        print(f"\n{len(lengths)} functions: median {figure:.0f} lines, nine in ten within {longest}")
    assert figure <= MEDIAN


def test_names_say_something():
    faults = [f"{source.name}:{line}: {name}" for source in sources() for name, line in _empty(source.tree)]
    faults += [f"{source.name}: the file" for source in sources() if source.path.stem in EMPTY_WORDS]
    assert not faults, told(faults)


def _empty(tree: ast.AST) -> Iterator[tuple[str, int]]:
    fields = {id(field.target) for field in ast.walk(tree) if isinstance(field, ast.AnnAssign)}
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name):
                word = _last_word(node)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.arg(arg=name):
                word = name.strip("_")
            # An annotated field may be a platform's own word; a variable is ours.
            case ast.Name(id=name, ctx=ast.Store()) if id(node) not in fields:
                word = name.strip("_")
            case _:
                continue
        # Customers ask for the manager: as a variable it is a person, as a class it says nothing.
        trade = word == "manager" and not isinstance(node, ast.ClassDef)
        if word in EMPTY_WORDS and not trade:
            yield name, node.lineno


def _last_word(node: ast.ClassDef) -> str:
    """Return a class's last word; a manager of models is Django's word, and may be called so."""
    word = re.split(r"(?=[A-Z])", node.name)[-1].lower()
    inherited = any(ast.unparse(base).split("[")[0].lower().endswith(word) for base in node.bases)
    return "" if inherited else word


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_each_room_says_in_three_sentences_what_it_is_for_and_never_does(room):
    words = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert len(SENTENCE.findall(words)) == 3, words
    assert "never" in words.lower()
