"""Where on the Plan page stands what is wrong with a draft: at the field, at the sentence, at the part, or on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mostrador.desk import plan_fields, plan_page
from mostrador.plan import editing
from mostrador.plan.findings import Finding

Shown = dict[str, Any]
Place = Sequence[str]


def words(finding: Finding) -> str:
    """Say what is wrong, in which line, and how to mend it."""
    said = plan_page.said(finding)
    return _("Line %(line)s: %(what)s. %(fix)s") % {"line": said.line, "what": said.what, "fix": said.fix}


def put(parts: Sequence[Shown], findings: Iterable[Finding], text: str) -> list[str]:
    """Put each error beside what it concerns, and return those that have no place in the parts.

    A sentence gets `faults`, a field `fault`; a part gets those of its sentences that are not there.
    """
    errors = [one for one in findings if one.level == "error"]
    places = editing.places_of(text, {one.line for one in errors})
    left = [one for one in errors if not _is_put(parts, one, places.get(one.line, ()))]
    return list(dict.fromkeys(map(words, left)))


def field_of(finding: Finding, place: Place, paths: Sequence[plan_fields.Path]) -> plan_fields.Path | None:
    """Return which of some values a finding is about: the one at its place, or whose word it names."""
    inside = [path for path in paths if path[: len(place)] == tuple(place) or tuple(place[: len(path)]) == path]
    named = [path for path in inside if f"`{path[-1]}`" in finding.what]
    found = named or (inside if len(inside) == 1 else [])
    return found[0] if found else None


def beside(parts: Sequence[Shown], told: Mapping[str, str], typed: Mapping[str, Sequence[str]]) -> None:
    """Let fields say what keeps a value out, and still hold what was typed."""
    for row in (row for part in parts for row in part["rows"]):
        for field in row["fields"]:
            if field["name"] in told:
                field["fault"], row["open"] = told[field["name"]], True
                _type(field, typed.get(field["name"], ()))


def _type(field: Shown, values: Sequence[str]) -> None:
    if "value" in field:
        field["value"] = values[-1] if values else field["value"]


def _is_put(parts: Sequence[Shown], finding: Finding, place: Place) -> bool:
    if not place:
        return False
    key = plan_fields.row(place)
    for part in parts:
        row = next((one for one in part["rows"] if (one["part"], one["id"]) == key), None)
        if row is not None:
            _tell(row, finding, place)
            return True
    around = next((part for part in parts if any(row["part"] == key[0] for row in part["rows"])), None)
    if around is not None:
        around.setdefault("faults", []).append(words(finding))
    return around is not None


def _tell(row: Shown, finding: Finding, place: Place) -> None:
    fields = {plan_fields.path_of(one["name"]): one for one in row["fields"]}
    path = field_of(finding, place, list(fields))
    row["open"] = path is not None
    if path is not None and not fields[path].get("fault"):
        fields[path]["fault"] = words(finding)
    else:
        row.setdefault("faults", []).append(words(finding))
