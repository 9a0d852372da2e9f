"""The docs tell what exists: links lead somewhere, and every channel, command and setting is told."""

import re
import sys
import unicodedata
from pathlib import Path

import pytest

from mostrador.doors import finding
from mostrador.site import cli, reference
from tests.architecture.source import ROOT, files, sources, told

PAGES = [path for path in files(ROOT, ".md") if "tests" not in path.relative_to(ROOT).parts]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
PATH = re.compile(r"`((?:mostrador|tests|bin|docs|deploy|requirements|locale)/[\w./-]*)`")
VARIABLE = re.compile(r"\bMOSTRADOR_[A-Z]+(?:_[A-Z]+)*\b")
RUNNING = ROOT / "docs" / "running"
ids = {"ids": lambda path: path.relative_to(ROOT).as_posix()}


@pytest.mark.parametrize("page", PAGES, **ids)
def test_links_lead_somewhere(page: Path):
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    faults = [link for link in LINK.findall(text) if "://" not in link and not _leads(page, link)]
    assert not faults, told(faults)


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [unicodedata.normalize("NFC", title).lower() for title in titles]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain}


@pytest.mark.parametrize("page", PAGES, **ids)
def test_the_paths_it_names_are_there(page: Path):
    text = page.read_text(encoding="utf-8")
    assert [path for path in PATH.findall(text) if not (ROOT / path).exists()] == []


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            waiting += [target] if target.is_file() else []
    assert [path.relative_to(ROOT).as_posix() for path in PAGES if path not in reached] == []


@pytest.mark.parametrize("name", reference.PAGES)
@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse words its help differently from Python 3.13 on")
def test_pages_from_the_code_are_fresh(name: str):
    assert (ROOT / name).read_text(encoding="utf-8") == reference.page(name), "python -m mostrador.site.reference"


def test_every_channel_and_command_is_told():
    doors, commands = ((RUNNING / name).read_text(encoding="utf-8") for name in ("doors.md", "commands.md"))
    assert [key for key in finding.channels() if f"(`{key}`)" not in doors] == []
    assert [one.name for one in cli.commands() if f"## {one.name}\n" not in commands] == []


def test_every_setting_is_told_and_no_other():
    used = {name.removesuffix("_FILE") for source in sources() for name in VARIABLE.findall(source.text)}
    present, _, future = (RUNNING / "settings.md").read_text(encoding="utf-8").partition("## Not there yet")
    assert sorted(used - set(VARIABLE.findall(present))) == []
    assert sorted(set(VARIABLE.findall(present)) - used) == []
    assert sorted(set(VARIABLE.findall(future)) & used) == []


def test_every_decision_is_listed_and_complete():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for page in sorted(folder.glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        assert f"({page.name})" in listed
        for part in ("Status", "Context", "Decision", "What we gave up", "How we would notice we were wrong"):
            assert f"**{part}.**" in text, f"{page.name}: {part}"


def test_the_scripts_that_the_readme_names_are_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bbin/\w+", readme))
    assert {"bin/run", "bin/test"} <= named
    assert [name for name in named if not (ROOT / name).stat().st_mode & 0o111] == []
