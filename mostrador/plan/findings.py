"""What is wrong with a plan, where, and how to mend it."""

from collections.abc import Iterable
from typing import Literal

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend. An error keeps the plan from being in force, a warning does not."""

    file: str
    line: int  # counted from 1
    what: str
    fix: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {_ended(self.what)} {_ended(self.fix)}"


class PlanWrong(Exception):
    """The plan cannot be in force. `findings` are its errors, and warnings too, in the order of their lines."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.line))
        super().__init__("\n".join(map(str, self.findings)))


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
