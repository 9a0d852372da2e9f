"""Every dependency has a reason and is used; everything used is declared; the locks agree."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.source import ROOT, imports, sources

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
# Loaded by name, never imported by us.
BY_NAME = {
    "argon2-cffi": "Django's password hasher asks for it",
    "django-csp": "the settings name its middleware",
    "django-htmx": "the settings name it; its htmx is served from here",
    "httptools": "uvicorn's parser",
    "uvloop": "uvicorn's event loop",
}


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!; ]", requirement)[0].lower().replace("_", "-")


def _declared(*extras: str) -> set[str]:
    """Return what the program names, with its own extras; `dev` and `build` are for others."""
    more = [one for extra in extras for one in PROJECT["optional-dependencies"][extra]]
    return {_name(requirement) for requirement in [*PROJECT["dependencies"], *more]}


def _imported() -> set[str]:
    belongs = packages_distributions()
    tops = {name.partition(".")[0] for source in sources() for name, _ in imports(source.tree)}
    foreign = tops - set(sys.stdlib_module_names) - {"mostrador"}
    return {_name(owner) for top in foreign for owner in belongs.get(top, [f"{top} (not installed)"])}


def test_what_is_imported_is_declared():
    assert sorted(_imported() - _declared("encoder", "train")) == []


def test_what_is_declared_is_used():
    assert sorted(_declared("encoder", "train") - _imported() - BY_NAME.keys()) == []


def test_every_runtime_dependency_has_its_reason():
    block = PYPROJECT.partition("dependencies = [")[2].partition("\n]")[0]
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    assert [line for line in lines if not re.search(r'",\s+# .{8,}', line)] == []


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def test_the_developers_lock_holds_the_shops_lock():
    assert _pins("run.txt").items() <= _pins("dev.txt").items()


def test_every_pin_has_its_hash():
    for lock in ("run.txt", "dev.txt"):
        blocks = re.split(r"^(?=[\w.-]+==)", (ROOT / "requirements" / lock).read_text(encoding="utf-8"), flags=re.M)
        assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_the_locks_hold_what_is_declared():
    assert sorted(_declared("encoder") - _pins("run.txt").keys()) == []
    assert sorted(_declared("encoder", "train") - _pins("dev.txt").keys()) == []
