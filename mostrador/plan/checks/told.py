"""Where the checks tell what they find, with the day that is today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mostrador.plan.written import Findings, Spot


class Told:
    """The findings of one plan. `today` is None where dates are not to be judged."""

    def __init__(self, top: Spot, today: date | None) -> None:
        self.top, self.today = top, today
        self.findings: Findings = top.findings

    def error(self, line: int, what: str, fix: str) -> None:
        self.findings.error(line or 1, what, fix)

    def warn(self, line: int, what: str, fix: str) -> None:
        self.findings.warn(line or 1, what, fix)

    def line_of(self, *path: str | int) -> int:
        """Return the line of what stands at a path of keys and places, or of the last of them that is there."""
        spot, line = self.top, 1
        for step in path:
            found = _inside(spot, step)
            if found is None:
                break
            spot, line = found, found.line
        return line


def _inside(spot: Spot, step: str | int) -> Spot | None:
    if isinstance(step, int):
        found = spot.value[step] if isinstance(spot.value, list) and step < len(spot.value) else None
    else:
        found = spot.value.get(step) if isinstance(spot.value, dict) else None
    return found if isinstance(found, Spot) else None


def listed(names: Iterable[str]) -> str:
    """Write names for a fix: "tienda, cm, dueña"."""
    return ", ".join(names) or "(none yet)"
