"""The house as text: what the architecture tests read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "mostrador"
# What `git` ignores too: made by tools, or a shop's own data.
FOREIGN = {"data", "build", "node_modules"}


@dataclass(frozen=True)
class Source:
    """One Python file of ours."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        return self.path.relative_to(HOUSE).parts[0]


@cache
def sources() -> tuple[Source, ...]:
    """Return every Python file of mostrador/; migrations are written by a tool."""
    return tuple(_read(path) for path in sorted(HOUSE.rglob("*.py")) if path.parent.name != "migrations")


def of_rooms(*rooms: str) -> list[Source]:
    return [source for source in sources() if source.room in rooms]


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path, text, ast.parse(text))


def rooms() -> list[Path]:
    return sorted(path.parent for path in HOUSE.glob("*/__init__.py"))


def files(folder: Path = ROOT, *endings: str) -> Iterator[Path]:
    """Yield the repository's own files with one of these endings (all when none is given)."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if not _foreign(path):
                yield from files(path, *endings)
        elif path.name != ".git" and (not endings or path.suffix in endings):  # in a worktree it is a file
            yield path


def _foreign(folder: Path) -> bool:
    hidden = folder.name.startswith((".", "__pycache__")) and folder.name != ".ci"
    return hidden or folder.name.endswith(".egg-info") or (folder.parent == ROOT and folder.name in FOREIGN)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every module that is imported, wherever the import stands, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def told(faults: list[str]) -> str:
    """Return the faults one a line, for an assertion's message."""
    return "\n" + "\n".join(faults)
