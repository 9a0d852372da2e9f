"""Where on the Plan page stands what is wrong with a draft: at the sentence, at the part, or on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mostrador.desk import plan_page
from mostrador.plan import editing
from mostrador.plan.findings import Finding

Shown = dict[str, Any]
Place = Sequence[str]
Path = tuple[str, ...]
PARTS = {
    "doors": "door", "roles": "role", "replies": "reply", "legal": "law", "objectives": "aim", "lines": "line",
    "questions": "question", "segments": "segment", "calendar": "calendar",
}  # fmt: skip
GESTURES = {
    "budget_month": "budget", "big": "big", "never_for": "never", "not_twice_within": "twice", "idea_from": "ideas",
    "holdout": "holdout",
}  # fmt: skip
RESTING = ("country", "subdivision", "holidays")
HOUSE = ("name", "owner", "effective_from", "review_by")


def words(finding: Finding) -> str:
    """Say what is wrong, in which line, and how to mend it."""
    said = plan_page.said(finding)
    return _("Line %(line)s: %(what)s. %(fix)s") % {"line": said.line, "what": said.what, "fix": said.fix}


def put(parts: Sequence[Shown], findings: Iterable[Finding], text: str) -> list[str]:
    """Put each error beside what it concerns, and return those that have no place in the parts.

    A sentence gets `faults`; a part gets those of its sentences that are not there.
    """
    errors = [one for one in findings if one.level == "error"]
    places = editing.places_of(text, {one.line for one in errors})
    left = [one for one in errors if not _is_put(parts, one, places.get(one.line, ()))]
    return list(dict.fromkeys(map(words, left)))


def row_of(path: Place) -> tuple[str, str]:
    """Return the part and the id of the sentence that says what stands at a path of the plan."""
    first, second = path[0] if path else "", path[1] if len(path) > 1 else ""
    if first in HOUSE or (first == "locale" and second not in RESTING):
        return "house", "house"
    if first == "locale":
        return "hours", "holidays"
    if first == "gestures":
        return "gestures", f"gestures.{GESTURES.get(second, '')}"
    if first == "measure":
        return "measure", "measure"
    if tuple(path[:2]) == ("crisis", "holding"):
        return "crisis", path[2] if len(path) > 2 else ""
    part = PARTS.get(first, first)
    return part, f"authority.{second}" if part == "authority" else second


def field_of(finding: Finding, place: Place, paths: Sequence[Path]) -> Path | None:
    """Return which of some values a finding is about: the one at its place, or whose word it names."""
    inside = [path for path in paths if path[: len(place)] == tuple(place) or tuple(place[: len(path)]) == path]
    named = [path for path in inside if f"`{path[-1]}`" in finding.what]
    found = named or (inside if len(inside) == 1 else [])
    return found[0] if found else None


def _is_put(parts: Sequence[Shown], finding: Finding, place: Place) -> bool:
    if not place:
        return False
    key = row_of(place)
    for part in parts:
        row = next((one for one in part["rows"] if (one["part"], one["id"]) == key), None)
        if row is not None:
            row.setdefault("faults", []).append(words(finding))
            return True
    around = next((part for part in parts if any(row["part"] == key[0] for row in part["rows"])), None)
    if around is not None:
        around.setdefault("faults", []).append(words(finding))
    return around is not None
