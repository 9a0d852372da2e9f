"""A YAML file as it was written: plain values that still know their lines, and a list of what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import yaml
from yaml.reader import ReaderError

from mostrador.plan import unreadable
from mostrador.plan.composing import composed
from mostrador.plan.findings import Finding, PlanWrong

T = TypeVar("T")
U = TypeVar("U")
DEEPEST = 12
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""A number as people write it; YAML takes 030 for 24, 0x1E for 30 and 10:00 for 600 besides."""
MERGE = "tag:yaml.org,2002:merge"
_MISSING: Any = object()


class Findings:
    """Collects what is wrong in one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def error(self, line: int, what: str, fix: str) -> None:
        self.found.append(Finding(file=self.file, line=line, what=what, fix=fix))

    def warn(self, line: int, what: str, fix: str) -> None:
        self.found.append(Finding(file=self.file, line=line, what=what, fix=fix, level="warning"))

    @property
    def errors(self) -> bool:
        return any(finding.level == "error" for finding in self.found)

    def refuse_errors(self) -> None:
        """Raise `PlanWrong` when there is an error among them."""
        if self.errors:
            raise PlanWrong(self.found)


class Spot:
    """One value of the file with its line. A mapping gives up its keys by `take`; `done` complains of the rest."""

    __slots__ = ("bare", "findings", "keys", "line", "name", "value")

    def __init__(
        self, value: Any, line: int, name: str, findings: Findings, keys: dict[str, Spot] | None = None
    ) -> None:
        self.value, self.line, self.name, self.findings = value, line, name, findings
        self.keys = keys  # of a mapping: what nobody has taken yet
        self.bare = ""  # of a value without quotes: its characters

    def error(self, what: str, fix: str) -> None:
        self.findings.error(self.line, what, fix)

    def warn(self, what: str, fix: str) -> None:
        self.findings.warn(self.line, what, fix)

    def take(self, key: str) -> Spot | None:
        """Return what stands under this key, or None."""
        return self.keys.pop(key, None) if self.keys is not None else None

    def need(self, key: str, fix: str) -> Spot | None:
        """Return what stands under this key; where nothing does, say so."""
        found = self.take(key)
        if found is None:
            self.error(f"`{key}` is missing in {self.name}", fix)
        return found

    def read(self, key: str, how: Callable[[Spot], T | None], default: U) -> T | U:
        """Return what `how` reads under this key, or the default."""
        found = self.take(key)
        read = how(found) if found is not None else None
        return default if read is None else read

    def done(self, known: Iterable[str]) -> None:
        """Complain of every key that nobody has taken."""
        names = ", ".join(sorted(known))
        for key, spot in (self.keys or {}).items():
            spot.error(f"`{key}` is no word of {self.name}", f"Mend its spelling or take it out; known are {names}.")

    def entries(self) -> Iterator[tuple[str, Spot]]:
        """Go through a mapping whose keys are names."""
        if self.keys is None:
            self.error(f"{self.name} must be a list of names with what belongs to them", "Write `name: …` under it.")
            return
        yield from self.keys.items()

    def items(self) -> list[Spot]:
        """Go through a list."""
        if not isinstance(self.value, list):
            self.error(f"{self.name} must be a list", "Write it between [ and ], or one `- …` a line.")
            return []
        return [item for item in self.value if isinstance(item, Spot)]

    @property
    def is_mapping(self) -> bool:
        return self.keys is not None

    def plain(self) -> Any:
        """Return the value without its lines, mappings as dicts whatever has been taken from them."""
        if isinstance(self.value, dict):
            return {key: spot.plain() for key, spot in self.value.items()}
        if isinstance(self.value, list):
            return [spot.plain() for spot in self.value]
        return self.value


def spots(text: str, *, file: str) -> Spot:
    """Read a YAML document whose top is a mapping. Raise `PlanWrong`."""
    findings = Findings(file)
    try:
        top = composed(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"no plan may have the character U+{error.character:04X}, which is not seen"
        findings.error(line, what, "Take it out, or write the words around it anew.")
        raise PlanWrong(findings.found) from None
    except yaml.YAMLError as error:
        findings.error(*unreadable.fault(text, error))
        raise PlanWrong(findings.found) from None
    except RecursionError:
        findings.error(1, "this is nested too deeply", "Write it flatter.")
        raise PlanWrong(findings.found) from None
    if not isinstance(top, yaml.MappingNode):
        findings.error(1, "a plan is a list of `key: value`", "Start with `plan: 1`.")
        raise PlanWrong(findings.found)
    return _Building(findings).spot(top, "the plan")


class _Building:
    """Turns nodes into spots, each node once: an alias may not blow a small file up."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.scalars = yaml.constructor.SafeConstructor()
        self.seen: set[int] = set()

    def spot(self, node: yaml.Node, name: str, depth: int = 0) -> Spot:
        line = node.start_mark.line + 1
        if not self._is_fine(node, line, depth):
            return Spot(None, line, name, self.findings)
        if isinstance(node, yaml.MappingNode):
            keys = self._mapping(node, depth)
            return Spot(dict(keys), line, name, self.findings, keys)
        if isinstance(node, yaml.SequenceNode):
            items = [self.spot(item, name, depth + 1) for item in node.value]
            return Spot(items, line, name, self.findings)
        found = Spot(self._scalar(node, line), line, name, self.findings)
        found.bare = "" if getattr(node, "style", None) else str(node.value)
        return found

    def _is_fine(self, node: yaml.Node, line: int, depth: int) -> bool:
        if depth > DEEPEST:
            self.findings.error(line, "this is nested too deeply", "Write it flatter.")
            return False
        if id(node) in self.seen:
            self.findings.error(line, "anchors and aliases are not read", "Write the value out where it is used.")
            return False
        self.seen.add(id(node))
        return True

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Spot]:
        keys: dict[str, Spot] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == MERGE:
                self.findings.error(line, "this key is not a word", "Write `word: value`.")
                continue
            key = str(key_node.value)
            if key in keys:
                self.findings.error(line, f"`{key}` stands here twice", "Keep one of them.")
            keys[key] = self.spot(value_node, f"`{key}`", depth + 1)
            keys[key].line = line
        return keys

    def _scalar(self, node: yaml.Node, line: int) -> Any:
        """Return the value; what is a number to YAML alone stays the words that it is to people."""
        try:
            found = self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError):
            what = f"the value `{node.value}` cannot be read"
            self.findings.error(line, what, "Put it between quotes; a day is written like 2026-03-02.")
            return None
        odd = isinstance(found, int | float) and not isinstance(found, bool) and not DECIMAL.fullmatch(node.value)
        return node.value if odd else found
