"""A channel is one file: its key stands in no other file of mostrador/ (the demo shop names its doors)."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.architecture.source import HOUSE, Source, files, sources, told

CHANNELS = HOUSE / "doors" / "channels"
# Everyday words: only a line that speaks of channels can mean the channel.
EVERYDAY = {"email", "line", "matrix", "website", "x"}
ABOUT_CHANNELS = re.compile(r"channel|connection|door|\.key\b", re.IGNORECASE)


@cache
def _keys() -> dict[str, Path]:
    """Return the key of every channel with its file, read without running it."""
    found = {}
    for source in sources():
        if source.path.parent == CHANNELS:
            found |= dict.fromkeys(_keys_in(source.tree), source.path)
    return found


def _keys_in(tree: ast.Module) -> list[str]:
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assigned = [line for one in classes for line in one.body if isinstance(line, ast.Assign)]
    return [ast.literal_eval(line.value) for line in assigned if ast.unparse(line.targets[0]) == "key"]


def _elsewhere() -> list[Source]:
    return [source for source in sources() if source.path.parent != CHANNELS and source.room != "demo"]


def _named_in(source: Source) -> list[str]:
    lines = source.text.splitlines()
    words = [node for node in ast.walk(source.tree) if isinstance(node, ast.Constant) and node.value in _keys()]
    return [
        f"{source.name}:{word.lineno} names {word.value!r}"
        for word in words
        if word.value not in EVERYDAY or ABOUT_CHANNELS.search(lines[word.lineno - 1])
    ]


def test_there_are_channels_to_look_for():
    assert len(_keys()) >= 1
    assert all(path.stem == key.replace("-", "_") for key, path in _keys().items())


def test_no_python_file_names_one():
    faults = [fault for source in _elsewhere() for fault in _named_in(source)]
    assert not faults, told(faults)


def test_no_page_style_or_script_names_one():
    words = [re.escape(key) for key in _keys() if key not in EVERYDAY]
    names = re.compile(rf"[\"'#.-]({'|'.join(words)})[\"'\s{{]")
    faults = []
    for path in files(HOUSE, ".html", ".css", ".js", ".txt"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if hit := names.search(line):
                faults.append(f"{path.relative_to(HOUSE)}:{number} names {hit[1]!r}")
    assert not faults, told(faults)
